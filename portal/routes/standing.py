"""Who stands at the municipal table, and what it lacks; for the head: Art. 3, 4(1), 8(2)."""

from typing import Annotated, ClassVar
from uuid import UUID

from fastapi import APIRouter
from starlette.responses import Response

from casework.municipality import members
from casework.table import professionals
from casework.table.professionals import Profession
from core.i18n import N_, OWN_NAMES
from identity.access import NotThere, officer_of
from portal.fields import Ask, Happened, Line
from portal.forms import FormModel, Sheet
from portal.routes.newcomers import Newcomer
from portal.web import ForHead, Page
from queries.municipal_tables import own_table
from rules.composition import KINDS, provision_for
from rules.municipal_table import SEATED_KINDS

router = APIRouter(prefix="/roundtable/members")


class TakeSeat(FormModel):
    """Who stands from which day on."""

    called: ClassVar[str] = "take"

    person: Annotated[UUID, Ask(N_("Who takes a seat?"), missing=N_("Choose who takes a seat."))]
    on: Happened


class EndSeat(FormModel):
    """Whose seat ended, on which day, and why."""

    called: ClassVar[str] = "end"

    person: Annotated[UUID, Ask(N_("Whose seat ended?"), missing=N_("Choose whose seat ended."))]
    reason: Annotated[
        Line,
        Ask(
            N_("Why did it end?"),
            N_("For example: another post. Also that it is not known."),
            N_("Write why it ended."),
        ),
    ]
    on: Happened


class NewStanding(Newcomer):
    """Somebody who is not in the list yet, with a seat from that day on."""

    on: Happened


@router.get("")
def members_page(page: ForHead) -> Response:
    """Who stands, what lacks, and the two forms."""
    return _members(page)


def _members(
    page: Page, *, take: Sheet[TakeSeat] | None = None, end: Sheet[EndSeat] | None = None
) -> Response:
    with page.work() as work:
        table = own_table(work)
        return page.render(
            "roundtable/members.html",
            table=table,
            kinds=KINDS,
            take=take or Sheet(TakeSeat),
            end=end or Sheet(EndSeat),
            others=[(each.id, f"{each.affiliation}: {each.name}") for each in table.others],
            stand=[
                (each.person.id, f"{each.person.affiliation}: {each.person.name}")
                for each in table.members
            ],
        )


@router.post("/seat")
def take(page: ForHead) -> Response:
    """Somebody of the list stands from that day on: Art. 3."""
    sheet = page.typed(TakeSeat)

    def act(form: TakeSeat) -> Response:
        with page.work() as work:
            members.seat(work, form.person, on=form.on)
        return page.go("/roundtable/members", done=N_("They have a standing seat."))

    return page.submit(sheet, act, again=lambda: _members(page, take=sheet))


@router.post("/end")
def end(page: ForHead) -> Response:
    """A seat ended; what the table lacks by it is shown again: Art. 3."""
    sheet = page.typed(EndSeat)

    def act(form: EndSeat) -> Response:
        with page.work() as work:
            members.end(work, form.person, on=form.on, reason=form.reason)
        return page.go("/roundtable/members", done=N_("It is on record that the seat ended."))

    return page.submit(sheet, act, again=lambda: _members(page, end=sheet))


@router.get("/new")
def new_page(page: ForHead) -> Response:
    return _new(page, Sheet.of(NewStanding))


@router.post("/new")
def new(page: ForHead) -> Response:
    """Take somebody into the list, and at once to the table: Art. 3, 4(1)."""
    sheet = page.typed(NewStanding)

    def act(form: NewStanding) -> Response:
        with page.work() as work:
            centre = officer_of(work).municipality_id
            if centre is None:
                raise NotThere
            who = Profession(form.kind, form.institution, form.unit, form.name, form.language)
            person = professionals.register(
                work, centre, who, form.contact(), shares_phone=form.shares_phone
            )
            members.seat(work, person.id, on=form.on)
        return page.go("/roundtable/members", done=N_("They have a standing seat."))

    return page.submit(sheet, act, again=lambda: _new(page, sheet))


def _new(page: Page, sheet: Sheet[NewStanding]) -> Response:
    return page.render(
        "roundtable/new_member.html",
        sheet=sheet,
        kinds=[
            (kind, f"{page.say.gettext(KINDS[kind])} ({provision_for(kind)})")
            for kind in SEATED_KINDS
        ],
        tongues=list(OWN_NAMES.items()),
    )
