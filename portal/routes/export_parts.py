"""One part of a child's record, piece by piece as it would be handed out: decided on: 18(1)."""

from collections.abc import Iterator
from typing import Final
from uuid import UUID

from fastapi import APIRouter
from starlette.responses import Response

from casework.case import exports
from casework.case.export_asked import PieceWord
from core.i18n import N_
from identity.access import NotThere
from models.session import Work
from portal.export.forms import DecideForm
from portal.export.lines import ShownPiece, label_of, left_out_everywhere, shown
from portal.export.words import BACK, DECIDED_ON, SECTIONS
from portal.forms import Gap, Sheet
from portal.routes.exports import case_of
from portal.web import ForOfficers, Page
from queries import exports as read_exports
from queries.exports import ExportFile
from rules.blacked import LeftOut
from rules.exports import ExportSection
from rules.roles import Role

router = APIRouter(prefix="/cases/{number}/exports/{export_id:uuid}/parts/{chapter}")

DONE: Final = N_("It is on record. Until the record is handed over it may be decided otherwise.")


@router.get("")
def part_page(page: ForOfficers, number: str, export_id: UUID, chapter: str) -> Response:
    """Each piece with what is left out of it, and what was decided."""
    return _part(page, number, export_id, chapter, Sheet(DecideForm))


@router.post("")
def decide(page: ForOfficers, number: str, export_id: UUID, chapter: str) -> Response:
    """Whoever runs the case decides on what they ticked."""
    sheet = page.typed(DecideForm)
    section = _section(chapter)

    def check() -> Iterator[Gap]:
        if not all(_read(each) for each in sheet.known("pieces") or ()):
            yield "pieces", N_("Choose from what is listed.")

    def act(form: DecideForm) -> Response:
        pieces = dict(filter(None, map(_read, form.pieces)))
        words = [each.strip() for each in form.words.splitlines() if each.strip()]
        with page.work() as work:
            case = case_of(work, number, role=Role.MANAGER)
            decided = PieceWord(
                pieces,
                form.outcome,
                form.reason,
                form.ground,
                form.fields,
                words,
                throughout=form.throughout,
                request=form.request,
            )
            exports.decide(work, case.id, export_id, decided)
        return page.go(f"/cases/{number}/exports/{export_id}/parts/{section}", done=DONE)

    again = lambda: _part(page, number, export_id, chapter, sheet)  # noqa: E731 - said once
    return page.submit(sheet, act, again=again, check=check)


def _section(chapter: str) -> ExportSection:
    """Raises `NotThere`."""
    if chapter not in set(ExportSection):
        raise NotThere
    return ExportSection(chapter)


def _read(typed: str) -> tuple[str, bytes] | None:
    """A piece as the form sends it, with the digest of what was looked at."""
    key, _, digest = typed.partition("|")
    try:
        return key, bytes.fromhex(digest)
    except ValueError:
        return None


def _code(of: ShownPiece) -> str:
    return f"{of.piece.key}|{of.piece.digest.hex()}"


def _part(
    page: Page, number: str, export_id: UUID, chapter: str, sheet: Sheet[DecideForm]
) -> Response:
    section = _section(chapter)
    with page.work() as work:
        case = case_of(work, number)
        found = read_exports.read(work, case, export_id)
        every = _shown(page, found, section)
        work.record("part of a record seen", "18(1)", life=case.life, part=section)
        return page.render(
            "exports/part.html",
            case=case,
            found=found,
            section=section,
            sections=SECTIONS,
            pieces=every,
            sheet=sheet,
            choices=[(_code(each), each.heading, _so_far(page, each)) for each in every],
            lines=_lines(page, every),
            outcomes=[
                (each, page.say.gettext(words).capitalize())
                for each, words in DECIDED_ON.items()
                if not (section is ExportSection.REPORTER and each == "blacked")
            ],
            outcome_words=DECIDED_ON,
            grounds=[(each, page.say.gettext(words)) for each, words in BACK.items()],
            ground_words=BACK,
            may_decide=_runs(work, number) and found.end is None,
            next=_next(found, section),
        )


def _runs(work: Work, number: str) -> bool:
    try:
        case_of(work, number, role=Role.MANAGER)
    except NotThere:
        return False
    return True


def _shown(page: Page, found: ExportFile, section: ExportSection) -> list[ShownPiece]:
    """In the language of the page: what is left out is so in each."""
    everywhere = LeftOut.of(left_out_everywhere(found.decisions, found.pieces))
    return [shown(page.say, each, found.decisions, everywhere) for each in found.of(section)]


def _so_far(page: Page, of: ShownPiece) -> str:
    if of.word is None:
        return page.say.gettext(N_("nobody has decided yet"))
    return page.say.gettext(DECIDED_ON[of.word.outcome])


def _lines(page: Page, every: list[ShownPiece]) -> list[tuple[str, str]]:
    """The lines that stand in these pieces, each once."""
    found: dict[str, str] = {}
    for each in every:
        for line in each.lines:
            found.setdefault(line.column, label_of(page.say, each.piece.table, line.column))
    return list(found.items())


def _next(found: ExportFile, section: ExportSection) -> ExportSection | None:
    """The next part in which something is undecided."""
    order = list(ExportSection)
    place = order.index(section)
    later = [*order[place + 1 :], *order[:place]]
    return next((each for each in later if found.undecided.get(each)), None)
