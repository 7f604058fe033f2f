"""What is typed of a request for a record: who asks, what is decided, how it ended: 0197."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from casework.case.export_pieces import Piece
from rules.blacked import LeftOut, has_any
from rules.exports import (
    Becomes,
    DecidedPiece,
    ExportEnding,
    ExportGround,
    HandedBy,
    RecordAsker,
)


@dataclass(frozen=True, slots=True)
class RecordAsked:
    """Who asks for the record, as somebody typed it."""

    asked_by: RecordAsker
    asker: str
    asked_on: date
    ground: str
    identity: str
    language: str
    person_id: UUID | None = None
    authorised_by_id: UUID | None = None
    """Who of the family authorised them; of a representative alone."""

    @property
    def named(self) -> Collection[UUID]:
        """Whom of the family it names."""
        return [each for each in (self.person_id, self.authorised_by_id) if each is not None]


@dataclass(frozen=True, slots=True)
class PieceWord:
    """What becomes of some pieces, each with the digest of what was looked at."""

    pieces: Mapping[str, bytes]
    outcome: Becomes
    reason: str = ""
    ground: ExportGround | None = None
    fields: Collection[str] = ()
    words: Collection[str] = ()
    throughout: bool = False
    request: int | None = None
    """The number of the word on who asks that stood on the page; None where there was no page."""


@dataclass(frozen=True, slots=True)
class SeenRecord:
    """What whoever confirms had before them."""

    digest: bytes
    request: int = 0
    """The number of the last word on who asks."""
    decision: int = 0
    """The number of the last decision."""


@dataclass(frozen=True, slots=True)
class Ended:
    """How the request ended: handed to somebody, or not."""

    ending: ExportEnding
    on: date
    to_whom: str = ""
    means: HandedBy | None = None
    reason: str = ""
    order: UUID | None = None
    """Which file stood on the page as the one that holds; None where there was no page."""
    has_happened: bool = False
    """Whoever enters it says that they have it, and may not have had it: 4(5)."""


def looked_at(piece: Piece | None, seen: bytes, decided: PieceWord, words: LeftOut) -> DecidedPiece:
    """As the rule asks of it; a piece that is not there any more is not as it was seen."""
    if piece is None:
        return DecidedPiece(is_reporter=False, is_file=False, as_seen=False, has_some=False)
    said = "\n".join(map(str, piece.values.values()))
    has_some = bool(set(decided.fields) & set(piece.values)) or has_any(said, words)
    return DecidedPiece(
        is_reporter=piece.is_reporter,
        is_file=piece.file is not None,
        as_seen=piece.digest == seen,
        has_some=has_some,
    )
