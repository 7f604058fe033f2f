"""Whose declaration as chair of a table is missing, for the head to enter on paper: Art. 18(2)."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from casework.record.chairing import substitute_of
from casework.record.table import meetings
from casework.table import participants
from identity import access
from identity.declaring import declares
from identity.officers import chair_of
from models.people import Account
from models.session import Work
from rules.participants import Word
from rules.roles import Role
from workflow.kinds import kind_of


@dataclass(frozen=True, slots=True)
class PaperForm:
    """The form on which the head enters it."""

    life_id: UUID
    label: str
    is_case: bool
    officers: Sequence[Account]


def form(work: Work, life_id: UUID) -> PaperForm:
    """For the head of the centre, or the deputy; nobody enters their own."""
    life = access.life_for(work, life_id, role=Role.HEAD)
    known = participants.of_life(work, life_id)
    said = participants.words_of(work, [each.id for each in known if each.account_id])
    chair = chair_of(work.session, life, work.clock.today())
    asked = [chair.id] if chair else []
    for meeting in meetings(work.session, life_id) if kind_of(life).of_a_child else ():
        if meeting.held_at is not None and meeting.chaired_by_id:
            asked.append(meeting.chaired_by_id)
        elif meeting.is_planned and (named := substitute_of(work.session, meeting.id)):
            asked.append(named.account_id)
    signed = {
        each.participant.account_id
        for each in said
        if each.word is Word.SIGNED and each.withdrawal is None
    }
    waiting = [each for each in dict.fromkeys(asked) if each not in signed | {work.actor.id}]
    officers = [work.session.get_one(Account, each) for each in waiting]
    return PaperForm(
        life_id,
        kind_of(life).label(life),
        kind_of(life).of_a_child,
        [each for each in officers if declares(work, life, each)],
    )
