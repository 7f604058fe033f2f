"""The head's own day for a meeting, which the manager accepts in one act: Art. 8(3)."""

from collections.abc import Iterator, Sequence
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter
from starlette.responses import Response

from casework.table import acceptance
from core.clock import local_day
from core.i18n import N_
from identity import access
from models.case import Case
from models.meeting import Meeting
from models.session import Work
from portal import same_hour
from portal.fields import Ask, Day, Line, Prose
from portal.forms import FormModel, Gap, Sheet
from portal.unsealed import before_the_form
from portal.web import ForOfficers, Page
from portal.words import MEETINGS
from queries.clashes import Clash, at_that_hour
from rules.convening import last_day_to_invite, leaving
from rules.proposal import NothingSuggested
from rules.roles import Role
from workflow.kinds import case_of

router = APIRouter(prefix="/meetings/{meeting_id:uuid}/accept")


class Accept(FormModel):
    """The day is the head's; a reason is asked for where it leaves fewer than three days."""

    reason: Annotated[
        Prose,
        Ask(
            N_("Why can it not wait?"),
            N_("Recorded; the head and everybody who is invited read it behind their link."),
            open=True,
        ),
    ] = ""
    on: Annotated[
        Day | None,
        Ask(N_("On which day?"), N_("The day on which you accepted it."), open=True),
    ] = None
    at_that_hour: Line = ""
    """What else was shown to be at the hour."""


def _case_of(page: Page, work: Work, meeting_id: UUID) -> Case:
    """The system answers the head by itself at a municipal table: there is nothing to accept."""
    meeting = access.meeting_for(work, meeting_id, role=Role.MANAGER)
    case = case_of(work.session, meeting.life_id)
    before_the_form(page, case)
    if case is None or meeting.suggested_at is None:
        raise NothingSuggested
    return case


@router.get("")
def accept_page(page: ForOfficers, meeting_id: UUID) -> Response:
    return _acceptance(page, meeting_id, Sheet.of(Accept))


def _acceptance(page: Page, meeting_id: UUID, sheet: Sheet[Accept]) -> Response:
    with page.work() as work:
        case = _case_of(page, work, meeting_id)
        meeting = access.meeting_for(work, meeting_id, role=Role.MANAGER)
        assert meeting.suggested_at is not None  # it was asked
        last = last_day_to_invite(local_day(meeting.suggested_at))
        beside = _beside(page, work, meeting)
        return page.render(
            "convening/accept.html",
            meeting=meeting,
            number=case.number,
            leaves=leaving(local_day(meeting.suggested_at), page.today),
            in_time=page.today <= last,
            kinds=MEETINGS,
            sheet=sheet,
            beside=beside,
            seen=same_hour.shown(meeting.suggested_at, beside),
        )


def _beside(page: Page, work: Work, meeting: Meeting) -> Sequence[Clash]:
    """Of what is still to be accepted."""
    day = meeting.suggested_at
    if day is None or local_day(day) < page.today or not meeting.is_planned:
        return ()
    return at_that_hour(work, meeting.life_id, day, but=meeting.id)


@router.post("")
def accept(page: ForOfficers, meeting_id: UUID) -> Response:
    """One press: the meeting is planned for the head's day, and agreed between both."""
    sheet = page.typed(Accept)

    def act(form: Accept) -> Response:
        with page.work() as work:
            _case_of(page, work, meeting_id)
            meeting = acceptance.accept(
                work, meeting_id, short_notice_reason=form.reason, on=form.on
            )
        done = N_("The head's day is accepted; the invitations leave by themselves.")
        return page.go(f"/meetings/{meeting.id}", done=done)

    def check() -> Iterator[Gap]:
        with page.work() as work:
            _case_of(page, work, meeting_id)
            meeting = access.meeting_for(work, meeting_id, role=Role.MANAGER)
            beside, day = _beside(page, work, meeting), meeting.suggested_at
            if day and beside and sheet.value(same_hour.FIELD) != same_hour.shown(day, beside):
                yield same_hour.FIELD, same_hour.LOOK

    return page.submit(sheet, act, again=lambda: _acceptance(page, meeting_id, sheet), check=check)
