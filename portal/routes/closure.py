"""Closing a case: proposed, approved, heard, decided, signed: Art. 8(11), 17."""

from collections.abc import Callable
from typing import Annotated, Any, Final
from uuid import UUID

from fastapi import APIRouter, Depends
from starlette.responses import Response

from casework.case import closure
from casework.record.closure_facts import current
from core.clock import Clock
from core.i18n import N_
from identity import access
from identity.access import NotThere
from models.case import Case
from models.session import Work
from portal import drafting, signing, words
from portal.closing import NOT_CARRIED, SHEETS, Decide, Decision, Propose
from portal.forms import M, Sheet
from portal.fresh import FreshSigned, lacking
from portal.prose import blocks
from portal.signing import FormOnPaper, SignForm, on_paper, whose
from portal.web import Page, Signed, real_clock
from portal.whose import others
from queries import after_eighteen, decision_records, opinion_file
from queries.closure_file import ClosureFile, Stand, read
from queries.plan_file import next_meeting
from rules.approving import REASONS
from rules.as_shown import ClosingShown
from rules.decision_records import DecisionSubject
from rules.grounds import GROUNDS, Ground
from rules.phases import Phase
from rules.roles import Role

BEYOND: Final = N_("Art. 17(3) lists no such ground")
"""Beside the one of Annex 1 alone."""

router = APIRouter(prefix="/cases/{number}/closure")
RealTime = Annotated[Clock, Depends(real_clock)]


@router.get("")
def closure_page(page: Signed, number: str) -> Response:
    with page.work() as work:
        return _show(page, work, access.case_for(work, number))


def _show(page: Page, work: Work, case: Case, filled: Sheet[Any] | None = None) -> Response:
    """The page with one of its forms as it was typed."""
    file, asked = read(work, case), opinion_file.read(work, case)
    sheets: dict[str, Sheet[Any]] = {
        name: filled if filled and filled.model is model else Sheet.of(model)
        for name, model in SHEETS.items()
    }
    proposes = _proposes(work, case, file)
    if proposes and filled is None:
        sheets["propose"] = drafting.taken_up(page, work, sheets["propose"])
    waits = file.closure if file.stand is Stand.PROPOSED else None
    response = page.render(
        "closure/closure.html",
        case=case,
        proposes=proposes,
        file=file,
        Stand=Stand,
        sheets=sheets,
        filled=filled,
        meeting=next_meeting(work, case),
        is_manager=access.runs_case(work, case),
        grounds=[
            (code, page.say.gettext(name), page.say.gettext(BEYOND) if code == Ground.OTHER else "")
            for code, name in words.GROUNDS.items()
        ],
        weighed=_weighed(work, case),
        ground_words=words.GROUNDS,
        departures=words.DEPARTURES,
        ground_articles=GROUNDS,
        lacks_words=NOT_CARRIED,
        lacks_articles=REASONS,
        assessment=list(blocks(_assessment(file))),
        members=on_paper(page, file.signatures),
        signed_by=words.SIGNED_BY,
        steps=_steps(page, file, case, heard=asked.heard.is_complete),
        asked=asked,
        shown=ClosingShown(file.closure.id, file.met, asked.words) if file.closure else "",
        others=others(work, waits.proposed_at if waits else None),
        kin=words.kin_names(page.say, [line.person.relation for line in asked.lines]),
        outcomes=words.OUTCOMES,
        relations=words.RELATIONS,
        letters=after_eighteen.of_case(work, case) if file.asks_of_letters else (),
    )
    return drafting.with_script(response) if proposes else response


def _proposes(work: Work, case: Case, file: ClosureFile) -> bool:
    """Whether whoever looks may propose to close the case now: Art. 17(1)."""
    is_free = file.stand is Stand.NONE or bool(file.gives_way)
    return is_free and case.phase is not Phase.CLOSED and access.runs_case(work, case)


def _weighed(work: Work, case: Case) -> bool:
    """Whether a record says what else than closing was weighed: ours, decision 0123."""
    lines = decision_records.of_case(work, case)
    without = decision_records.without_record(work, case, lines)
    return DecisionSubject.CLOSING not in {subject for subject, _ in without}


def _assessment(file: ClosureFile) -> str | None:
    """As it is signed, once the form is fixed."""
    if file.form is not None:
        return file.form.words.assessment
    return file.closure.assessment if file.closure else None


def _steps(page: Page, file: ClosureFile, case: Case, *, heard: bool) -> list[tuple[str, str, str]]:
    """The five stations of a closure."""
    say = page.say.gettext
    names = (
        say(N_("Proposal")),
        say(N_("Approval by the head")),
        say(N_("Opinions and meeting")),
        say(N_("Decision of the table")),
        say(N_("Signatures and seal")),
    )
    current = (
        len(names) if case.phase == Phase.CLOSED else list(Stand).index(_reached(file, heard=heard))
    )
    return [
        (name, "past" if place < current else "now" if place == current else "next", "")
        for place, name in enumerate(names)
    ]


