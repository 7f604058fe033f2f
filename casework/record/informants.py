"""The seat of whoever informs the table, or contributes to its plan: Art. 5(1.2), 6(1.6)."""

from models.case import Member
from models.session import Work
from rules.information import InformantFacts


def informant(work: Work, member: Member) -> InformantFacts:
    """As it is now, also where it changed while the form was open."""
    work.session.refresh(member)
    recused_on = member.declared_on if member.conflict else None
    until = min((day for day in (member.left_on, recused_on) if day), default=None)
    return InformantFacts(member.sits, member.may_read, member.selected_on, until)
