"""The head's deputy: appointed, seen and ended; centres without a head, for administrators."""

from collections.abc import Callable
from typing import Annotated, Final
from uuid import UUID

from fastapi import APIRouter
from starlette.responses import Response

from casework.municipality import deputies
from casework.municipality.deputies import Days
from core.i18n import N_
from models.session import Work
from portal.fields import Ask, Day, Line
from portal.forms import FormModel, Sheet
from portal.fresh import FreshAdmin, FreshHead
from portal.web import ForAdmin, ForOfficers, Page
from queries.deputies import Centre, DeputyState, centre_called, own_centre, vacancies
from queries.urgency import RowState
from rules.duties import Duty

router = APIRouter()

STATES: Final = {
    DeputyState.IN_FORCE: (RowState.TODAY, N_("in force")),
    DeputyState.TO_COME: (RowState.SOON, N_("begins later")),
    DeputyState.OVER: (RowState.LATER, N_("no longer in force")),
}
DECISIONS: Final = {
    Duty.APPOINT_MANAGER: N_("Managers to appoint"),
    Duty.AGREE_DATE: N_("Dates to agree"),
    Duty.APPROVE_CLOSURE: N_("Closures to approve"),
    Duty.CONFIRM_CONTACT: N_("Contacts to confirm"),
}
Find = Callable[[Work], Centre]


class AppointDeputy(FormModel):
    """Who takes the head's acts, on which days, by which decision."""

    officer: Annotated[UUID, Ask(N_("Who is the deputy?"), missing=N_("Choose who is the deputy."))]
    valid_from: Annotated[
        Day, Ask(N_("First day"), missing=N_("Write the first day, today or later."))
    ]
    valid_until: Annotated[Day | None, Ask(N_("Last day"), N_("Empty: until you end it"))] = None
    ground: Annotated[
        Line,
        Ask(
            N_("On what ground?"),
            N_("Number or words of the decision"),
            N_("Write the number or the words of the decision."),
        ),
    ]


class EndDeputy(FormModel):
    """One press, nothing typed."""


@router.get("/deputy")
def deputy_page(page: ForOfficers) -> Response:
    """The head's and the deputy's; whoever was deputy reads their own appointments there."""
    return _show(page, own_centre, Sheet.of(AppointDeputy))


@router.post("/deputy")
def appoint(page: FreshHead) -> Response:
    return _appoint(page, own_centre, "/deputy")


@router.post("/deputy/{deputy_id:uuid}/end")
def end(page: FreshHead, deputy_id: UUID) -> Response:
    return _end(page, own_centre, deputy_id, "/deputy")


@router.get("/centres")
def centres_page(page: ForAdmin) -> Response:
    """Where nobody decides for the head, with the number of decisions that wait."""
    with page.work(read_only=True) as work:
        return page.render(
            "deputy/centres.html",
            vacancies=vacancies(work),
            decisions=DECISIONS,
            heads=[page.say.gettext(words) for words in DECISIONS.values()],
        )


@router.get("/centres/{slug}/deputy")
def centre_page(page: ForAdmin, slug: str) -> Response:
    return _show(page, _called(slug), Sheet.of(AppointDeputy))


@router.post("/centres/{slug}/deputy")
def appoint_there(page: FreshAdmin, slug: str) -> Response:
    return _appoint(page, _called(slug), f"/centres/{slug}/deputy")


@router.post("/centres/{slug}/deputy/{deputy_id:uuid}/end")
def end_there(page: FreshAdmin, slug: str, deputy_id: UUID) -> Response:
    return _end(page, _called(slug), deputy_id, f"/centres/{slug}/deputy")


def _called(slug: str) -> Find:
    return lambda work: centre_called(work, slug)


def _show(page: Page, find: Find, sheet: Sheet[AppointDeputy]) -> Response:
    with page.work(read_only=True) as work:
        centre = find(work)
        return page.render(
            "deputy/deputy.html",
            centre=centre,
            sheet=sheet,
            officers=[(officer.id, officer.name) for officer in centre.officers],
            states=STATES,
            over=DeputyState.OVER,
        )


def _appoint(page: Page, find: Find, here: str) -> Response:
    sheet = page.typed(AppointDeputy)

    def act(form: AppointDeputy) -> Response:
        days = Days(form.valid_from, form.valid_until)
        with page.work() as work:
            deputies.appoint(work, find(work).place.id, form.officer, days, form.ground)
        return page.go(here, done=N_("The deputy is appointed."))

    return page.submit(sheet, act, again=lambda: _show(page, find, sheet))


def _end(page: Page, find: Find, deputy_id: UUID, here: str) -> Response:
    def act(_: EndDeputy) -> Response:
        with page.work() as work:
            deputies.end(work, find(work).place.id, deputy_id)
        return page.go(here, done=N_("The appointment is ended."))

    empty = Sheet.of(AppointDeputy)
    return page.submit(page.typed(EndDeputy), act, again=lambda: _show(page, find, empty))