def take(
    page: Page,
    number: str,
    model: type[M],
    act: Callable[[Work, Case, M, UUID], object],
    done: str,
    *,
    role: Role | None = Role.MANAGER,
    fresh: bool = False,
    drafted: bool = False,
) -> Response:
    """One of the page's forms: the act in one transaction, or the page again.

    `fresh`: by a fresh second factor, which is asked for once nothing else is missing. `drafted`:
    a draft of it may be kept: decision 0229.
    """
    lacks = lacking(page) if fresh else None
    sheet = page.typed(model)

    def again() -> Response:
        with page.work() as work:
            return _show(page, work, access.case_for(work, number, role=role), sheet)

    def do(form: M) -> Response:
        with page.work() as work:
            case = access.case_for(work, number, role=role)
            if work.actor.id is None:
                raise NotThere
            act(work, case, form, work.actor.id)
            if lacks is not None:
                raise lacks
            if drafted:
                drafting.sent(work, page.path)
        return page.go(f"/cases/{number}/closure", done=done)

    return drafting.submit(page, sheet, do, again) if drafted else page.submit(sheet, do, again)


def _reached(file: ClosureFile, *, heard: bool) -> Stand:
    """A meeting alone does not end the third station: the opinions belong to it: Art. 17(2)."""
    return Stand.APPROVED if file.stand is Stand.TO_DECIDE and not heard else file.stand


@router.post("")
def propose(page: Signed, number: str) -> Response:
    """Assess the case and recommend its closure."""

    def act(work: Work, case: Case, form: Propose, by: UUID) -> None:
        closure.propose(
            work,
            case.id,
            ground=form.ground,
            assessment=form.assessment,
            detail=form.detail,
            best_interest=form.best_interest,
            services=form.services,
            by=by,
            on=form.on,
        )

    return take(page, number, Propose, act, N_("The head is asked to approve."), drafted=True)


@router.post("/decision")
def decide_by_head(page: Signed, number: str) -> Response:
    def act(work: Work, case: Case, form: Decision, by: UUID) -> None:
        approve = form.decision == "approve"
        closure.decide_by_head(
            work,
            case.id,
            approve=approve,
            note=form.note,
            services=form.services,
            by=form.whose or by,
            on=form.on,
            read=form.proposal,
        )

    done = N_("Your decision is on record; the case manager is told.")
    return take(page, number, Decision, act, done, role=Role.HEAD, fresh=True)


@router.post("/decide")
def decide(page: Signed, number: str) -> Response:
    def act(work: Work, case: Case, form: Decide, _: UUID) -> None:
        closure.decide(
            work,
            case.id,
            close=form.close == "yes",
            on=form.on,
            services=form.services,
            shown=ClosingShown.said_by(form.shown),
        )

    return take(page, number, Decide, act, N_("The decision is on record."), fresh=True)


@router.post("/sign")
def sign(page: FreshSigned, number: str, clock: RealTime) -> Response:
    """The manager signs the closing form or refuses, by writing the password once more."""
    sheet = page.typed(SignForm)

    def again() -> Response:
        with page.work() as work:
            return _show(page, work, access.case_for(work, number, role=Role.MANAGER), sheet)

    def act(form: SignForm) -> Response:
        with page.work() as work:
            access.case_for(work, number, role=Role.MANAGER)
        if not signing.is_confirmed(page, clock, sheet, form):
            return again()
        with page.work() as work:
            case = access.case_for(work, number, role=Role.MANAGER)
            closure.sign(
                work,
                _form_of(work, case),
                account_id=work.actor.id,
                **form.own_word,
            )
        return page.go(f"/cases/{number}/closure", done=form.done)

    return page.submit(sheet, act, again)


@router.post("/paper")
def take_paper(page: Signed, number: str) -> Response:
    """Record a member's signature that came on paper, or a refusal with its reason."""

    def act(work: Work, case: Case, form: FormOnPaper, _: UUID) -> None:
        who = whose(work, form.member_id)
        closure.sign(
            work,
            _form_of(work, case),
            member_id=who.member_id,
            account_id=who.account_id,
            method=form.method,
            reason=form.said,
            shown=form.digest,
            on=form.on,
        )

    return take(page, number, FormOnPaper, act, N_("It is on record."))


def _form_of(work: Work, case: Case) -> UUID:
    found = current(work, case.id)
    if found is None:
        raise NotThere
    return found.id
