"""What members do behind their link: declare, report, sign: Art. 8(9), 10, 17(5), 18(2)."""

from collections.abc import Iterator
from typing import Annotated, Any, ClassVar, Final, Literal
from uuid import UUID

from fastapi import APIRouter
from starlette.responses import Response

from casework.case import closure, reports
from casework.table import declarations, dissents, minutes
from casework.table.declarations import (
    CONFIDENTIALITY,
    CONFLICT,
    NO_CONFLICT,
    OF_THE_MUNICIPALITY,
)
from casework.table.dissents import DissentWords
from core.i18n import N_
from identity.member_links import Guest
from models.people import LinkPurpose
from models.session import Work
from portal.action_words import DoneOn, Until, gaps_of
from portal.fields import Ask, Prose
from portal.forms import FormModel, Gap, Sheet
from portal.members import AtLink, Entry
from portal.prose import blocks
from portal.routes import member_conflict
from portal.signing import Refusable
from portal.words import DEPARTURES, GROUNDS, OUTCOMES, RELATIONS
from queries import member_desk
from queries.conflicts import of_guest
from queries.member_desk import ReportDesk
from rules.basis import Basis
from rules.declarations import ConfidentialityNotSigned
from rules.defaults import DEFAULTS
from rules.dissent import DissentWithoutWords
from rules.late_actions import ActionWord
from rules.planning import ActionStatus
from rules.signing import SignatureMethod

router = APIRouter()

SAY_WHICH: Final = N_("Choose how far this action is.")


class Declare(FormModel):
    """Both declarations on one page: Art. 10(2), 18(2)."""

    conflict: Annotated[
        Literal["no", "yes"],
        Ask(N_("Conflict of interest"), missing=N_("Say whether you have a conflict of interest.")),
    ]
    confidential: Annotated[bool, Ask(CONFIDENTIALITY[1])] = False
    language: Literal["sq", "sr", "en"]
    """In which language the words were read; they are signed in it."""

    @classmethod
    def gaps(cls, sheet: Sheet[Any]) -> Iterator[Gap]:
        """Nobody but whoever leaves the table goes on without the second one: Art. 18(2)."""
        if sheet.value("conflict") != "yes" and not sheet.value("confidential"):
            yield "confidential", ConfidentialityNotSigned()


@router.get("/l/{token}/declare")
def declare_page(at: AtLink) -> Response:
    """The text of both declarations; what was declared, once it was."""
    return _declare(at, Sheet(Declare))


def _declare(
    at: Entry, sheet: Sheet[Declare], refusal: "Sheet[RefuseToSign] | None" = None
) -> Response:
    with at.inside(undeclared=True) as (work, guest):
        if guest.member.conflict:
            return member_conflict.recused(at, of_guest(work, guest))
        about = member_desk.about(work, guest)
        day = member_desk.next_meeting_on(work, guest.member.life_id)
        return at.render(
            "member/declare.html",
            sheet=sheet,
            about=about,
            meeting_on=day,
            no_conflict=NO_CONFLICT,
            conflict=CONFLICT,
            confidentiality=CONFIDENTIALITY if about.is_case else OF_THE_MUNICIPALITY,
            refusal=refusal or Sheet(RefuseToSign),
        )


@router.post("/l/{token}/declare")
def declare(at: AtLink) -> Response:
    """Take both; whoever has a conflict of interest leaves the table at once: Art. 10(2)."""
    sheet = at.page.typed(Declare)

    def act(form: Declare) -> Response:
        conflict = form.conflict == "yes"
        with at.inside(undeclared=True) as (work, guest):
            about = member_desk.about(work, guest)
            declarations.declare(
                work,
                guest.member.id,
                conflict=conflict,
                confidential=form.confidential,
                language=form.language,
            )
            own = of_guest(work, guest) if conflict else None
        if own:
            return member_conflict.recused(at, own)
        done = N_("Your declarations are on record. The papers are open to you.")
        return at.page.go(
            f"{at.home}/go", done="" if about.purpose == LinkPurpose.DECLARE else done
        )

    return at.page.submit(sheet, act, again=lambda: _declare(at, sheet))


class RefuseToSign(FormModel):
    """A member does not sign, with a reason or without: Art. 18(2)."""

    reason: Annotated[Prose, Ask(N_("Why not?"), N_("You may leave it empty."), open=True)] = ""


