"""What every paper of an archive is made from, and what is said of one: Art. 17(5)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from casework.table.made_papers import PaperOf
from core.clock import local_day
from core.i18n import N_, Translator, language_or, translator
from documents.paper import PrintedPaper
from models.case import Case
from models.session import Work
from queries.signature_lines import SignatureLine


@dataclass(frozen=True, slots=True)
class BySystem:
    """Nobody has the papers of an archive made: they are of the moment of the seal."""

    printed_at: datetime
    printed_by: str = "Tryeza"
    role_name: str = N_("the system")

    @property
    def today(self) -> date:
        return local_day(self.printed_at)


@dataclass(frozen=True, slots=True)
class SealedCase:
    """One file, as of the moment of its seal."""

    work: Work
    case: Case
    by: BySystem

    @property
    def say(self) -> Translator:
        """In the language of the record."""
        return translator(language_or(self.case.life.language, "sq"))


@dataclass(frozen=True, slots=True)
class WordsUnder:
    """How many people signed a paper, refused, and have said nothing."""

    signed: int
    refused: int
    missing: int


@dataclass(frozen=True, slots=True)
class ArchivedPaper:
    """One paper, as it would be handed out."""

    name: str
    of: PaperOf
    paper: PrintedPaper
    words: WordsUnder | None = None
    """Of a paper that people sign; of no other."""


def words_under(lines: Sequence[SignatureLine]) -> WordsUnder:
    """Of those whose word belongs there."""
    signed = sum(each.is_signed for each in lines)
    refused = sum(each.is_refused for each in lines)
    return WordsUnder(signed, refused, len(lines) - signed - refused)
