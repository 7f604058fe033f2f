"""A child is referred, and the head appoints a manager: Art. 4(2), 5(1.1)."""

from functools import partial
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter
from starlette.responses import Response

from casework.case import from_paper, referral, referral_day
from core.i18n import N_, OWN_NAMES, capital
from identity import access
from identity.access import NotThere
from models.session import Work
from portal import drafting
from portal.annex import CATEGORIES, CATEGORY_WORDS, GENDERS, STATUSES
from portal.fields import Ask, Happened, Line
from portal.forms import FormModel, Gap, Sheet
from portal.known_already import KnownAlready
from portal.log_forms import GIVEN_ROWS
from portal.log_words import LOGGED
from portal.receipt_words import RECEIPT_WAYS
from portal.referral_form import CorrectReferralDay, ReferChild
from portal.unsealed import before_the_form
from portal.web import ForHead, ForOfficers, Page
from queries import appointments, case_file, conflicts, dashboard, logbook, referral_days
from rules.logbook import SERVICES
from rules.phases import check_open
from rules.roles import Role

router = APIRouter(prefix="/cases")


class AppointManager(FormModel):
    """Whom the centre appoints: Art. 4(2)."""

    manager: Annotated[
        UUID, Ask(N_("Who manages the case?"), missing=N_("Choose who manages the case."))
    ]
    on: Happened
    shown: Line = ""
    """The appointment in force that the page told of."""
    already: Annotated[Line, Ask(N_("Is it one of these children?"), open=True)] = ""
    """Asked only where somebody on record sounds alike: `portal.known_already`."""


@router.get("/new")
def new_page(page: ForOfficers, sibling_of: str = "") -> Response:
    """The form of Annex 1; for a sister or brother it knows whose."""
    with page.work() as work:
        known = _sibling(work, sibling_of)
        sheet = Sheet.of(ReferChild, sibling_of=sibling_of if known else None)
        return _new(page, sheet if known else drafting.taken_up(page, work, sheet))


def _new(page: Page, sheet: Sheet[ReferChild], known: KnownAlready | None = None) -> Response:
    response = page.render(
        "referral/new.html",
        sheet=sheet,
        known=known.options(page.say) if known and known.found else (),
        runs=known.runs if known else "",
        groups=[(words, list(boxes.items())) for words, boxes in CATEGORIES],
        statuses=[(code, capital(page.say.gettext(words))) for code, words in STATUSES.items()],
        genders=[(code, page.say.gettext(words)) for code, words in GENDERS.items()],
        services=[(kind, page.say.gettext(LOGGED[kind])) for kind in SERVICES],
        rows=GIVEN_ROWS,
        ways=[(way, page.say.gettext(words)) for way, words in RECEIPT_WAYS.items()],
        tongues=list(OWN_NAMES.items()),
    )
    return drafting.with_script(response)


def _sibling(work: Work, number: str) -> UUID | None:
    """The sister's or brother's case, when the reader may see it."""
    return access.case_for(work, number).id if number else None


@router.post("/new")
def refer(page: ForOfficers) -> Response:
    """Open the case; the head is asked for a manager next."""
    sheet, known = page.typed(ReferChild), KnownAlready()

    def again() -> Response:
        return _new(page, sheet, known)

    def act(form: ReferChild) -> Response:
        with page.work() as work:
            account = access.officer_of(work)
            if account.municipality_id is None:
                raise NotThere
            if not known.look(work, sheet, page.say):
                page.status = 422
                return again()
            record = form.referral(_sibling(work, form.sibling_of or known.sibling()))
            case = referral.refer(work, account.municipality_id, record)
            known.put_on_record(work, case)
            drafting.sent(work, page.path)
            if (on_paper := form.on_paper()) is not None:
                from_paper.begin(work, case.id, on_paper)
            return _led_on(page, case.number, form, known.earlier())

    return drafting.submit(page, sheet, act, again)


