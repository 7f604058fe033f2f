"""The table's decision to close a case, held to what goes before it by its true day: Art. 17."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Final
from uuid import UUID

from rules.after_eighteen import NOT_ASKED, ServicesAnswer, unrecommended
from rules.approving import OF_THE_ASSESSMENT, Assessor, NotCarried
from rules.basis import Article
from rules.breaches import Breach, Wrong
from rules.grounds import DeathIsTheGround, GroundFacts, check_ground_before_the_table, lived_on
from rules.opinions import Heard, unheard
from rules.refusals import ProcedureRefused
from rules.roles import Owner

OF_THE_APPROVAL: Final = frozenset(
    {Wrong.CLOSED_UNAPPROVED, Wrong.CLOSED_IN_CONFLICT, Wrong.CLOSED_UNMANAGED}
)
"""Judged also of a closing that fell: by whom it was proposed and approved stays true or not."""
OF_THE_DECISION: Final = OF_THE_APPROVAL | {
    Wrong.CLOSED_UNHEARD,
    Wrong.CLOSED_WITHOUT_GROUND,
    Wrong.CLOSED_UNRECOMMENDED,
}


@dataclass(frozen=True, slots=True)
class Decided:
    """When the table closed a case, as the record says now."""

    id: UUID
    meeting_id: UUID
    on: date
    approved_on: date | None
    """When the head had approved it."""
    ground: GroundFacts | None = None
    """The file as it was on that day, for the ground on which it was closed."""
    services: ServicesAnswer = NOT_ASKED
    """What was said of services after eighteen."""
    lacks: NotCarried | None = None
    """What is wrong with the approval by the record of its day."""
    assessor: Assessor | None = None
    """Who proposed it; None where that is not looked at."""


def lapses(decided: Decided, heard: Heard) -> Iterator[Breach]:
    """What had not gone before it: word of child and parent, approval, services: 17(2) to 17(4).

    Of a decision that is typed now both are asked; its day may be corrected afterwards.
    """
    yield from unheard(heard, decided.id, decided.meeting_id, decided.on)
    yield from unapproved(decided)
    if decided.ground is None:
        return
    if (lacks := lacking(decided.ground, decided.on)) is not None:
        wrong = Wrong.CLOSED_WITHOUT_GROUND
        yield Breach(wrong, lacks, Owner.MANAGER, decided.on, decided.id, decided.meeting_id)
    which = {"closure_id": decided.id, "meeting_id": decided.meeting_id}
    yield from unrecommended(decided.ground, decided.services, decided.on, **which)


def unapproved(decided: Decided) -> Iterator[Breach]:
    """Closed before the head had approved, or on the assessment of somebody with a conflict of
    interest, or who did not manage the case: Art. 10(2), 17(1), 17(3)."""
    itself = decided.lacks is not None and decided.lacks not in OF_THE_ASSESSMENT
    if decided.approved_on is None or itself or decided.on < decided.approved_on:
        wrong, of = Wrong.CLOSED_UNAPPROVED, Article(17, "3")
        yield Breach(wrong, of, Owner.MANAGER, decided.on, decided.id, decided.meeting_id)
    if decided.assessor is None:
        return
    if decided.assessor.in_conflict:
        wrong, of = Wrong.CLOSED_IN_CONFLICT, Article(10, "2")
        yield Breach(wrong, of, Owner.MANAGER, decided.on, decided.id, decided.meeting_id)
    if not decided.assessor.managed:
        wrong, of = Wrong.CLOSED_UNMANAGED, Article(17, "1")
        yield Breach(wrong, of, Owner.MANAGER, decided.on, decided.id, decided.meeting_id)


def lacking(facts: GroundFacts, on: date) -> Article | None:
    """What of 17(3) the file does not carry on that day: plan, actions, risk, age, acceptance.

    After a death the decision falls, and is no lapse: Art. 17(3.5).
    """
    try:
        check_ground_before_the_table(facts, on)
    except DeathIsTheGround:
        return None
    except ProcedureRefused as refusal:
        return refusal.basis if isinstance(refusal.basis, Article) else None
    return None


@dataclass(frozen=True, slots=True)
class DeathSaid:
    """What the closing form says of the child's death."""

    died: bool = False
    on: date | None = None
    """None also where the day is not known."""


def death_said(decided_on: date, *, died: bool, died_on: date | None) -> DeathSaid:
    """A death that was by the day of the decision, as the record has it now; a later one is not of
    the day on which the table closed the case: Art. 17(3.5), 17(5)."""
    if lived_on(decided_on, died=died, died_on=died_on):
        return DeathSaid()
    return DeathSaid(died, died_on)


def follows_record(*, signed: bool) -> bool:
    """Whether the form goes with a record that is corrected: once somebody has signed it, it stays
    as it was signed, and the day as it was stands beside it: Art. 17(5)."""
    return not signed