@router.post("/l/{token}/declare/refuse")
def refuse_to_sign(at: AtLink) -> Response:
    """That they do not sign is on record, and the case manager is told: Art. 18(2)."""
    sheet = at.page.typed(RefuseToSign)

    def act(form: RefuseToSign) -> Response:
        with at.inside(undeclared=True) as (work, guest):
            declarations.refuse(work, guest.member.id, reason=form.reason)
        done = N_("It is on record that you do not sign. The papers stay closed to you.")
        return at.page.go(f"{at.home}/declare", done=done)

    return at.page.submit(sheet, act, again=lambda: _declare(at, Sheet(Declare), sheet))


class ActionLine(FormModel):
    """How far one action of the member's is: Annex 1, A5."""

    action: UUID
    status: Annotated[ActionStatus, Ask("", missing=SAY_WHICH)]
    done_on: DoneOn = None
    until: Until = None


class Report(FormModel):
    """The written report before a meeting: two questions and one line for each action."""

    actions: tuple[ActionLine, ...] = ()
    done: Annotated[
        Prose,
        Ask(
            N_("What have you done since the last meeting?"),
            hint=N_("Write facts and dates."),
            missing=N_("Write at least one sentence. If you did nothing, write why."),
        ),
    ]
    concerns: Annotated[Prose, Ask(N_("What should the table know?"), open=True)] = ""
    step: Literal["check", "send"] = "check"

    @classmethod
    def gaps(cls, sheet: Sheet[Any]) -> Iterator[Gap]:
        """The days of a late action fit what is said of it: Art. 14(2)."""
        for row in sheet.rows("actions"):
            yield from gaps_of(sheet, f"{row}.", sheet.today)


@router.get("/l/{token}/report")
def report_page(at: AtLink) -> Response:
    """The form, or the receipt of a report that was handed in, or that none is owed."""
    return _report(at, Sheet(Report), unowed="not_owed")


def _report(at: Entry, sheet: Sheet[Report], page: str = "report", unowed: str = "") -> Response:
    """What was typed before the death became known is still taken; the form is not offered anew."""
    with at.inside(LinkPurpose.REPORT) as (work, guest):
        desk = member_desk.report(work, guest)
        if desk.meeting is None:  # on a late action there is a page of its own: 14(3.3)
            return at.page.go(f"{at.home}/action")
        for index, action in enumerate(desk.actions):
            words = at.page.say.gettext("Action %(number)s", number=action.number)
            sheet.names[f"actions.{index}"] = words
        if desk.died and unowed:
            page = unowed
        received = desk.request.received_at is not None
        return at.render(
            f"member/{'reported' if received else page}.html",
            sheet=sheet,
            desk=desk,
            about=member_desk.about(work, guest),
            papers=member_desk.papers(work, guest),
        )


@router.post("/l/{token}/report")
def report(at: AtLink) -> Response:
    """Check first, then send; on the way back everything typed is still there: Art. 8(9)."""
    sheet = at.page.typed(Report)
    if sheet.value("step") == "change":
        return _report(at, sheet)

    def act(form: Report) -> Response:
        with at.inside(LinkPurpose.REPORT) as (work, guest):
            desk = member_desk.report(work, guest)
            complete = desk.request.received_at is not None or _all_named(at, sheet, form, desk)
            if complete and form.step == "send":
                _hand_in(work, guest, form, desk)
                return at.page.go(f"{at.home}/report")
        if not complete:
            at.page.status = 422
        return _report(at, sheet, "report_check" if complete else "report")

    return at.page.submit(sheet, act, again=lambda: _report(at, sheet))


def _all_named(at: Entry, sheet: Sheet[Report], form: Report, desk: ReportDesk) -> bool:
    """Every action of the member's in the plan has its line: Art. 8(9), 15(2)."""
    named = {line.action for line in form.actions}
    for index, action in enumerate(desk.actions):
        if action.id not in named:
            sheet.refuse(f"actions.{index}.status", at.page.say.gettext(SAY_WHICH))
    return not sheet.errors


def _hand_in(work: Work, guest: Guest, form: Report, desk: ReportDesk) -> None:
    said = {line.action: ActionWord(line.status, line.done_on, line.until) for line in form.actions}
    own = {action.id for action in desk.actions}
    reports.receive(
        work,
        desk.request.id,
        done=form.done,
        concerns=form.concerns,
        words={action: word for action, word in said.items() if action in own},
    )
    member_desk.note_opened(work, guest, "receipt", desk.request.id)


