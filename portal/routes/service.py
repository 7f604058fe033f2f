"""Invitations and papers that were handed over, entered with their true day: Art. 8(3), 8(7)."""

from collections.abc import Iterator
from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter
from starlette.responses import Response

from casework.table import service
from core.i18n import N_
from portal.fields import Ask, Day, Line
from portal.forms import FormModel, Gap, Sheet
from portal.unsealed import before_the_form
from portal.web import Page, Signed
from portal.words import SERVED
from queries.meeting_file import SeatAtMeeting, open_meeting
from rules.service import HandedOver, NobodySawIt, PaperNotFound, Served

router = APIRouter(prefix="/meetings/{meeting_id:uuid}/served")


class ServedByHand(FormModel):
    """To whom, what, on which day; a witness, or a paper that can be found."""

    members: Annotated[
        tuple[UUID, ...], Ask(N_("Who was served?"), missing=N_("Choose at least one."))
    ]
    what: Annotated[
        Served, Ask(N_("What was handed over?"), missing=N_("Say what was handed over."))
    ]
    on: Annotated[
        Day,
        Ask(
            N_("On which day was it handed over?"),
            hint=N_("The true day counts for the limit."),
            missing=N_("Say on which day it was handed over."),
        ),
    ]
    witness: Annotated[Line, Ask(N_("Who saw it?"), open=True)] = ""
    paper_number: Annotated[Line, Ask(N_("Number of the signed receipt"), open=True)] = ""
    paper_place: Annotated[
        Line, Ask(N_("Where the receipt lies"), N_("For example: the case's paper file"), open=True)
    ] = ""
    not_stated: Annotated[bool, Ask(N_("Neither a witness nor a receipt is known"))] = False

    @classmethod
    def gaps(cls, sheet: Sheet[Any]) -> Iterator[Gap]:
        """A day that has come; what the act would ask for, asked in the same round."""
        on = sheet.known("on")
        if on and on > sheet.today:
            yield "on", N_("This day has not come yet.")
        number, place = sheet.value("paper_number").strip(), sheet.value("paper_place").strip()
        if bool(number) != bool(place):
            yield "paper_place" if number else "paper_number", PaperNotFound()
        elif not (number or sheet.value("witness").strip() or sheet.known("not_stated")):
            yield "witness", NobodySawIt()

    def said(self) -> HandedOver:
        return HandedOver(
            self.on, self.witness, self.paper_number, self.paper_place, self.not_stated
        )


@router.get("")
def served_page(page: Signed, meeting_id: UUID) -> Response:
    """What was handed over for this meeting, and the form to enter more."""
    return _served(page, meeting_id, Sheet.of(ServedByHand))


def _served(page: Page, meeting_id: UUID, sheet: Sheet[ServedByHand]) -> Response:
    with page.work() as work:
        file = open_meeting(work, meeting_id, to_run_it=True)
        before_the_form(page, file.case)
        wanted = [each for each in Served if file.case or each is Served.INVITATION]
        return page.render(
            "meetings/served.html",
            file=file,
            sheet=sheet,
            people=[_line(seat) for seat in file.seats],
            things=[(each.value, page.say.gettext(SERVED[each])) for each in wanted],
            served=SERVED,
        )


def _line(seat: SeatAtMeeting) -> tuple[str, str, str]:
    person = seat.member.professional
    return str(seat.member.id), person.name or "", person.affiliation


@router.post("")
def enter(page: Signed, meeting_id: UUID) -> Response:
    sheet = page.typed(ServedByHand)

    def act(form: ServedByHand) -> Response:
        with page.work() as work:
            file = open_meeting(work, meeting_id, to_run_it=True)
            service.record(work, file.meeting.id, form.members, form.what, form.said())
        return page.go(f"/meetings/{meeting_id}/served", done=N_("It is on record."))

    return page.submit(sheet, act, again=lambda: _served(page, meeting_id, sheet))