def _led_on(page: Page, number: str, form: ReferChild, earlier: str) -> Response:
    """To the other children, to the child's earlier file, or to what comes next."""
    if not page.is_head:
        return page.go("/cases", done=N_("Registered. The head appoints a manager."))
    if earlier:
        done = N_("The referral is registered. Now link the child's earlier case.")
        return page.go(f"/cases/{number}/earlier?of={earlier}", done=done)
    if form.family == "yes":
        return page.go(
            f"/cases/new?sibling_of={number}",
            done=N_("The referral is registered. Now the other child: fill in what you know."),
        )
    return page.go(f"/cases/{number}/appoint", done=N_("The referral is registered."))


@router.get("/{number}/referral")
def referral_page(page: ForOfficers, number: str) -> Response:
    """What the referral says; that it was read is on record: Art. 18(1)."""
    return _referral(page, number)


def _referral(page: Page, number: str, typed: Sheet[CorrectReferralDay] | None = None) -> Response:
    with page.work() as work:
        case = access.case_for(work, number)
        work.record("referral read", "18(1)", life=case.life)
        ticked = case.categories.items()
        return page.render(
            "referral/referral.html",
            who=case_file.identity_of(work, case),
            case=case,
            given=logbook.services_before(work, case),
            child=case_file.child_of(work, case.id),
            categories=[(CATEGORY_WORDS[code], words) for code, words in sorted(ticked)],
            statuses=STATUSES,
            genders=GENDERS,
            days=referral_days.of_case(work, case),
            may_correct=referral_days.may_correct(work, case),
            sheet=typed or Sheet.of(CorrectReferralDay),
            typed=typed is not None,
        )


@router.post("/{number}/referral")
def correct_day(page: ForOfficers, number: str) -> Response:
    """Another day stands for the one on record, which stays to be read."""
    sheet = page.typed(CorrectReferralDay)

    def act(form: CorrectReferralDay) -> Response:
        with page.work() as work:
            case = access.case_for(work, number)
            check_open(case.phase, case.number)
            access.only_while(work, case.id, partial(referral_days.may_correct, work, case))
            referral_day.correct(work, case.id, form.came, reason=form.reason)
        return page.go(f"/cases/{number}/referral", done=N_("It is on record."))

    return page.submit(sheet, act, again=lambda: _referral(page, number, sheet))


@router.get("/{number}/appoint")
def appoint_page(page: ForHead, number: str) -> Response:
    return _appoint(page, number, Sheet.of(AppointManager))


@router.post("/{number}/appoint")
def appoint(page: ForHead, number: str) -> Response:
    """Appoint; the officer is told by mail."""
    sheet, known = page.typed(AppointManager), KnownAlready()

    def check() -> list[Gap]:
        with page.work() as work:
            known.look_again(work, access.case_for(work, number, role=Role.HEAD))
        return list(known.gaps(sheet))

    def act(form: AppointManager) -> Response:
        with page.work() as work:
            case = access.case_for(work, number, role=Role.HEAD)
            by = access.officer_of(work).id
            known.put_on_record(work, case)
            referral.appoint(work, case.id, form.manager, by=by, on=form.on, shown=form.shown)
        return page.go(
            f"/cases/{number}", done=N_("The case manager is appointed; we tell them by mail.")
        )

    return page.submit(sheet, act, lambda: _appoint(page, number, sheet, known), check)


def _appoint(
    page: Page, number: str, sheet: Sheet[AppointManager], known: KnownAlready | None = None
) -> Response:
    with page.work() as work:
        case = access.case_for(work, number, role=Role.HEAD)
        before_the_form(page, case)
        if known is None:
            known = KnownAlready()
            known.look_again(work, case)
        cases = dashboard.cases_of(work)
        officers = [
            officer
            for officer in dashboard.managers_of(work, case.municipality_id)
            if officer.id not in {case.manager_id, work.actor.id}
        ]
        near = conflicts.near(work, case, officers)
        return page.render(
            "referral/appoint.html",
            who=case_file.identity_of(work, case),
            sheet=sheet,
            known=known,
            manages=appointments.in_force(work, case),
            handed=case_file.handed_over_in(work, case),
            near=near,
            is_deputy=page.role == Role.MANAGER,
            options=[
                (
                    officer.id,
                    officer.name,
                    page.say.ngettext(
                        "%(num)s open case", "%(num)s open cases", cases.get(officer.id, 0)
                    ),
                    near.get(officer.id),
                )
                for officer in officers
            ],
        )
