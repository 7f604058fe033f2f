"""What each municipality and its centre are called, from which day on: decision 0166."""

from typing import Annotated, Any

from fastapi import APIRouter
from starlette.responses import Response

from casework.municipality import centre_names as acts
from casework.municipality.centre_names import NamedSince
from core.i18n import N_
from models.people import PlaceNames
from portal.fields import Ask, Day, Line
from portal.forms import FormModel, Sheet
from portal.fresh import FreshAdmin
from portal.web import ForAdmin, Page
from queries.centre_names import centre_called, centres

HOME = "/centre-names"
router = APIRouter(prefix=HOME)

UNNAMED = N_("Write the name, as it stands behind “CSW”.")


class NameCentre(FormModel):
    """Three names, and since when."""

    name_sq: Annotated[Line, Ask(N_("Name in Albanian"), missing=UNNAMED)]
    name_sr: Annotated[Line, Ask(N_("Name in Serbian"), missing=UNNAMED)]
    name_en: Annotated[Line, Ask(N_("Name in English"), missing=UNNAMED)]
    since: Annotated[
        Day | None,
        Ask(
            N_("From which day on?"),
            N_("Empty: it was never called otherwise, and what stood here was a slip"),
            open=True,
        ),
    ] = None


@router.get("")
def centres_page(page: ForAdmin) -> Response:
    """All of them, as they are called today."""
    with page.work(read_only=True) as work:
        return page.render("centres/names.html", centres=centres(work))


@router.get("/{slug}")
def centre_page(page: ForAdmin, slug: str) -> Response:
    return _show(page, slug)


def _show(page: Page, slug: str, sheet: Sheet[Any] | None = None) -> Response:
    with page.work(read_only=True) as work:
        found = centre_called(work, slug)
        called = found.place.named(page.today)
        stands = Sheet.of(NameCentre, name_sq=called.sq, name_sr=called.sr, name_en=called.en)
        return page.render("centres/name.html", found=found, sheet=sheet or stands)


@router.post("/{slug}")
def name_centre(page: FreshAdmin, slug: str) -> Response:
    """What was signed and sent before keeps the name that it had."""
    sheet = page.typed(NameCentre)

    def act(form: NameCentre) -> Response:
        names = PlaceNames(form.name_sq, form.name_sr, form.name_en)
        with page.work() as work:
            changed = acts.enter(work, slug, NamedSince(names, form.since))
        done = N_("The name is on record.") if changed else N_("It is called so already.")
        return page.go(f"{HOME}/{slug}", done=done)

    return page.submit(sheet, act, again=lambda: _show(page, slug, sheet))
