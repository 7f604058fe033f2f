"""What is known of a child and its family: facts with a history: Art. 4(5), 4(6), 8(10), 12(1).

Nothing is overwritten. A change is another fact with its own beginning; a correction is another
fact that takes the place of one that was never right. Which one holds on a day is decided here.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Final, Protocol, TypeVar
from uuid import UUID

from rules.basis import Article
from rules.composition import ADULTS, ChildStatus, Relation
from rules.days import check_happened
from rules.defaults import DEFAULTS
from rules.refusals import Conflict, ProcedureRefused


class FactName(StrEnum):
    """What is asked of a child or of somebody of its family."""

    NAME = "name"
    BIRTH_DATE = "birth_date"
    BIRTH_CERTAINTY = "birth_certainty"
    GENDER = "gender"
    ETHNICITY = "ethnicity"
    STATUS = "status"
    BIRTH_PLACE = "birth_place"
    RESIDENCE = "residence"
    WHEREABOUTS = "whereabouts"
    HEALTH = "health"
    DISABILITY = "disability"
    OTHER = "other"
    RELATION = "relation"
    VIOLENCE = "violence"
    CONTACT = "contact"
    CONTACT_SAFE = "contact_safe"
    INTERPRETER = "interpreter"
    LANGUAGE = "language"
    CAN_READ = "can_read"
    DEATH = "death"
    """That somebody has died; since when it holds is the day of death: Art. 17(3.5)."""
    OFFICER = "officer"
    """Who acts as guardian on behalf of the centre."""
    NO_KIN = "no_kin"
    """Why no parent and no guardian is named."""


class Form(StrEnum):
    """What an answer looks like; "not known" is one everywhere, and no answer is none."""

    WORDS = "words"
    DAY = "day"
    YES_NO = "yes_no"
    CHOICE = "choice"
    OFFICER = "officer"


class Certainty(StrEnum):
    """How sure the day of birth is."""

    REGISTERED = "registered"
    ESTIMATED = "estimated"


Value = str | bool | date | None
"""An answer; None says that it was asked and is not known."""

FORMS: Final = dict.fromkeys(FactName, Form.WORDS) | {
    FactName.BIRTH_DATE: Form.DAY,
    FactName.BIRTH_CERTAINTY: Form.CHOICE,
    FactName.GENDER: Form.CHOICE,
    FactName.STATUS: Form.CHOICE,
    FactName.RELATION: Form.CHOICE,
    FactName.VIOLENCE: Form.YES_NO,
    FactName.CONTACT_SAFE: Form.YES_NO,
    FactName.INTERPRETER: Form.YES_NO,
    FactName.CAN_READ: Form.YES_NO,
    FactName.DEATH: Form.YES_NO,
    FactName.OFFICER: Form.OFFICER,
}
_OF_THE_CHILD: Final = frozenset(list(FactName)[: list(FactName).index(FactName.RELATION)])
_OF_EVERYBODY: Final = frozenset(
    {FactName.NAME, FactName.CONTACT, FactName.CONTACT_SAFE, FactName.INTERPRETER}
) | {FactName.LANGUAGE, FactName.CAN_READ, FactName.DEATH}
ALWAYS_KNOWN: Final = frozenset({FactName.RELATION})


def asked_of(relation: Relation) -> Sequence[FactName]:
    """What is asked of the child, of a parent, of a guardian, in the order of the page."""
    wanted = _OF_EVERYBODY
    if relation == Relation.CHILD:
        wanted |= _OF_THE_CHILD | {FactName.NO_KIN}
    else:
        wanted |= {FactName.RELATION, FactName.VIOLENCE}
        wanted |= {FactName.OFFICER} if relation == Relation.GUARDIAN else frozenset()
    return [name for name in FactName if name in wanted]


class SourceMissing(ProcedureRefused):
    reason = "It is not said from whom or from which paper this is known."
    way_out = "Write who said so, or which paper says it."
    basis = DEFAULTS.FACT


class FactCorrectedWithoutReason(ProcedureRefused):
    reason = "A correction says why what stood before was wrong."
    way_out = "Write the reason, or state the change with the day from which it holds."
    basis = DEFAULTS.FACT


class NotAnAnswer(ProcedureRefused):
    reason = "This does not answer the question."
    way_out = "Choose one of the answers; not knowing is one too."
    basis = DEFAULTS.FACT


class DeathIsCorrected(ProcedureRefused):
    reason = "It is on record that this person has died."
    way_out = "If that was a mistake, correct it, and write how it came about."
    basis = DEFAULTS.FACT


class LiftedWithoutReason(ProcedureRefused):
    reason = "It was recorded that this person uses violence."
    way_out = "Write why this does not hold any more; what was recorded stays to be read."
    basis = DEFAULTS.VIOLENCE


class MarkWithoutSource(ProcedureRefused):
    reason = "Nobody is kept from the table without it being said who says so."
    way_out = "Write who said so, or which paper says it."
    basis = DEFAULTS.VIOLENCE


class ManagerAsGuardian(ProcedureRefused):
    reason = "The case manager and the guardian on behalf of the centre are two people."
    way_out = "Name another officer of the centre."
    basis = DEFAULTS.GUARDIAN


class KinOnRecord(ProcedureRefused):
    reason = "Somebody of this name and relation is on record."
    way_out = "Correct what is known of them on the page of what is known."
    basis = Article(4, "5")


class NothingToTakeBack(ProcedureRefused):
    reason = "Nothing was told to this person that is still to be taken back."
    way_out = "Open what is known of the family."
    basis = DEFAULTS.VIOLENCE


class Fact(Protocol):
    """A fact as it is on record, whatever it says."""

    @property
    def id(self) -> UUID: ...
    @property
    def valid_from(self) -> date | None: ...
    @property
    def known_on(self) -> date: ...
    @property
    def number(self) -> int: ...
    @property
    def recorded_at(self) -> datetime: ...
    @property
    def corrects_id(self) -> UUID | None: ...


F = TypeVar("F", bound=Fact)


def uncorrected(facts: Iterable[F]) -> list[F]:
    """Those that no later one takes the place of, in the order in which they were recorded."""
    every = list(facts)
    wrong = {fact.corrects_id for fact in every}
    return sorted((fact for fact in every if fact.id not in wrong), key=lambda fact: fact.number)


def replaced(fact: F, every: Iterable[F]) -> list[F]:
    """The fact and those in whose place it stands, the newest first."""
    by_id: dict[UUID | None, F] = {each.id: each for each in every}
    chain = [fact]
    while (wrong := by_id.get(chain[-1].corrects_id)) is not None:
        chain.append(wrong)
    return chain


def begin(fact: F, every: Iterable[F]) -> date:
    """Since when it holds; where nobody knows, since it became known.

    A correction holds from where what it corrects began: whoever puts a source or a word right
    learns nothing new on that day.
    """
    chain = replaced(fact, every)
    return next((each.valid_from for each in chain if each.valid_from), chain[-1].known_on)


def in_force(facts: Iterable[F], day: date, *, newest: bool = False) -> F | None:
    """The fact that holds on a day: the one recorded last, unless it began before one that stands.

    Where nobody knows since when, it holds since it became known, and the first one also before.
    `newest`: the last word counts, whenever it is said to begin.
    """
    every = list(facts)
    right = uncorrected(every)
    found: F | None = None
    for fact in right:
        if begin(fact, every) > day:
            continue
        if newest or found is None or not _is_earlier(fact, found):
            found = fact
    unknown = right and right[0].valid_from is None
    return found or (right[0] if unknown else None)


def _is_earlier(fact: Fact, other: Fact) -> bool:
    begin, known = fact.valid_from, other.valid_from
    return begin is not None and known is not None and begin < known


LAST_WORD_COUNTS: Final = frozenset({FactName.VIOLENCE, FactName.CONTACT_SAFE, FactName.DEATH})
"""What protects: a mark bars from the day it is made, since whenever the violence is said to be.

