"""What is signed, as what and how, and who signs: Art. 10(1), 17(5), 18(2)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from types import MappingProxyType
from typing import Final
from uuid import UUID

from rules.basis import Article, Default
from rules.defaults import DEFAULTS
from rules.refusals import Conflict, NotPossible, ProcedureRefused


class SignedPaper(StrEnum):
    """A text under which people put their word."""

    MINUTES = "minutes"
    """Of a meeting: Art. 10(1)."""
    CLOSURE = "closure"
    """The closing form: Art. 17(5)."""
    DECLARATIONS = "declarations"
    """Of no conflict of interest and of confidentiality: Art. 10(2), 18(2)."""


SIGNED_UNDER: Final[Mapping[SignedPaper, Article]] = MappingProxyType(
    {
        SignedPaper.MINUTES: Article(10, "1"),
        SignedPaper.CLOSURE: Article(17, "5"),
        SignedPaper.DECLARATIONS: Article(10, "2"),
    }
)
"""The provision by which a paper is signed."""


class SignatureRole(StrEnum):
    """As what somebody puts their word: who was absent acknowledges (decision 0015)."""

    SIGN = "sign"
    """Who was present."""
    ACKNOWLEDGE = "acknowledge"
    """Who was absent."""


class SignatureMethod(StrEnum):
    """How a word was put under a text, or withheld."""

    CODE = "code"
    """A member's, by their link and the one-time code."""
    PASSWORD = "password"  # noqa: S105
    """An officer's, by the password written once more."""
    PAPER = "paper"
    """Signed on paper, and recorded by the manager."""
    REFUSED = "refused"
    """With its reason, which is no signature; None as reason where none is stated."""


class NothingToSign(ProcedureRefused):
    reason = "This paper is not open for signature."
    way_out = "It is either not approved yet, or already signed."
    basis = Article(10, "1")


class NotYoursToSign(ProcedureRefused):
    reason = "Only those who sit at this table sign this paper."
    way_out = "Nobody signs on somebody else's behalf."
    basis = Article(10, "1")


class RecusedBefore(ProcedureRefused):
    reason = "They had declared a conflict of interest by that day, and take no part in the case."
    way_out = (
        "Nobody waits for their signature. One of an earlier day is entered with the day on which"
        " they gave it."
    )
    basis = Article(10, "2")


class RefusalWithoutReason(ProcedureRefused):
    reason = "A refusal to sign is recorded with its reason."
    way_out = "Write why the signature is refused, or that no reason is stated."
    basis = DEFAULTS.WHY_UNSIGNED_MINUTES


class TextChanged(Conflict):
    reason = "This text was laid anew after you opened it; nothing is signed yet."
    way_out = "Read it as it stands now, then put your word under it."


class TextNotAsDecided(NotPossible):
    reason = "The text that is laid is not the one that this paper was decided with."
    way_out = "Sign nothing; tell the administrator, who finds out what happened to the text."


class SignedBeforeItMet(ProcedureRefused):
    reason = "The table met on {day}; nobody had signed what it decided there before."
    way_out = "Write the day on which the paper was signed, or correct the meeting's day first."
    basis = Article(10, "1")


class OwnHandOnPaper(ProcedureRefused):
    reason = "Nobody enters their own word as one on paper."
    way_out = "Sign, or refuse, on the page with your password; then it is sure whose word it is."
    basis = DEFAULTS.OWN_HAND


class LaidAlready(NotPossible):
    reason = "This paper was laid for signature already, and is laid once."
    way_out = "Sign the text as it stands."


@dataclass(frozen=True, slots=True)
class Signatory:
    """Who puts their word under a text, and how."""

    has_seat: bool
    """A member whose seat the paper names, or the officer who chairs the table."""
    signed: bool
    """Their word is under this version already."""
    method: SignatureMethod
    reason: str | None = ""
    paper: SignedPaper = SignedPaper.MINUTES
    enters_it: bool = False
    """They put it on record themselves."""
    confirmed: bool = False
    """And wrote their password once more, which a signature with it has by itself."""
    recused_on: date | None = None
    """The day on which they declared a conflict of interest."""
    on: date | None = None
    """Of that word."""


def check_signatory(who: Signatory) -> None:
    """Each signs once, for themselves, and refuses with a reason only: Art. 10(1), 17(5)."""
    if who.signed:
        raise NothingToSign(SIGNED_UNDER[who.paper])
    if not who.has_seat:
        raise NotYoursToSign(SIGNED_UNDER[who.paper])
    if who.recused_on is not None and who.on is not None and who.on > who.recused_on:
        raise RecusedBefore  # on the day itself they may have signed first
    refuses = who.method is SignatureMethod.REFUSED
    if who.enters_it and not (
        who.method is SignatureMethod.PASSWORD or (refuses and who.confirmed)
    ):
        raise OwnHandOnPaper
    check_refusal(who.method, who.reason)


def check_refusal(
    method: SignatureMethod, reason: str | None, basis: Default = DEFAULTS.WHY_UNSIGNED_MINUTES
) -> None:
    """Whoever does not sign is asked why, and may state no reason: Art. 10(1), 17(5)."""
    if method is SignatureMethod.REFUSED and reason is not None and not reason.strip():
        raise RefusalWithoutReason(basis)


def role_of(present: Mapping[UUID, bool], member: UUID) -> SignatureRole:
    """Who was present signs, who was absent acknowledges, nobody else: Art. 10(1), T7."""
    if member not in present:
        raise NotYoursToSign
    return SignatureRole.SIGN if present[member] else SignatureRole.ACKNOWLEDGE


def check_asked(*, laid: bool, asked: bool) -> None:
    """Nobody signs before the text is laid and everybody was asked: Art. 10(1)."""
    if not (laid and asked):
        raise NothingToSign


def check_one_text(decided: bytes, laid: bytes | None, read: bytes, shown: bytes | None) -> None:
    """The text decided, the text laid and the text shown are one, or nothing is signed.

    `read` is the digest of the letters as they stand in the record now; no page was shown where
    `shown` is None.
    """
    if not decided == laid == read:
        raise TextNotAsDecided
    if shown is not None and shown != decided:
        raise TextChanged


@dataclass(frozen=True, slots=True)
class VersionOnPaper:
    """One version of a text that is signed, and since when a paper could carry its words."""

    number: int
    since: date
    """The meeting of which the first one is, typed later or not, unless it says what was learned
    after it; of a later one the day on which the table decided on its words, or on which it was
    laid."""


def version_signed(
    on: date, paper: SignedPaper, versions: Sequence[VersionOnPaper], *, met_on: date
) -> int | None:
    """Which version a paper signed on that day has, oldest first: Art. 10(1), 17(5).

    What nobody had written yet nobody has signed: a word that was put on paper before a version
    was laid stands under the one before it, and for this one they are still asked. None before
    the first one had its words: that paper alone has those of its day, ours
    (`DEFAULTS.WORDS_ON_PAPER`).
    """
    if on < met_on:
        raise SignedBeforeItMet(SIGNED_UNDER[paper], day=met_on)
    if on < versions[0].since:
        return None
    return max(each.number for each in versions if each.since <= on)


def check_laid_once(*, once: bool, laid: bool, follows_record: bool = False) -> None:
    """The closing form is laid once; before anybody has signed it goes with its record: 17(5)."""
    if once and laid and not follows_record:
        raise LaidAlready
