"""Who decides for the head: their deputy by a dated appointment, and never on an own case.

The Regulation names the head alone: Art. 4(2), 8(3), 17(3). That somebody takes these acts while
the head is away, for how long and on whose word, is ours.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from rules.basis import Article, Basis
from rules.defaults import DEFAULTS
from rules.refusals import ProcedureRefused
from rules.roles import Role


class NotTheHead(ProcedureRefused):
    reason = "Only the head of social services decides this, or the deputy appointed for that day."
    way_out = (
        "Ask the head; where there is none, the administrator names a deputy. Either of them enters"
        " a word that a deputy gave on an earlier day."
    )
    basis = DEFAULTS.DEPUTY


class OwnAgreement(ProcedureRefused):
    reason = (
        "Nobody agrees for the head to a day that they proposed, or of a case that they manage."
    )
    way_out = "The head decides, or another deputy; without a head the administrator names one."
    basis = DEFAULTS.OWN_CASE


class DecidesInConflict(ProcedureRefused):
    reason = "Who declared a conflict of interest at this table decides nothing about it."
    way_out = "The head decides, or another deputy; without a head the administrator names one."
    basis = Article(10, "2")


class OwnAppointment(ProcedureRefused):
    reason = "Nobody appoints themselves to manage a case."
    way_out = (
        "The head decides, or another deputy; without a head the administrator names one. Where the"
        " centre has no other officer, the administrator opens an account for one."
    )
    basis = DEFAULTS.OWN_APPOINTMENT


class DeputyOutsideTheCentre(ProcedureRefused):
    reason = "Only an officer of the centre can be the deputy of its head."
    way_out = "Choose one of the case managers of the centre."
    basis = DEFAULTS.DEPUTY


class HeadInOffice(ProcedureRefused):
    reason = "The centre has a head, who appoints the deputy."
    way_out = "Ask the head of social services."
    basis = DEFAULTS.DEPUTY


class DeputyBeganBefore(ProcedureRefused):
    reason = "A deputy cannot be appointed for {day}, which has passed."
    way_out = "Choose today or a later day: what was decided before stays as it was."
    basis = DEFAULTS.DEPUTY


class DeputyEndsBefore(ProcedureRefused):
    reason = "The last day lies before the first."
    way_out = "Choose a last day on or after {day}, or leave it open."
    basis = DEFAULTS.DEPUTY


class AnotherDeputy(ProcedureRefused):
    reason = "Another deputy is appointed for some of these days."
    way_out = "End that appointment first, or choose other days."
    basis = DEFAULTS.DEPUTY


class DeputyIsOver(ProcedureRefused):
    reason = "This appointment is over."
    way_out = "Look who is the deputy now."
    basis = DEFAULTS.DEPUTY


def check_appointment(valid_from: date, valid_until: date | None, today: date) -> None:
    """From today on, and ending no earlier than it begins: nobody is made a deputy for the past."""
    if valid_from < today:
        raise DeputyBeganBefore(day=valid_from)
    if valid_until is not None and valid_until < valid_from:
        raise DeputyEndsBefore(day=valid_from)


@dataclass(frozen=True, slots=True)
class Term:
    """The days of one appointment; one that was ended before it began holds on none."""

    valid_from: date
    last_day: date | None
    """None where no last day is known."""

    def meets(self, other: "Term") -> bool:
        """Whether both hold on one day."""
        last, others_last = self.last_day or date.max, other.last_day or date.max
        if last < self.valid_from or others_last < other.valid_from:
            return False
        return self.valid_from <= others_last and other.valid_from <= last


@dataclass(frozen=True, slots=True)
class Nominee:
    """The officer who is to take something on for the head."""

    municipality_id: UUID | None
    role: Role
    disabled: bool

    def is_officer_of(self, centre: UUID) -> bool:
        """A case manager of this centre, in office."""
        return self.role == Role.MANAGER and self.municipality_id == centre and not self.disabled


def check_nominee(nominee: Nominee | None, municipality_id: UUID) -> None:
    """A case manager of the same centre, in office."""
    if nominee is None or not nominee.is_officer_of(municipality_id):
        raise DeputyOutsideTheCentre


def check_alone(term: Term, others: Iterable[Term]) -> None:
    """One deputy at a time."""
    if any(term.meets(other) for other in others):
        raise AnotherDeputy


def check_going_on(term: Term, ended_on: date | None, today: date) -> None:
    """What is over is not ended once more."""
    if ended_on is not None or (term.last_day is not None and term.last_day < today):
        raise DeputyIsOver


def check_vacant(head_id: UUID | None) -> None:
    """The administrator names a deputy only while there is no head."""
    if head_id is not None:
        raise HeadInOffice


def check_head(
    *, acts_as_head: bool, basis: Basis, in_conflict: bool = False, entered_for_head: bool = True
) -> None:
    """The head in office, or the deputy whose appointment is in force on the day of their word,
    whenever that is typed; neither about a table at which they declared a conflict of interest:
    Art. 10(2). `entered_for_head`: typed by who gave it, or by who decides for the centre today."""
    if not acts_as_head or not entered_for_head:
        raise NotTheHead(basis)
    if in_conflict:
        raise DecidesInConflict


def check_agreement(by: UUID | None, own: Collection[UUID | None]) -> None:
    """Who proposed the day or manages the case is not who agrees to it: Art. 8(3) wants two."""
    if by is not None and by in own:
        raise OwnAgreement
