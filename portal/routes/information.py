"""What came in on a case: read, and entered with its true day: Art. 5(1.2)."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter
from starlette.responses import Response

from casework.case import information as acts
from casework.record.table import held_of, meetings, seats
from core.i18n import N_
from identity import access
from models.case import Case
from models.session import Work
from portal.fields import Ask, Happened, Prose
from portal.forms import FormModel, Sheet
from portal.held import held_choices
from portal.responsible import NO_SEAT, SeatOrNone
from portal.web import ForOfficers, Page
from queries import information, typed_days
from rules.phases import Phase
from rules.roles import Role

router = APIRouter(prefix="/cases/{number}/information")


class EnterInformation(FormModel):
    """What a member said, or what came from elsewhere, with its true day."""

    giver: Annotated[
        SeatOrNone,
        Ask(N_("Who said it?"), missing=N_("Choose who said it, or that it came from elsewhere.")),
    ]
    meeting: Annotated[
        UUID | None,
        Ask(
            N_("In which meeting was it shared?"),
            hint=N_("It stands in Annex 1 under what was shared in the discussion."),
            open=True,
        ),
    ] = None
    on: Happened
    words: Annotated[
        Prose,
        Ask(
            N_("What came in?"),
            hint=N_("As it was said; it is not changed any more."),
            missing=N_("Write in a sentence or two what came in."),
        ),
    ]
    source: Annotated[
        Prose,
        Ask(
            N_("From whom or from where is it known?"),
            hint=N_("Needed where no member said it."),
            open=True,
        ),
    ] = ""


@router.get("")
def information_page(page: ForOfficers, number: str) -> Response:
    """All that came in, the newest day first, and the form for more."""
    return _list(page, number, Sheet(EnterInformation))


def _list(page: Page, number: str, sheet: Sheet[EnterInformation]) -> Response:
    with page.work() as work:
        case = access.case_for(work, number)
        given = information.of_case(work, case)
        return page.render(
            "information/information.html",
            case=case,
            given=given,
            days=typed_days.came_in(work, case.id, given),
            unheld=information.of_no_held_meeting(work, case, given),
            state=information.state_of(work, case),
            sheet=sheet,
            is_mine=may_act(work, case),
            meetings=held_choices(page.say, held_of(meetings(work.session, case.id)), page.today),
            givers=[
                (NO_SEAT, page.say.gettext(N_("It came from elsewhere, see the source"))),
                *everybody(page, work, case),
            ],
        )


def may_act(work: Work, case: Case) -> bool:
    return access.runs_case(work, case) and case.phase != Phase.CLOSED


def everybody(page: Page, work: Work, case: Case) -> list[tuple[UUID, str]]:
    """Who ever sat at the table: what they said then may be typed after they left."""
    left = page.say.gettext(N_("left the table"))
    return [
        (
            seat.id,
            f"{seat.professional.name}, {seat.professional.affiliation}"
            + ("" if seat.sits else f" ({left})"),
        )
        for seat in seats(work.session, case.id)
    ]


@router.post("")
def enter(page: ForOfficers, number: str) -> Response:
    """Put on record what came in, whenever that was: Art. 5(1.2)."""
    sheet = page.typed(EnterInformation)

    def act(form: EnterInformation) -> Response:
        with page.work() as work:
            case = access.case_for(work, number, role=Role.MANAGER)
            acts.enter(
                work,
                case.id,
                given_on=form.on,
                words=form.words,
                source=form.source,
                member_id=form.giver,
                meeting_id=form.meeting,
            )
        return page.go(f"/cases/{number}/information", done=N_("It is on record."))

    return page.submit(sheet, act, again=lambda: _list(page, number, sheet))
