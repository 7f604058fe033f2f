"""An action of the plan that is a contact of the child, and what became of it: Art. 13(2), 14(1).

Contact with parents and siblings is what tables quarrel about most, and the text has no word of it.
What is asked, that a time without an entry is a line, and that contact with somebody marked as
violent is warned of and never refused, is ours (0104): 4(5) bars from the table, not from a child.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final

from rules.contact_days import MOST_DAYS, ContactRhythm, next_owed
from rules.defaults import DEFAULTS
from rules.duties import Duty, OpenDuty, owed
from rules.facts import CaseFacts
from rules.planning import reviews_go_on
from rules.refusals import ProcedureRefused
from rules.roles import Owner

BASIS: Final = DEFAULTS.CONTACT_SCHEDULE


class ContactWatch(StrEnum):
    """Whether somebody is there who watches; "not stated" is taken, and shown."""

    SUPERVISED = "supervised"
    UNSUPERVISED = "unsupervised"
    NOT_STATED = "not_stated"


class WhoseDoing(StrEnum):
    """By whose doing a contact did not take place; "not stated" is taken, and shown."""

    CHILD = "child"
    KIN = "kin"
    """Whoever the child was to meet."""
    CARER = "carer"
    AUTHORITY = "authority"
    """The centre, an institution, or who was to supervise it."""
    NOBODY = "nobody"
    """An illness, a closed road."""
    NOT_STATED = "not_stated"


class ContactWithNobody(ProcedureRefused):
    reason = "It is not said with whom the child has the contact of action {number}."
    way_out = "Choose one person of the family, or write who it is; one of the two."
    basis = BASIS


class ContactWithoutRhythm(ProcedureRefused):
    reason = "It is not said how often the contact of action {number} takes place."
    way_out = "Write within how many days, up to {most}, or tick days of the week; one of the two."
    basis = BASIS


class ContactWithoutStart(ProcedureRefused):
    reason = "It is not said from when the contact of action {number} takes place."
    way_out = "Write the first day."
    basis = BASIS


class WatchNotSpokenOf(ProcedureRefused):
    reason = "It is not said whether the contact of action {number} is supervised."
    way_out = "Say so; that nobody said is an answer too."
    basis = BASIS


class OutcomeNotSaid(ProcedureRefused):
    reason = "It is not said whether the contact took place."
    way_out = "Say whether it took place; where it did not, say why and by whose doing."
    basis = BASIS


class ContactNotNamed(ProcedureRefused):
    reason = "It is not said which contact of the plan it was."
    way_out = "Choose the contact, or leave out what became of it."
    basis = BASIS


class NotHeldWithoutWhy(ProcedureRefused):
    reason = "It is not said why the contact did not take place, or by whose doing."
    way_out = "Write why and choose by whose doing; that nobody said is an answer too."
    basis = BASIS


@dataclass(frozen=True, slots=True)
class ContactTerms:
    """What the table sets of a contact, without its words."""

    is_named: bool
    """One person of the record, or words; not both."""
    from_on: date | None
    every_days: int | None
    weekdays: frozenset[int]
    watch: ContactWatch | None

    @property
    def rhythm(self) -> ContactRhythm | None:
        """None while it is not said from when."""
        if self.from_on is None:
            return None
        return ContactRhythm(self.from_on, self.every_days, self.weekdays)


def check_contact(number: int, terms: ContactTerms) -> None:
    """With whom, how often, from when, supervised or not: Art. 13(2.1), 13(2.4)."""
    if not terms.is_named:
        raise ContactWithNobody(number=number)
    every = terms.every_days
    in_range = every is None or 1 <= every <= MOST_DAYS
    if (every is None) != bool(terms.weekdays) or not in_range:
        raise ContactWithoutRhythm(number=number, most=MOST_DAYS)
    if terms.from_on is None:
        raise ContactWithoutStart(number=number)
    if terms.watch is None:
        raise WatchNotSpokenOf(number=number)


@dataclass(frozen=True, slots=True)
class ContactOutcome:
    """What an entry of the log says of a contact in the plan."""

    is_named: bool
    """It is said which contact it is."""
    took_place: bool | None = None
    why_not: str = ""
    whose: WhoseDoing | None = None
    says_more: bool = False
    """Something else is said of it, as how the child took it."""


def check_outcome(outcome: ContactOutcome) -> None:
    """It took place, or it did not: why, and by whose doing: Art. 14(1)."""
    says_why = bool(outcome.why_not.strip()) or outcome.whose is not None
    if not outcome.is_named:
        if says_why or outcome.took_place is not None or outcome.says_more:
            raise ContactNotNamed
        return
    if outcome.took_place is None or (outcome.took_place and says_why):
        raise OutcomeNotSaid
    if not outcome.took_place and not (outcome.why_not.strip() and outcome.whose):
        raise NotHeldWithoutWhy


def duties(facts: CaseFacts) -> Iterator[OpenDuty]:
    """The manager has the log say what became of each contact that was due: Art. 14(1)."""
    if not reviews_go_on(facts):
        return
    for contact in facts.contacts:
        time = next_owed(contact)
        if time is not None:
            yield owed(Duty.LOG_CONTACT, Owner.MANAGER, time.last, BASIS, subject=contact.action_id)
