"""One child's record, handed out to the child or who acts for it: beside Art. 18(1).

The right to it is the law's on personal data (06/L-082); the Regulation says neither who goes
through a file before it is handed out, nor how third parties stay out of it. All of it is ours:
decision 0197.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final
from uuid import UUID

from rules.days import check_happened
from rules.defaults import DEFAULTS
from rules.refusals import NotPossible, ProcedureRefused

BASIS: Final = DEFAULTS.EXPORT


class RecordAsker(StrEnum):
    """Who asks for the record."""

    CHILD = "child"
    GUARDIAN = "guardian"
    """A parent or guardian, for the child."""
    REPRESENTATIVE = "representative"
    """Somebody whom one of them has authorised."""


class Becomes(StrEnum):
    """What becomes of one piece."""

    GIVEN = "given"
    BLACKED = "blacked"
    """Given without some of its lines or words."""
    WITHHELD = "withheld"


class ExportGround(StrEnum):
    """Why something is kept back; it is printed beside what is kept back."""

    OTHER_PERSON = "other_person"
    REPORTER = "reporter"
    SAFETY = "safety"
    INQUIRY = "inquiry"
    OTHER = "other"


class ExportEnding(StrEnum):
    """How a request for the record ends."""

    HANDED = "handed"
    WITHDRAWN = "withdrawn"
    REFUSED = "refused"


class HandedBy(StrEnum):
    """How the record was handed over."""

    HAND = "hand"
    POST = "post"


class ExportSection(StrEnum):
    """The parts of a record, in the order in which they are gone through and printed."""

    REPORTER = "reporter"
    CHILD = "child"
    REFERRAL = "referral"
    FAMILY = "family"
    FACTS = "facts"
    PEOPLE = "people"
    ASSESSMENTS = "assessments"
    PLAN = "plan"
    MEETINGS = "meetings"
    REPORTS = "reports"
    REVIEWS = "reviews"
    LOG = "log"
    INFORMATION = "information"
    DECISIONS = "decisions"
    CLOSING = "closing"
    FILES = "files"


class ExportOver(NotPossible):
    reason = "This request has ended: the record was handed over, or it is not handed out."
    way_out = "Enter another request; what was handed over stays as it was."


class ExportUnderWay(NotPossible):
    reason = "Another request of the same person for this child's record is still open."
    way_out = "Go on with that one, or end it first."


class AskerNotNamed(ProcedureRefused):
    reason = "It is not said who asks."
    way_out = "Write the name of whoever asks."
    basis = BASIS


class NoGroundToAsk(ProcedureRefused):
    reason = "It is not said by what right they ask."
    way_out = "Write it: their own record, as parent or guardian with the paper that says so."
    basis = BASIS


class IdentityNotSeen(ProcedureRefused):
    reason = "It is not said how the identity of whoever asks was seen."
    way_out = "Write which document was looked at, or who knows them."
    basis = BASIS


class AuthorityUnsaid(ProcedureRefused):
    reason = "It is not said who has authorised them."
    way_out = (
        "Choose who of the family it was; who is not on record there yet is entered first, with the"
        " family."
    )
    basis = BASIS


class NoPieceChosen(NotPossible):
    reason = "Nothing is chosen."
    way_out = "Tick at least one piece."


class PieceChanged(NotPossible):
    reason = "What you looked at has changed meanwhile."
    way_out = "Look at it as it is now, then decide again."


class KeptBackWithoutReason(ProcedureRefused):
    reason = "It is not said why."
    way_out = "Write the reason; whoever asks does not read it."
    basis = BASIS


class KeptBackWithoutGround(ProcedureRefused):
    reason = "It is not said on what ground it is kept back."
    way_out = "Choose the ground; it is printed in the place of what is kept back."
    basis = BASIS


class NothingBlacked(ProcedureRefused):
    reason = "It is not said what is left out."
    way_out = "Tick the lines, or write the words, that are left out."
    basis = BASIS


class WordsNotThere(ProcedureRefused):
    reason = "None of the chosen pieces has these words."
    way_out = "Write them as they stand there; the beginning of a word is enough."
    basis = BASIS


class WordTooShort(ProcedureRefused):
    reason = "A word of fewer than {letters} letters would be left out in too many places."
    way_out = "Write more of it."
    basis = BASIS


class FileIsWhole(ProcedureRefused):
    reason = "Of a file nothing can be left out here."
    way_out = "Give it or withhold it; a copy without something is brought to the case as a file."
    basis = BASIS


class ReporterNotDecided(ProcedureRefused):
    reason = "Who reported is decided by itself, and with a reason."
    way_out = "Withhold it with the words by which the person is known, or give it and say why."
    basis = BASIS


class ReporterWords(ProcedureRefused):
    reason = "It is not said by which words the person who reported is known."
    way_out = "Write names and other words, one a line: they are left out everywhere."
    basis = BASIS


class PiecesUndecided(ProcedureRefused):
    reason = "Nobody has decided yet on {pieces} of the pieces as they are now."
    way_out = "Each piece is decided on before the head confirms."
    basis = BASIS


class OwnDecisions(ProcedureRefused):
    reason = "Whoever decided on a piece does not confirm it as well."
    way_out = "The head confirms what the manager decided, or the deputy what the head did."
    basis = BASIS


class BarredAsker(ProcedureRefused):
    reason = "Whoever asks is on record as somebody of whom it is said that they use violence."
    way_out = "Write why the record may be given to them all the same, or refuse the request."
    basis = BASIS


class WordsInAFile(ProcedureRefused):
    reason = "Words that are left out elsewhere stand in a file that is given whole: {files}."
    way_out = "Write why it is given all the same, or let the file be withheld."
    basis = BASIS


class AskerChanged(NotPossible):
    reason = "Who asks was entered otherwise after you had opened the page."
    way_out = "Look at who asks now, and at each part again, then decide."


class DecidedSince(NotPossible):
    reason = "Decided after you had opened the page: {pieces} of the pieces."
    way_out = "Look at what is decided now, then confirm it."


class RecordOtherThanSeen(NotPossible):
    reason = "The record has changed after you had opened the page."
    way_out = "Look at it as it is now, then confirm it."


class ConfirmedAlready(NotPossible):
    reason = "This is confirmed already, as it stands."
    way_out = "Nothing is to be done: the file is made, or being made."


class NotMade(NotPossible):
    reason = "There is no file of what was decided last."
    way_out = "The head confirms what is decided; then the file is made."


class RecordChanged(NotPossible):
    reason = "The record has changed since it was confirmed."
    way_out = "Decide on what is new; then the head confirms it anew."


SHORTEST: Final = 3
"""Letters of a word that is left out."""


def check_request(
    asked_on: date,
    today: date,
    *,
    asker: str,
    ground: str,
    identity: str,
    over: bool = False,
    under_way: bool = False,
    by_whom_unsaid: bool = False,
) -> None:
    """Somebody asks, on a day that has come, by some right, and was recognised: ours."""
    check_open(over=over)
    if under_way:
        raise ExportUnderWay
    check_happened(asked_on, today)
    if not asker.strip():
        raise AskerNotNamed
    if not ground.strip():
        raise NoGroundToAsk
    if not identity.strip():
        raise IdentityNotSeen
    if by_whom_unsaid:
        raise AuthorityUnsaid


def lacks_authority(asked_by: RecordAsker, authorised_by: UUID | None) -> bool:
    """Who was authorised acts for one of the family, whose bars are theirs too: ours."""
    return asked_by is RecordAsker.REPRESENTATIVE and authorised_by is None


def check_open(*, over: bool) -> None:
    """All of it may be corrected until it is handed over: ours."""
    if over:
        raise ExportOver


def check_same_asker(decided_for: int | None, asked: int) -> None:
    """Raises `PieceChanged` for what was decided for another asker; None: the page named none."""
    if decided_for not in {None, asked}:
        raise PieceChanged


@dataclass(frozen=True, slots=True)
class DecidedPiece:
    """One piece that is decided on, and whether it is as it was looked at."""

    is_reporter: bool
    is_file: bool
    as_seen: bool
    has_some: bool
    """One of the fields or words that are left out stands in it."""


@dataclass(frozen=True, slots=True)
class DecisionFacts:
    """What somebody decides on some pieces."""

    pieces: Collection[DecidedPiece]
    outcome: Becomes
    reason: str = ""
    ground: ExportGround | None = None
    fields: Collection[str] = ()
    words: Collection[str] = ()
    throughout: bool = False


def check_decision(facts: DecisionFacts) -> None:
    """Each piece was looked at, and what is kept back has its reason and ground: ours."""
    if not facts.pieces:
        raise NoPieceChosen
    if not all(each.as_seen for each in facts.pieces):
        raise PieceChanged
    reporter = any(each.is_reporter for each in facts.pieces)
    if reporter:
        _check_reporter(facts)
    if (reporter or facts.outcome is not Becomes.GIVEN) and not facts.reason.strip():
        raise KeptBackWithoutReason
    if facts.outcome is not Becomes.GIVEN and facts.ground is None:
        raise KeptBackWithoutGround
    _check_words(facts)


def _check_reporter(facts: DecisionFacts) -> None:
    if len(facts.pieces) > 1 or facts.outcome is Becomes.BLACKED:
        raise ReporterNotDecided
    if facts.outcome is Becomes.WITHHELD and not facts.words:
        raise ReporterWords


def _check_words(facts: DecisionFacts) -> None:
    if any(len(each) < SHORTEST for each in facts.words):
        raise WordTooShort(letters=SHORTEST)
    if facts.outcome is not Becomes.BLACKED:
        return
    if any(each.is_file for each in facts.pieces):
        raise FileIsWhole
    if not facts.fields and not facts.words:
        raise NothingBlacked
    if not facts.throughout and not any(each.has_some for each in facts.pieces):
        raise WordsNotThere


@dataclass(frozen=True, slots=True)
class ExportFacts:
    """What the head is asked to confirm."""

    undecided: int
    deciders: Collection[UUID]
    asker_is_barred: bool
    confirmed: bool
    """As it stands, by somebody."""
    as_seen: bool
    """All of it is as it stood on the page."""
    same_asker: bool
    decided_since: int
    """Decisions after the page was opened."""
    files_with_words: Sequence[int] = ()
    """Which of the files, counted from one, hold words that are left out elsewhere."""


def check_approval(facts: ExportFacts, by: UUID, note: str, *, over: bool = False) -> None:
    """The head confirms what somebody else decided, all of it and nothing that she has not seen,
    and why to one who is violent."""
    check_open(over=over)
    _check_seen(facts)
    if facts.undecided:
        raise PiecesUndecided(pieces=facts.undecided)
    if by in facts.deciders:
        raise OwnDecisions
    if facts.asker_is_barred and not note.strip():
        raise BarredAsker
    if facts.files_with_words and not note.strip():
        raise WordsInAFile(files=", ".join(map(str, facts.files_with_words)))
    if facts.confirmed:
        raise ConfirmedAlready


def _check_seen(facts: ExportFacts) -> None:
    if facts.as_seen:
        return
    if not facts.same_asker:
        raise AskerChanged
    if facts.decided_since:
        raise DecidedSince(pieces=facts.decided_since)
    raise RecordOtherThanSeen
