"""The head's word on a date, taken back until the invitations leave: Art. 8(3)."""

from collections.abc import Iterator, Sequence
from typing import Annotated, Any, ClassVar
from uuid import UUID

from fastapi import APIRouter
from starlette.responses import Response

from casework.record.agenda import agenda_of
from casework.record.notice_facts import left_of_each
from casework.record.table_facts import proposal_of
from casework.table import convening
from core.clock import at_local, local_time
from core.i18n import N_
from identity import access
from models.life import Life
from models.meeting import Meeting
from models.people import Account
from models.session import Work
from portal import same_hour
from portal.fields import Ask, Day, Happened, Hour, Line, Prose
from portal.forms import FormModel, Gap, Sheet
from portal.prose import agenda_items
from portal.web import ForHead, Page
from portal.whose import Whose, others
from portal.words import MEETINGS
from queries import open_duties
from queries.clashes import Clash, at_that_hour
from rules.convening import last_day_to_invite, leaving
from rules.roles import Role
from workflow.kinds import case_of, label_of

router = APIRouter(prefix="/meetings/{meeting_id:uuid}")


class Press(FormModel):
    """One press, nothing typed; what else is at that hour was shown with it."""

    at_that_hour: Line = ""
    begins: Line = ""
    """When the meeting was to begin on the page."""


class Agreed(Whose):
    """What the head said earlier, on paper or by telephone: Art. 8(3)."""

    called: ClassVar[str] = "agreed"
    on: Happened


class Counter(Whose):
    """What the head would rather have: Art. 8(3)."""

    day: Annotated[
        Day | None,
        Ask(
            N_("Which day suits?"),
            hint=N_("The manager accepts it with one press. Example: 20.11.2026"),
            open=True,
        ),
    ] = None
    hour: Annotated[Hour | None, Ask(N_("Hour"), open=True)] = None
    note: Annotated[
        Prose,
        Ask(N_("Why not this one?"), hint=N_("Or which days would suit."), open=True),
    ] = ""
    on: Annotated[
        Day | None,
        Ask(N_("On which day?"), N_("The day on which you asked for another one."), open=True),
    ] = None
    """Only where it was on paper or by telephone."""

    @classmethod
    def gaps(cls, sheet: Sheet[Any]) -> Iterator[Gap]:
        """A day or a word: the manager need not guess."""
        day = sheet.known("day")
        if not sheet.value("day").strip() and not sheet.value("note").strip():
            yield "day", N_("Write which day suits, so that the manager need not guess.")
        if day and day < (sheet.known("on") or sheet.today):
            yield "day", N_("This day has passed.")


@router.get("/agree")
def agree_page(page: ForHead, meeting_id: UUID) -> Response:
    """The date with everything to decide it by; afterwards, what was decided and the way back."""
    return _agreement(page, meeting_id)


def _agreement(
    page: Page,
    meeting_id: UUID,
    sheet: Sheet[Counter] | None = None,
    earlier: Sheet[Agreed] | None = None,
) -> Response:
    with page.work() as work:
        meeting = access.meeting_for(work, meeting_id, role=Role.HEAD)
        life = work.session.get_one(Life, meeting.life_id)
        case = case_of(work.session, meeting.life_id)
        by = work.session.get(Account, meeting.proposed_by_id) if meeting.proposed_by_id else None
        may_enter, last = convening.may_enter_agreement(meeting), last_day_to_invite(meeting.day)
        may_agree = convening.may_agree(meeting, work.clock.today())
        beside = _at_that_hour(work, meeting) if may_agree else ()
        left = left_of_each(work.session, [meeting]).get(meeting.id)
        return page.render(
            "convening/agree.html",
            meeting=meeting,
            number=case.number if case else "",
            label=label_of(work.session, life.id),
            by=by.name_at(meeting.proposed_at) if by else None,
            last=last,
            short=(left or page.today) > last,
            left=left,
            until=meeting.day if proposal_of(meeting).excused else last,
            answer_by=open_duties.answer_by(work, meeting),
            leaves=leaving(meeting.day, page.today),
            agenda=agenda_items(agenda_of(work.session, meeting)),
            may_enter=may_enter,
            is_open=may_enter and not meeting.held_at,
            is_own=case is not None and work.actor.id in {case.manager_id, meeting.proposed_by_id},
            may_agree=may_agree,
            beside=beside,
            seen=same_hour.shown(meeting.starts_at, beside),
            kinds=MEETINGS,
            sheet=sheet or Sheet.of(Counter),
            earlier=earlier or Sheet.of(Agreed),
            others=others(work, meeting.proposed_at),
            said_by=_said_by(work, meeting),
        )