class MemberSigns(Refusable):
    """A member's word under a fixed text: Art. 10(1), 17(5)."""

    word: Annotated[
        Literal["sign", "note", "acknowledge", "refuse"],
        Ask(N_("What do you want to do?"), missing=N_("Choose what you want to do.")),
    ]
    reason: Annotated[
        Prose,
        Ask(N_("Remark or reason"), hint=N_("For a remark, or when you do not sign."), open=True),
    ] = ""

    @classmethod
    def gaps(cls, sheet: Sheet[Any]) -> Iterator[Gap]:
        """A remark has words, a refusal its reason: Art. 10(1)."""
        yield from super().gaps(sheet)
        if sheet.value("word") == "note" and not sheet.value("reason").strip():
            yield "reason", N_("Write your remark.")

    @property
    def method(self) -> SignatureMethod:
        return SignatureMethod.REFUSED if self.word == "refuse" else SignatureMethod.CODE

    @property
    def words(self) -> str | None:
        return self.said if self.word in {"note", "refuse"} else ""


class SignsMinutes(MemberSigns):
    """The minutes; a member may also dissent from what the table decided: Art. 10(1)."""

    decision: Annotated[Prose, Ask(N_("What did the table decide?"), open=True)] = ""
    dissent: Annotated[
        Prose,
        Ask(
            N_("What do you say against it?"),
            hint=N_("It stands with the minutes as you write it; the head reads it."),
            open=True,
        ),
    ] = ""

    @classmethod
    def gaps(cls, sheet: Sheet[Any]) -> Iterator[Gap]:
        """A dissent says from what, and why."""
        yield from super().gaps(sheet)
        decision, words = sheet.value("decision").strip(), sheet.value("dissent").strip()
        if bool(decision) != bool(words):
            yield "dissent" if decision else "decision", DissentWithoutWords()


@router.get("/l/{token}/sign")
def sign_page(at: AtLink) -> Response:
    return _sign(at, Sheet(SignsMinutes))


def _sign(at: Entry, sheet: Sheet[SignsMinutes]) -> Response:
    with at.inside(LinkPurpose.SIGN) as (work, guest):
        desk = member_desk.signing(work, guest)
        member_desk.note_opened(work, guest, "minutes", desk.paper.id)
        about = member_desk.about(work, guest)
        text = list(blocks(desk.laid.words.text)) if desk.laid else []
        said = member_desk.own_dissents(work, guest, desk.meeting.id)
        return at.render(
            "member/sign.html", sheet=sheet, desk=desk, about=about, text=text, said=said
        )


@router.post("/l/{token}/sign")
def sign(at: AtLink) -> Response:
    """Sign, acknowledge or refuse with a reason; the code on this link is the signature."""
    sheet = at.page.typed(SignsMinutes)

    def act(form: SignsMinutes) -> Response:
        with at.inside(LinkPurpose.SIGN) as (work, guest):
            paper = member_desk.signing(work, guest).paper
            if form.dissent.strip():  # before the signature: the last one may seal the file
                words = DissentWords(form.decision, form.dissent)
                dissents.say(work, paper.meeting_id, guest.member.id, words)
            who, how = guest.member.id, form.method
            minutes.sign(
                work,
                paper.id,
                member_id=who,
                method=how,
                reason=form.words,
                shown=form.digest,
            )
        return at.page.go(f"{at.home}/sign")

    return at.page.submit(sheet, act, again=lambda: _sign(at, sheet))


class SignsForm(MemberSigns):
    """A member's word under the closing form: Art. 17(5)."""

    why: ClassVar[Basis | None] = DEFAULTS.WHY_UNSIGNED


@router.get("/l/{token}/close")
def close_page(at: AtLink) -> Response:
    """The closing form as the table decided it: Art. 17(5)."""
    return _close(at, Sheet(SignsForm))


def _close(at: Entry, sheet: Sheet[SignsForm]) -> Response:
    with at.inside(LinkPurpose.CLOSE) as (work, guest):
        desk = member_desk.closing(work, guest)
        member_desk.note_opened(work, guest, "closing form", desk.closure.id)
        about = member_desk.about(work, guest)
        return at.render(
            "member/close.html",
            sheet=sheet,
            desk=desk,
            about=about,
            assessment=list(blocks(desk.form.words.assessment)),
            ground_words=GROUNDS,
            departures=DEPARTURES,
            relations=RELATIONS,
            outcomes=OUTCOMES,
        )


@router.post("/l/{token}/close")
def close(at: AtLink) -> Response:
    """Sign the closing form, or refuse with a reason: Art. 17(5)."""
    sheet = at.page.typed(SignsForm)

    def act(form: SignsForm) -> Response:
        with at.inside(LinkPurpose.CLOSE) as (work, guest):
            paper = member_desk.closing(work, guest).closure
            who, how = guest.member.id, form.method
            closure.sign(
                work,
                paper.id,
                member_id=who,
                method=how,
                reason=form.words,
                shown=form.digest,
            )
        return at.page.go(f"{at.home}/close")

    return at.page.submit(sheet, act, again=lambda: _close(at, sheet))
