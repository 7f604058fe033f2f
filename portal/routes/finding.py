"""A case is found by its child's name, as it sounds: never by an address, and on record: 18(1)."""

from collections.abc import Sequence
from datetime import date
from typing import Annotated, Final

from fastapi import APIRouter
from pydantic import AfterValidator
from starlette.responses import Response

from core.i18n import N_
from core.sounds import words
from portal.fields import Ask, Line, wrong
from portal.forms import FormModel, Sheet
from portal.web import ForOfficers, Page
from portal.words import PHASES
from queries import finding
from queries.finding import FoundChild, SoughtChild

router = APIRouter(prefix="/cases/find")

FIRST: Final = 1900


def _year(text: str) -> str:
    written = text.strip().rstrip(".")
    if written and not (written.isdecimal() and FIRST <= int(written) <= date.max.year):
        raise wrong(N_("Write the year of birth like 2014, or leave it empty."))
    return written


def _name(text: str) -> str:
    if not words(text):
        raise wrong(N_("Write at least one name in letters."))
    return text


class FindByName(FormModel):
    """What is known of the child who is looked for."""

    name: Annotated[
        Annotated[Line, AfterValidator(_name)],
        Ask(
            N_("Name of the child"),
            hint=N_("However it is written: Hoxha, Hodža and Хоџа are one name."),
            missing=N_("Write at least one name in letters."),
        ),
    ]
    born: Annotated[
        Annotated[Line, AfterValidator(_year)],
        Ask(N_("Year of birth"), hint=N_("If you know it; one beside it is found too."), open=True),
    ] = ""

    def sought(self) -> SoughtChild:
        return SoughtChild(self.name, int(self.born) if self.born else None)


@router.get("")
def form(page: ForOfficers) -> Response:
    return _page(page, Sheet.of(FindByName))


@router.post("")
def find(page: ForOfficers) -> Response:
    """Shown at once, and not led to: a name stands in no address."""
    sheet = page.typed(FindByName)
    asked = sheet.read(page.say)
    if asked is None:
        page.status = 422
        return _page(page, sheet)
    with page.work() as work:
        return _page(page, sheet, finding.find(work, asked.sought()))


def _page(
    page: Page, sheet: Sheet[FindByName], found: Sequence[FoundChild] | None = None
) -> Response:
    return page.render("finding/find.html", sheet=sheet, found=found, phases=PHASES)