def _at_that_hour(work: Work, meeting: Meeting) -> Sequence[Clash]:
    return at_that_hour(work, meeting.life_id, meeting.starts_at, but=meeting.id)


def _said_by(work: Work, meeting: Meeting) -> str | None:
    """By whom it was answered, where that is not the reader."""
    who = meeting.countered_by_id or meeting.agreed_by_id
    said = work.session.get(Account, who) if who not in (None, work.actor.id) else None
    return (
        said.name_at(meeting.counter_entered_at or meeting.agreement_entered_at) if said else None
    )


@router.post("/agree")
def agree(page: ForHead, meeting_id: UUID) -> Response:
    """Agree with one press; the invitations leave by themselves when it is time."""

    def act(form: Press) -> Response:
        shown = same_hour.day_read(form.begins)
        with page.work() as work:
            meeting = access.meeting_for(work, meeting_id, role=Role.HEAD)
            convening.agree(work, meeting.id, by=access.officer_of(work).id, shown=shown)
        return page.go(f"/meetings/{meeting_id}/agree", done=N_("You have agreed to this date."))

    sheet = page.typed(Press)

    def check() -> Iterator[Gap]:
        with page.work() as work:
            meeting = access.meeting_for(work, meeting_id, role=Role.HEAD)
            if convening.may_agree(meeting, work.clock.today()):
                yield from same_hour.unseen(
                    work, sheet, meeting.life_id, meeting.starts_at, but=meeting.id
                )

    return page.submit(sheet, act, again=lambda: _agreement(page, meeting_id), check=check)


@router.post("/agreed")
def agreed_earlier(page: ForHead, meeting_id: UUID) -> Response:
    """What was agreed on paper or by telephone, with its day; also after the meeting."""
    sheet = page.typed(Agreed)

    def act(form: Agreed) -> Response:
        with page.work() as work:
            meeting = access.meeting_for(work, meeting_id, role=Role.HEAD)
            by = form.whose or access.officer_of(work).id
            convening.agree(work, meeting.id, by=by, on=form.on)
        return page.go(f"/meetings/{meeting_id}/agree", done=N_("Your agreement is on record."))

    return page.submit(sheet, act, again=lambda: _agreement(page, meeting_id, earlier=sheet))


@router.post("/counter")
def counter(page: ForHead, meeting_id: UUID) -> Response:
    """Ask for another day; the manager is told by mail."""
    sheet = page.typed(Counter)

    def act(form: Counter) -> Response:
        with page.work() as work:
            meeting = access.meeting_for(work, meeting_id, role=Role.HEAD)
            hour = form.hour or local_time(meeting.starts_at)
            suggested = at_local(form.day, hour) if form.day else None
            convening.counter(
                work,
                meeting.id,
                note=form.note,
                suggested=suggested,
                by=form.whose,
                on=form.on,
            )
        return page.go(f"/meetings/{meeting_id}/agree", done=N_("You have asked for another day."))

    return page.submit(sheet, act, again=lambda: _agreement(page, meeting_id, sheet))


@router.post("/withdraw")
def withdraw(page: ForHead, meeting_id: UUID) -> Response:
    """Take the agreement back, as long as no invitation has left."""

    def act(_: Press) -> Response:
        with page.work() as work:
            meeting = access.meeting_for(work, meeting_id, role=Role.HEAD)
            convening.withdraw_agreement(work, meeting.id)
        return page.go(
            f"/meetings/{meeting_id}/agree",
            done=N_("Your agreement is taken back; the date is open again."),
        )

    return page.submit(page.typed(Press), act, again=lambda: _agreement(page, meeting_id))
