"""Who is in a centre's list: found, entered, and what the municipal table lacks; ours (0163)."""

from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Depends, Query
from starlette.responses import Response

from casework.municipality import people, seat_terms
from casework.municipality.people import SeatWanted
from casework.table.professionals import Profession
from core.i18n import N_, OWN_NAMES
from portal.fields import Ask, Day
from portal.forms import FormModel, Sheet
from portal.routes.newcomers import Newcomer
from portal.web import Page, roles
from queries import people as lists
from queries.paging import asked_page
from rules.composition import KINDS, provision_for
from rules.roles import Role

router = APIRouter(prefix="/people")
ForPeople = Annotated[Page, Depends(roles(Role.HEAD, Role.ADMIN))]


class SoughtPeople(FormModel):
    """What stands in the address of a list that was searched."""

    find: str = ""
    page: str = ""


class EnterPerson(Newcomer):
    """Somebody an institution sends; with a first day, they stand at the municipal table."""

    since: Annotated[
        Day | None,
        Ask(
            N_("Standing seat since"),
            N_("Empty: they have none. For example 20.11.2026"),
            open=True,
        ),
    ] = None
    until: Annotated[
        Day | None, Ask(N_("Named until"), N_("The last day; empty: no end is named."), open=True)
    ] = None
    deputy: Annotated[
        UUID | None, Ask(N_("Deputy"), N_("Who comes when they cannot."), open=True)
    ] = None

    @classmethod
    def gaps(cls, sheet: Sheet[Any]) -> Any:
        yield from super().gaps(sheet)
        if not sheet.value("since").strip():
            for name in ("until", "deputy"):
                if sheet.value(name).strip():
                    yield name, N_("Write since when they have the seat, or leave this empty.")


def kinds_of(page: Page) -> list[tuple[str, str]]:
    return [
        (kind, f"{page.say.gettext(words)} ({provision_for(kind)})")
        for kind, words in KINDS.items()
    ]


@router.get("")
def people_page(page: ForPeople, asked: Annotated[SoughtPeople, Query()]) -> Response:
    """The head's own list; to the administrator the centres, each with how many are in it."""
    if page.role == Role.ADMIN:
        with page.work(read_only=True) as work:
            return page.render("people/centres.html", centres=lists.centres(work))
    with page.work(read_only=True) as work:
        slug = seat_terms.own_place(work).slug
    return _list(page, slug, asked)


@router.get("/{slug}")
def centre_page(page: ForPeople, slug: str, asked: Annotated[SoughtPeople, Query()]) -> Response:
    return _list(page, slug, asked)


def _list(page: Page, slug: str, asked: SoughtPeople) -> Response:
    with page.work(read_only=True) as work:
        found = lists.of_centre(work, slug, asked.find, asked_page(asked.page))
        return page.render("people/list.html", found=found, asked=asked, kinds=KINDS)


@router.get("/{slug}/new")
def new_page(page: ForPeople, slug: str) -> Response:
    return _new(page, slug, Sheet.of(EnterPerson))


@router.post("/{slug}/new")
def enter(page: ForPeople, slug: str) -> Response:
    """Take somebody into the list; a standing seat only with its first day."""
    sheet = page.typed(EnterPerson)

    def act(form: EnterPerson) -> Response:
        with page.work() as work:
            place = seat_terms.place_called(work, slug)
            who = Profession(form.kind, form.institution, form.unit, form.name, form.language)
            people.enter(
                work,
                place.id,
                who,
                form.contact(),
                SeatWanted(form.since, form.until, form.deputy),
                shares_phone=form.shares_phone,
            )
        return page.go(f"/people/{slug}", done=N_("They are in the list."))

    return page.submit(sheet, act, again=lambda: _new(page, slug, sheet))


def _new(page: Page, slug: str, sheet: Sheet[EnterPerson]) -> Response:
    with page.work(read_only=True) as work:
        place = seat_terms.place_called(work, slug)
        lines = lists.lines_of(work, place.id)
        return page.render(
            "people/new.html",
            sheet=sheet,
            place=place,
            kinds=kinds_of(page),
            others=[
                (each.person.id, f"{each.person.name}, {each.person.affiliation}") for each in lines
            ],
            tongues=list(OWN_NAMES.items()),
        )
