"""From rows to how a table is composed: who sits there, for which child: Art. 4."""

from collections.abc import Sequence

from models.case import Member
from rules.composition import ChildStatus, Composition, SeatFacts


def composition_of(
    members: Sequence[Member], *, has_chair: bool, assessed: bool, status: ChildStatus
) -> Composition:
    """Everybody who ever had a seat at a case's table: Art. 4, 8(6)."""
    return Composition(has_chair, assessed, status, tuple(seat_facts(member) for member in members))


def seat_facts(member: Member) -> SeatFacts:
    return SeatFacts(
        person=member.professional_id,
        kind=member.professional.kind,
        reasoned=Member.reason.is_there(member),
        left=member.left_on is not None,
        left_for_a_reason=member.left_as is not None,
        recused=member.conflict is True,
    )