A death counts from the moment it is known, and so does its correction.
"""


def is_safe(contact: Fact | None, answer: Fact | None, said: Value) -> bool | None:
    """Whether a contact may be used; what was said of an earlier one says nothing of this one."""
    if answer is None or (contact is not None and contact.recorded_at > answer.recorded_at):
        return None
    return said if isinstance(said, bool) else None


def check(
    name: FactName, value: Value, *, valid_from: date | None, known_on: date, today: date
) -> None:
    """Refuse an answer to another question, and a day that is still to come."""
    if not _answers(name, value):
        raise NotAnAnswer
    for day in (valid_from, known_on, value if isinstance(value, date) else None):
        check_happened(day, today)


def check_corrects(corrects: UUID | None, standing: Collection[UUID]) -> None:
    """Only what still stands is corrected: somebody else may have been at it meanwhile."""
    if corrects is not None and corrects not in standing:
        raise Conflict


def check_guardian(officer_id: UUID, manager_id: UUID | None) -> None:
    """Who is guardian on behalf of the centre does not manage the case."""
    if officer_id == manager_id:
        raise ManagerAsGuardian


def check_taken_back(violent: bool | None, *, waiting: int) -> None:
    """A word is taken back from whoever is marked, and was told of a meeting to come: 4(5)."""
    if not waiting or not violent:
        raise NothingToTakeBack


@dataclass(frozen=True, slots=True)
class Namesake:
    """Somebody on record with the same name and relation."""

    contact: str | None
    violent: bool | None


def check_kin(
    contact: str | None, violent: bool | None, source: str, namesakes: Sequence[Namesake]
) -> int | None:
    """Which of the namesakes is on record just as they are said to be now; None for a newcomer.

    Refused where the mark of violence names no source, and where they are on record otherwise.
    """
    if violent and not source.strip():
        raise MarkWithoutSource
    if not namesakes:
        return None
    same = Namesake(contact, violent)
    if same not in namesakes:
        raise KinOnRecord
    return namesakes.index(same)


def _answers(name: FactName, value: Value) -> bool:
    if value is None:
        return name not in ALWAYS_KNOWN
    words: Collection[str] | None = {
        FactName.STATUS: frozenset(ChildStatus) - {ChildStatus.UNKNOWN},
        FactName.BIRTH_CERTAINTY: frozenset(Certainty),
        FactName.RELATION: ADULTS,
    }.get(name)
    if words is not None:
        return value in words
    kind = {Form.DAY: date, Form.YES_NO: bool}.get(FORMS[name], str)
    return isinstance(value, kind) and value != ""


def check_words(
    name: FactName, before: Value, value: Value, *, source: str, corrects: bool, reason: str
) -> None:
    """A source always; a reason for a correction, and before a mark of violence is lifted."""
    if not source.strip():
        raise MarkWithoutSource if name is FactName.VIOLENCE else SourceMissing
    if name is FactName.VIOLENCE and before is True and value is not True and not reason.strip():
        raise LiftedWithoutReason
    if corrects and not reason.strip():
        raise FactCorrectedWithoutReason
    if name is FactName.DEATH and before is True and not corrects:
        raise DeathIsCorrected
