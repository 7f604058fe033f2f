"""Who sits at the table: Art. 4."""

from collections.abc import Collection, Iterator, Mapping
from datetime import date
from enum import StrEnum
from typing import Final

from rules.basis import Article
from rules.defaults import DEFAULTS
from rules.duties import Duty, OpenDuty, owed
from rules.facts import TableFacts
from rules.refusals import ProcedureRefused
from rules.roles import Owner

LISTED: Final[Mapping[str, str]] = {
    "1.3": "Victim Protection and Assistance Office, victim advocate",
    "1.4": "Kosovo Probation Service, probation officer",
    "1.5": "Family Medicine Centre, specialist doctor",
    "1.6": "Kosovo Police",
    "1.7": "Centre for Mental Health, specialist for children",
    "1.8": "Municipal Directorate for Education, education officer",
    "1.9": "Municipal Directorate for Social Welfare, responsible official",
    "1.10": "School psychologist, social worker or pedagogue, or a delegate",
    "1.11": "Municipal Community Office, community officer",
    "1.12": "Institution for shelter care, or foster family",
    "1.13": "Municipal Office for Human Rights, officer for children's rights",
    "1.14": "Non-governmental organisation in child protection",
}
"""The kinds of Art. 4(1) beside the centre's own: case manager (1.1) and assistant (1.2)."""

ABROAD: Final[Mapping[str, str]] = {
    "6.1": "Department of Citizenship, Asylum and Migration",
    "6.1.1": "Asylum Centre",
    "6.1.2": "Detention Centre for Foreigners",
    "6.1.3": "Centre for Reception and Registration of Migrants",
    "6.1.4": "Department for the Reintegration of Repatriated Persons",
    "6.1.5": "International organisation for refugees, children or migration",
}
"""The six kinds of Art. 4(6)."""

OTHER: Final = "other"
KINDS: Final[Mapping[str, str]] = {**LISTED, **ABROAD, OTHER: "Other relevant professional"}


class ChildStatus(StrEnum):
    """Where the child belongs; all but the first and the last bring Art. 4(6) in."""

    RESIDENT = "resident"
    ASYLUM = "asylum"
    STATELESS = "stateless"
    REFUGEE = "refugee"
    MIGRANT = "migrant"
    UNKNOWN = "unknown"
    """Asked, and not known: nobody is a resident because nobody knows."""


class Relation(StrEnum):
    """Who of the family may take part, or is heard: Art. 4(5), 8(10)."""

    CHILD = "child"
    MOTHER = "mother"
    FATHER = "father"
    GUARDIAN = "guardian"
    CARER = "carer"
    """Who looks after the child, without being its guardian by law."""
    RELATIVE = "relative"


ADULTS: Final = frozenset(Relation) - {Relation.CHILD}
BY_LAW: Final = frozenset({Relation.MOTHER, Relation.FATHER, Relation.GUARDIAN})
"""The parent or legal guardian: Art. 4(5), 17(2)."""
TOLD_OF_MEETINGS: Final = BY_LAW | {Relation.CHILD, Relation.CARER}
"""Parent, guardian or carer ("kujdestari"), and the child: Art. 8(10), 10(5)."""

STATUSES_OF_4_6: Final = frozenset(ChildStatus) - {ChildStatus.RESIDENT, ChildStatus.UNKNOWN}


class NobodySelected(ProcedureRefused):
    reason = "Nobody has been chosen for the table."
    way_out = "Choose at least one institution and say why it is needed."
    basis = Article(4, "3")


class SelectionWithoutReason(ProcedureRefused):
    reason = "A member was chosen without a reason."
    way_out = "Write in one sentence what the need of the child is that this member answers."
    basis = Article(4, "3")


class ForeignChildNeedsRepresentative(ProcedureRefused):
    reason = "The child is an asylum seeker, stateless, a refugee or a migrant."
    way_out = "Add at least one of the representatives of Art. 4(6)."
    basis = Article(4, "6")


class RecusedFromTheCase(ProcedureRefused):
    reason = "Somebody chosen has declared a conflict of interest in this case."
    way_out = "Ask the institution to send somebody else."
    basis = Article(10, "2")


class NotRecused(ProcedureRefused):
    reason = "This member has declared no conflict of interest."
    way_out = "Release them with a reason, if somebody else comes in their place."
    basis = Article(10, "2")


class AskedAtAnotherTime(ProcedureRefused):
    reason = "The day lies before the conflict was declared, or it is still to come."
    way_out = "Write the day on which you asked, from {day} on."
    basis = Article(10, "2")


class ReplacementRecorded(ProcedureRefused):
    reason = "What became of this seat is on record already."
    way_out = "Seat whoever comes instead, with a reason."
    basis = Article(10, "2")


class PerpetratorAtTheTable(ProcedureRefused):
    reason = "A parent who is said to use violence does not take part."
    way_out = "Record the parent's views instead; they are heard without sitting at the table."
    basis = Article(4, "5")


def provision_for(kind: str) -> str:
    """The paragraph under which a kind is seated: Art. 4(1), 4(4), 4(6)."""
    if kind in ABROAD:
        return "4(6)"
    return "4(1)" if kind in LISTED else "4(4)"


def lacks_representative(kinds: Collection[str], status: ChildStatus) -> bool:
    """Whether a child from abroad has nobody of Art. 4(6) at the table."""
    return status in STATUSES_OF_4_6 and not ABROAD.keys() & set(kinds)


def check_composition(
    kinds: Collection[str], reasons: Collection[str], status: ChildStatus
) -> None:
    """Refuse a table without members, without reasons, or without those of Art. 4(6)."""
    if not kinds:
        raise NobodySelected
    if any(not reason.strip() for reason in reasons):
        raise SelectionWithoutReason
    if lacks_representative(kinds, status):
        raise ForeignChildNeedsRepresentative


def check_asked_on(asked_on: date | None, declared_on: date, today: date) -> None:
    """Refuse a day on which the institution cannot have been asked for somebody else."""
    if asked_on is not None and not declared_on <= asked_on <= today:
        raise AskedAtAnotherTime(day=declared_on)


def duties(table: TableFacts) -> Iterator[OpenDuty]:
    """The institution of a recused member is asked for somebody else: beside Art. 10(2)."""
    for member in table.recusals:
        limit = DEFAULTS.ASK_REPLACEMENT
        yield owed(
            Duty.ASK_REPLACEMENT, Owner.MANAGER, member.declared_on, limit, subject=member.id
        )
