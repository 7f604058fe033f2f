"""A child's record as a paper: every part, then what was kept back and on what ground: 0197."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final

from casework.case.export_pieces import Piece
from core.i18n import N_, Translator
from documents.form import FormTable
from documents.paper import PaperText
from documents.record import RecordPaper, RecordPiece, RecordSection
from models.case import Case
from models.record_export import ExportDecision, ExportRequest
from portal.export.lines import ShownPiece, left_out_everywhere, shown
from portal.export.words import ASKERS, BACK, DECIDED_ON, SECTIONS
from portal.form_parts import table
from portal.papers import Printing, frame
from rules.blacked import BLACK, LeftOut
from rules.exports import Becomes, ExportGround, ExportSection

RECORD: Final = N_("Record of the child")
DRAFT: Final = N_("Draft: not confirmed, and not to be handed out.")
OPENING: Final = (
    N_(
        "This is what stands in the record of this child on the day on which it was made, part by"
        " part. Where something is kept back it is said that it is, and on what ground; the list at"
        " the end has all of it."
    ),
    N_("%(black)s stands where words are left out. Its length says nothing."),
    N_(
        "Whoever thinks that something in it is wrong says so to the centre: it is put on record"
        " and corrected. Whoever thinks that too much is kept back may turn to the Information and"
        " Privacy Agency (Law 06/L-082)."
    ),
)
NOTHING: Final = N_("Nothing was kept back.")
HERE: Final = N_("on a ground that stands in this list")
UNDECIDED: Final = N_("nobody has decided yet")


@dataclass(frozen=True, slots=True)
class ExportContent:
    """All that a record is made of, as it was read in one go."""

    case: Case
    request: ExportRequest
    pieces: Sequence[Piece]
    decisions: dict[str, ExportDecision]
    draft: bool = False


def everything(say: Translator, of: ExportContent) -> list[ShownPiece]:
    """Each piece as it is handed out."""
    everywhere = LeftOut.of(left_out_everywhere(of.decisions, of.pieces))
    return [shown(say, each, of.decisions, everywhere) for each in of.pieces]


def record(by: Printing, say: Translator, of: ExportContent) -> RecordPaper:
    """In the language of whoever asked."""
    case, request = of.case, of.request
    found = everything(say, of)
    place = case.municipality
    base: dict[str, Any] = frame(by, say, place, say.gettext(RECORD), case.number)
    if of.draft:
        base["marks"] = (*base["marks"], say.gettext(DRAFT))
    kept = list(_kept(say, of, found))
    undecided = any(each.word is None for each in found)
    return RecordPaper(
        **base,
        facts=[
            (say.gettext("Case"), case.number),
            (say.gettext(N_("Asked for by")), f"{request.asker}, {_asked_by(say, request)}"),
            (say.gettext(N_("Asked for on")), say.day(request.asked_on)),
            (say.gettext(N_("As of")), say.day(by.today)),
        ],
        opening=[say.gettext(each, black=BLACK) for each in OPENING],
        sections=[
            RecordSection(say.gettext(SECTIONS[section]), pieces)
            for section in ExportSection
            if (pieces := list(_pieces(say, section, found)))
        ],
        kept=PaperText(
            [] if kept else [say.gettext(UNDECIDED if undecided else NOTHING)],
            say.gettext(N_("What was kept back")),
        ),
        table=_table(say, kept) if kept else None,
    )


def _asked_by(say: Translator, request: ExportRequest) -> str:
    return say.gettext(ASKERS[request.asked_by])


def _pieces(
    say: Translator, section: ExportSection, found: Sequence[ShownPiece]
) -> Iterator[RecordPiece]:
    number = 0
    for each in found:
        if each.piece.section is not section:
            continue
        number += each.piece.file is not None
        heading = f"{number} · {each.heading}" if each.piece.file else each.heading
        if each.is_out:
            facts = [(line.label, line.text) for line in each.lines]
            yield RecordPiece(heading, facts, _note(say, each))
        else:
            yield RecordPiece(heading, (), _note(say, each))


def _note(say: Translator, of: ShownPiece) -> str:
    if of.word is None:
        return say.gettext(UNDECIDED)
    ground = say.gettext(BACK[of.word.ground]) if of.word.ground else ""
    if of.word.outcome is Becomes.WITHHELD:
        return say.gettext(N_("Withheld. %(ground)s."), ground=ground)
    if of.word.outcome is Becomes.BLACKED:
        return say.gettext(N_("Some of it is left out. %(ground)s."), ground=ground)
    return say.gettext(N_("Words are left out here as everywhere.")) if of.is_blacked else ""


def _kept(
    say: Translator, of: ExportContent, found: Sequence[ShownPiece]
) -> Iterator[tuple[str, str, str, str]]:
    for each in found:
        if each.word is None or each.word.outcome is Becomes.GIVEN:
            continue
        ground = say.gettext(BACK[each.word.ground]) if each.word.ground else ""
        section = say.gettext(SECTIONS[each.piece.section])
        yield section, each.heading, say.gettext(DECIDED_ON[each.word.outcome]), ground
    grounds = {each.ground for each in of.decisions.values() if each.throughout and each.words}
    for ground_ in sorted(each for each in grounds if each):
        everywhere = say.gettext(N_("some words, in every part"))
        left_out = say.gettext(N_("left out"))
        # Beside what is black it would say whose name that is.
        words = HERE if ground_ is ExportGround.REPORTER else BACK[ground_]
        yield say.gettext(N_("All")), everywhere, left_out, say.gettext(words)


def _table(say: Translator, kept: Sequence[tuple[str, str, str, str]]) -> FormTable:
    heads = (N_("Part"), N_("Piece"), N_("What became of it"), N_("On what ground"))
    return table(say, heads, (1.2, 1.6, 1.1, 2), kept)
