"""One person of a centre's list: corrected, reached elsewhere, named for a seat, let go: 0163."""

from typing import Annotated, Any, ClassVar, Literal
from uuid import UUID

from fastapi import APIRouter
from starlette.responses import Response

from casework.municipality import people, seat_terms
from casework.table.contacts import Asked
from casework.table.professionals import Profession
from core.i18n import N_, OWN_NAMES
from portal.fields import Ask, Day, Line
from portal.forms import FormModel, Sheet
from portal.routes.contacts import DONE, ContactChangeForm
from portal.routes.people import ForPeople, kinds_of
from portal.web import ForHead, Page
from queries import people as lists
from queries.people import OnePerson

router = APIRouter(prefix="/people/{slug}/{professional_id:uuid}")
NOTHING_CHANGES = N_("Nothing changes: it is on record as you wrote it.")


class PersonKnown(FormModel):
    """Who somebody is, and where from."""

    called: ClassVar[str] = "is"
    kind: Annotated[Line, Ask(N_("Kind of institution"), missing=N_("Choose the kind."))]
    institution: Annotated[Line, Ask(N_("Institution"), missing=N_("Name the institution."))]
    unit: Annotated[Line, Ask(N_("Unit"))] = ""
    name: Annotated[Line, Ask(N_("Name and surname"), missing=N_("Write the name."))]
    language: Annotated[Literal["sq", "sr", "en"], Ask(N_("Language of our letters"))] = "sq"


class PersonReached(ContactChangeForm):
    """Where they and their superior are reached from now on."""

    called: ClassVar[str] = "at"
    shares_phone: Annotated[
        bool, Ask(N_("They share this telephone with somebody else in the list"))
    ] = False


class SeatNamed(FormModel):
    """Until when somebody is named for their standing seat, and who comes in their place."""

    called: ClassVar[str] = "seat"
    until: Annotated[
        Day | None, Ask(N_("Named until"), N_("The last day; empty: no end is named."), open=True)
    ] = None
    deputy: Annotated[
        UUID | None, Ask(N_("Deputy"), N_("Who comes when they cannot."), open=True)
    ] = None


class LetGo(FormModel):
    """One press, nothing typed."""


@router.get("")
def person_page(page: ForPeople, slug: str, professional_id: UUID) -> Response:
    return _one(page, slug, professional_id)


def _one(
    page: Page,
    slug: str,
    professional_id: UUID,
    *,
    known: Sheet[Any] | None = None,
    reached: Sheet[Any] | None = None,
    named: Sheet[Any] | None = None,
) -> Response:
    """Each form as it stands, or as it was typed."""
    with page.work(read_only=True) as work:
        found = lists.one(work, slug, professional_id)
        return page.render(
            "people/one.html",
            found=found,
            line=found.line,
            person=found.line.person,
            kinds=kinds_of(page),
            others=[(each.id, f"{each.name}, {each.affiliation}") for each in found.others],
            tongues=list(OWN_NAMES.items()),
            **_sheets(found, known, reached, named),
        )


def _sheets(
    found: OnePerson,
    known: Sheet[Any] | None,
    reached: Sheet[Any] | None,
    named: Sheet[Any] | None,
) -> dict[str, Sheet[Any]]:
    person, deputy = found.line.person, found.line.deputy
    return {
        "known": known
        or Sheet.of(
            PersonKnown,
            kind=person.kind,
            institution=person.institution,
            unit=person.unit,
            name=person.name,
            language=person.language,
        ),
        "reached": reached
        or Sheet.of(
            PersonReached,
            email=person.email,
            phone=person.phone,
            superior_name=person.superior_name,
            superior_email=person.superior_email,
            superior_phone=person.superior_phone,
            superior_language=person.superior_language,
        ),
        "named": named
        or Sheet.of(SeatNamed, until=found.line.until, deputy=deputy.id if deputy else None),
    }


@router.post("/known")
def correct(page: ForHead, slug: str, professional_id: UUID) -> Response:
    """A slip in name or institution, until they have had a seat; the language at any time."""
    sheet = page.typed(PersonKnown)

    def act(form: PersonKnown) -> Response:
        to = Profession(form.kind, form.institution, form.unit, form.name, form.language)
        with page.work() as work:
            changed = people.correct(work, professional_id, to)
        done = N_("It is on record.") if changed else NOTHING_CHANGES
        return page.go(f"/people/{slug}/{professional_id}", done=done)

    return page.submit(sheet, act, again=lambda: _one(page, slug, professional_id, known=sheet))


@router.post("/contact")
def reach(page: ForHead, slug: str, professional_id: UUID) -> Response:
    """In force at once where nothing was ever sent, else once it is confirmed; the old is told."""
    sheet = page.typed(PersonReached)

    def act(form: PersonReached) -> Response:
        with page.work() as work:
            asked = people.change_contact(
                work,
                professional_id,
                form.contact(),
                form.reason,
                shares_phone=form.shares_phone,
            )
        done = NOTHING_CHANGES if asked is Asked.SENT_AGAIN else DONE[asked]
        return page.go(f"/people/{slug}/{professional_id}", done=done)

    return page.submit(sheet, act, again=lambda: _one(page, slug, professional_id, reached=sheet))


@router.post("/seat")
def name(page: ForHead, slug: str, professional_id: UUID) -> Response:
    """Until when they are named, and their deputy; the seat itself ends on its own page."""
    sheet = page.typed(SeatNamed)

    def act(form: SeatNamed) -> Response:
        with page.work() as work:
            changed = seat_terms.set_term(
                work, professional_id, until=form.until, deputy=form.deputy
            )
        done = N_("It is on record.") if changed else NOTHING_CHANGES
        return page.go(f"/people/{slug}/{professional_id}", done=done)

    return page.submit(sheet, act, again=lambda: _one(page, slug, professional_id, named=sheet))


@router.post("/leave")
def leave(page: ForHead, slug: str, professional_id: UUID) -> Response:
    """Whoever sits nowhere leaves the list."""
    sheet = page.typed(LetGo)

    def act(_: LetGo) -> Response:
        with page.work() as work:
            people.leave(work, professional_id)
        return page.go(f"/people/{slug}", done=N_("They are in the list no more."))

    return page.submit(sheet, act, again=lambda: _one(page, slug, professional_id))
