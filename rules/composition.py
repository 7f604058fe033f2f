"""Who sits at the table: Art. 4."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final
from uuid import UUID

from rules.basis import Article
from rules.defaults import DEFAULTS
from rules.refusals import NotPossible, ProcedureRefused

LISTED: Final[Mapping[str, str]] = {
    "1.2": "Centre for Social Work, assistant of the case manager",
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
"""The kinds of Art. 4(1) who have a seat; the case manager (1.1) chairs."""

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
    reason = "This member has declared no conflict of interest, and has not refused to sign."
    way_out = "Release them with a reason, if somebody else comes in their place."
    basis = Article(10, "2")


class AskedAtAnotherTime(ProcedureRefused):
    reason = "The day lies before the seat was to be filled again, or it is still to come."
    way_out = "Write the day on which you asked, from {day} on."
    basis = DEFAULTS.ASK_REPLACEMENT


class ReplacementRecorded(NotPossible):
    reason = "What became of this seat is on record already."
    way_out = "Seat whoever comes instead, with a reason."


class NoReplacementWithoutReason(ProcedureRefused):
    reason = "It is not said when the institution was asked, or why nobody is needed."
    way_out = "Write the day on which you asked, or why nobody is needed in their place."
    basis = DEFAULTS.ASK_REPLACEMENT


class ReleaseWithoutReason(ProcedureRefused):
    reason = "A member leaves the table, and it is not said why."
    way_out = "Write in one sentence why they leave."
    basis = Article(8, "6")


class NobodyAssessed(ProcedureRefused):
    reason = "The table is chosen by the child's needs, and they are not assessed yet."
    way_out = "Write the initial assessment first, or plan a meeting under Art. 8(8)."
    basis = Article(4, "3")


class WithoutChair(ProcedureRefused):
    reason = "No case manager is appointed who chairs this table."
    way_out = "The head of social services appoints one."
    basis = Article(4, "2")


class InstitutionUnknown(ProcedureRefused):
    reason = "The kind of institution is not one of Art. 4."
    way_out = "Choose one of the kinds, or another relevant professional."
    basis = Article(4, "4")


def provision_for(kind: str) -> str:
    """The paragraph under which a kind is seated: Art. 4(1), 4(4), 4(6)."""
    if kind in ABROAD:
        return "4(6)"
    return "4(1)" if kind in LISTED else "4(4)"


def lacks_representative(kinds: Collection[str], status: ChildStatus) -> bool:
    """Whether a child from abroad has nobody of Art. 4(6) at the table."""
    return status in STATUSES_OF_4_6 and not ABROAD.keys() & set(kinds)


@dataclass(frozen=True, slots=True)
class SeatFacts:
    """A seat that somebody has, had, or is to have."""

    person: UUID
    kind: str
    reasoned: bool
    """Why they were chosen is on record: Art. 4(3)."""
    left: bool = False
    left_for_a_reason: bool = False
    """Why they left the table is on record: Art. 8(6)."""
    recused: bool = False
    """They declared a conflict of interest: Art. 10(2)."""


@dataclass(frozen=True, slots=True)
class Composition:
    """Everybody who ever had a seat at a case's table, and what their choice rests on."""

    has_chair: bool
    """The centre has appointed a case manager: Art. 4(2)."""
    assessed: bool
    """There is an assessment of the child's needs: Art. 4(3)."""
    status: ChildStatus
    seats: tuple[SeatFacts, ...] = ()

    @property
    def sitting(self) -> tuple[SeatFacts, ...]:
        return tuple(seat for seat in self.seats if not seat.left and not seat.recused)

    @property
    def recused(self) -> frozenset[UUID]:
        return frozenset(seat.person for seat in self.seats if seat.recused)

    @property
    def dropped(self) -> bool:
        """Somebody left without a reason, and does not sit again: Art. 8(6)."""
        back = {seat.person for seat in self.sitting}
        return any(
            seat.left and not seat.left_for_a_reason and seat.person not in back | self.recused
            for seat in self.seats
        )


@dataclass(frozen=True, slots=True)
class Vacancy:
    """The seat of a member, when what became of it is recorded: beside Art. 10(2)."""

    declared_on: date | None
    """The day on which they declared a conflict, or did not sign; None where neither is so."""
    asked_on: date | None
    """The day on which their institution was asked for somebody else."""
    words: str
    settled: bool
    """Something is on record of it already."""


def check_vacancy(seat: Vacancy, today: date) -> None:
    """Refuse what cannot have been asked, or says nothing: beside Art. 10(2)."""
    if seat.declared_on is None:
        raise NotRecused
    if seat.asked_on is None and not seat.words.strip():
        raise NoReplacementWithoutReason
    if seat.asked_on is not None and not seat.declared_on <= seat.asked_on <= today:
        raise AskedAtAnotherTime(day=seat.declared_on)
    if seat.settled:
        raise ReplacementRecorded


def check_kind(kind: str) -> None:
    """Refuse an institution that is none of Art. 4."""
    if kind not in KINDS:
        raise InstitutionUnknown
