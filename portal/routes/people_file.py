"""A centre's people from a file, checked line by line, and into one: 0163."""

from typing import Annotated, Any, Literal

from fastapi import APIRouter
from starlette.responses import Response

from casework.municipality import people_export, people_file, seat_terms
from casework.municipality.people_columns import COLUMNS, MOST_BYTES, MOST_LINES, NEEDED
from casework.municipality.people_faults import WAY_OUT
from casework.municipality.people_file import FileNotTaken, FileResult
from casework.municipality.people_lines import BecameOfLine
from core.i18n import N_
from portal.fields import Ask
from portal.forms import FormModel, Sheet
from portal.routes.people import ForPeople
from portal.web import Page

router = APIRouter(prefix="/people/{slug}")

BECAME = {
    BecameOfLine.ENTERED: ("soon", N_("new")),
    BecameOfLine.CHANGED: ("today", N_("changes")),
    BecameOfLine.SAME: ("done", N_("as on record")),
}


class PeopleFile(FormModel):
    """The lines of a file, or as they were corrected on the page."""

    lines: Annotated[
        str,
        Ask(
            N_("The lines of the file"),
            N_("They may be corrected here, and sent again."),
            open=True,
        ),
    ] = ""
    step: Literal["check", "enter"] = "check"


@router.get("/file")
def file_page(page: ForPeople, slug: str) -> Response:
    return _show(page, slug, Sheet(PeopleFile))


@router.post("/file")
def take(page: ForPeople, slug: str) -> Response:
    """Every line is checked as it would be entered; `enter` keeps it, where nothing is wrong."""
    sheet = page.typed(PeopleFile)
    sent = [each for each in page.typed(PeopleFile).typed.get("file", []) if each.strip()]
    text = sent[-1] if sent else sheet.value("lines")
    sheet = Sheet(PeopleFile, {"lines": [text]})
    keeps = page.typed(PeopleFile).value("step") == "enter" and not sent
    if not text.strip():
        sheet.refuse("lines", page.say.gettext(N_("Choose a file, or write its lines.")))
        page.status = 422
        return _show(page, slug, sheet)
    if keeps:
        return page.act_once(lambda: _answer(page, slug, sheet, text, keeps=True))
    return _answer(page, slug, sheet, text, keeps=False)


def _answer(page: Page, slug: str, sheet: Sheet[Any], text: str, *, keeps: bool) -> Response:
    result = FileResult()
    try:
        with page.work() as work:
            place = seat_terms.place_called(work, slug)
            result = people_file.enter(work, place, text)
            if result.faults or not keeps:
                raise FileNotTaken
    except FileNotTaken:
        keeps = False
    page.status = 422 if result.faults else 200
    return _show(page, slug, sheet, result, is_entered=keeps)


def _show(
    page: Page,
    slug: str,
    sheet: Sheet[Any],
    result: FileResult | None = None,
    *,
    is_entered: bool = False,
) -> Response:
    faults = [
        (
            fault.line,
            page.say.gettext(COLUMNS[fault.column]) if fault.column else "",
            page.say.fill(fault.sentence, fault.facts),
            page.say.fill(str(fault.facts.get(WAY_OUT, "")), fault.facts)
            if fault.facts.get(WAY_OUT)
            else "",
        )
        for fault in (result.faults if result else ())
    ]
    with page.work(read_only=True) as work:
        place = seat_terms.place_called(work, slug)
    return page.render(
        "people/file.html",
        place=place,
        sheet=sheet,
        result=result,
        counted=result.counted if result else {},
        faults=faults,
        is_entered=is_entered,
        became=BECAME,
        kinds_of_end=BecameOfLine,
        columns=COLUMNS,
        needed=NEEDED,
        most_lines=MOST_LINES,
        most_kb=MOST_BYTES // 1000,
    )


@router.get("/people.csv")
def export(page: ForPeople, slug: str) -> Response:
    """The list of the centre, to be corrected and read in again."""
    with page.work() as work:
        place = seat_terms.place_called(work, slug)
        text = people_export.export(work, place, page.language)
    return _file(text, f"people-{place.slug}.csv")


@router.get("/template.csv")
def template(page: ForPeople, slug: str) -> Response:
    """The names of the columns in the reader's language."""
    with page.work(read_only=True) as work:
        place = seat_terms.place_called(work, slug)
    return _file(people_export.template(page.language), f"template-{place.slug}.csv")


def _file(text: str, name: str) -> Response:
    return Response(
        text.encode(),
        media_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )
