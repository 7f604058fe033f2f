"""The official Serbian words of Annex 1, line by line, with their gazette: Art. 20(1)."""

from collections.abc import Iterator
from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter
from pydantic import AfterValidator
from starlette.responses import Response

from casework.municipality import annex_wording as acts
from core.i18n import N_, translator
from portal.annex_lines import WORDS, lines_shown
from portal.fields import Ask, Day, Line, Prose, wrong
from portal.forms import FormModel, Gap, Sheet
from portal.web import ForAdmin, Page
from queries import annex_wording
from rules.annex import ALL_LINES, LINES, AnnexPart
from rules.annex_wording import WordingNotYetPrinted, WordingWithoutWords, how_officially

HOME = "/annex-wording"
router = APIRouter(prefix=HOME)


def _of_the_annex(line: str) -> str:
    if line not in ALL_LINES:
        raise wrong(N_("Choose one of these."))
    return line


class WordingRow(FormModel):
    """The official words of one line; left empty, it stays as it is."""

    line: Annotated[str, AfterValidator(_of_the_annex)]
    words: Annotated[Prose, Ask(N_("Official words"), open=True)] = ""


class EnterWording(FormModel):
    """Words of one gazette."""

    gazette: Annotated[
        Line,
        Ask(
            N_("Number of the Official Gazette"),
            missing=N_("Write the number of the Official Gazette."),
        ),
    ]
    published_on: Annotated[
        Day, Ask(N_("Which day is printed on it?"), missing=N_("Write the day of the gazette."))
    ]
    lines: Annotated[tuple[WordingRow, ...], Ask(N_("Line %(number)s"))] = ()

    @classmethod
    def gaps(cls, sheet: Sheet[Any]) -> Iterator[Gap]:
        """A gazette that is printed, and the words of a line."""
        if not any(sheet.value(f"{row}.words").strip() for row in sheet.rows("lines")):
            yield "lines.0.words", WordingWithoutWords()
        day = sheet.known("published_on")
        if day is not None and day > sheet.today:
            yield "published_on", WordingNotYetPrinted(published_on=day)


class TakeBackWording(FormModel):
    """Words that were entered by mistake."""

    called = "back"

    wordings: Annotated[tuple[UUID, ...], Ask(N_("Which words are taken back?"))]
    reason: Annotated[Prose, Ask(N_("Why?"), missing=N_("Write the reason."))]


@router.get("")
def overview(page: ForAdmin) -> Response:
    """Every line as the Serbian form has it now."""
    with page.work(read_only=True) as work:
        held = annex_wording.in_force(annex_wording.entered(work))
        return page.render(
            "assessment/annex_wording.html",
            parts=LINES,
            gazette=_albanian(),
            shown=lines_shown(
                translator("sr"), {line: row.words or "" for line, row in held.items()}
            ),
            held=held,
            officially=how_officially(held),
        )


def _albanian() -> dict[str, str]:
    return lines_shown(translator("sq"), {})


@router.get("/{part}")
def part_page(page: ForAdmin, part: AnnexPart) -> Response:
    """The lines of one part, what was entered for each, and the form for more."""
    return _part(page, part)


def _part(
    page: Page,
    part: AnnexPart,
    sheet: Sheet[EnterWording] | None = None,
    back: Sheet[TakeBackWording] | None = None,
) -> Response:
    sheet, say = sheet or Sheet(EnterWording), translator("sr")
    albanian = _albanian()
    sheet.names |= {f"lines.{n}": albanian[line] for n, line in enumerate(LINES[part])}
    with page.work(read_only=True) as work:
        entered = annex_wording.entered(work)
        held = annex_wording.in_force(entered)
        return page.render(
            "assessment/annex_wording_part.html",
            part=part,
            lines=LINES[part],
            heading=albanian[LINES[part][0]],
            gazette=albanian,
            ours={line: say.gettext(WORDS[line]) for line in LINES[part]},
            held=held,
            entered=[each for each in entered if each.line in LINES[part]],
            sheet=sheet,
            back=back or Sheet(TakeBackWording),
            preview=_typed(sheet) if "preview" in sheet.typed else (),
        )


def _typed(sheet: Sheet[EnterWording]) -> list[tuple[str, str]]:
    """What would be on record: the Albanian line and the words beside it."""
    rows = [(sheet.names.get(row, row), sheet.value(f"{row}.words")) for row in sheet.rows("lines")]
    return [(name, " ".join(words.split())) for name, words in rows if words.strip()]


@router.post("/{part}")
def enter(page: ForAdmin, part: AnnexPart) -> Response:
    """Put words on record, or show first how they would stand."""
    sheet = page.typed(EnterWording)

    def act(form: EnterWording) -> Response:
        with page.work() as work:
            acts.enter(
                work,
                lines={row.line: row.words for row in form.lines},
                gazette=form.gazette,
                published_on=form.published_on,
            )
        return page.go(f"{HOME}/{part}", done=N_("The official words are on record."))

    def again() -> Response:
        return _part(page, part, sheet)

    return again() if "preview" in sheet.typed else page.submit(sheet, act, again)


@router.post("/{part}/taken-back")
def take_back(page: ForAdmin, part: AnnexPart) -> Response:
    """They count no more; what was entered stays to be read."""
    sheet = page.typed(TakeBackWording)

    def act(form: TakeBackWording) -> Response:
        with page.work() as work:
            acts.take_back(work, form.wordings, form.reason)
        return page.go(f"{HOME}/{part}", done=N_("The words are taken back."))

    return page.submit(sheet, act, again=lambda: _part(page, part, back=sheet))
