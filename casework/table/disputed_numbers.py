"""A number that a member says is not theirs: until it is changed, found right, or taken back.

No code goes to it meanwhile; to correct it is the duty of whoever convenes a table at which they
sit, until one of them has: Art. 6(1.1). The other tables are woken by the database, since a link
sees its own alone.
"""

from uuid import UUID

from sqlalchemy import func, select

from casework.table import contact_change
from casework.table.contacts import member_of
from identity import disputed_numbers
from identity.member_links import link_for
from models.case import Member
from models.contacts import DisputedNumber
from models.life import ActorKind, Life
from models.session import Actor, Work
from rules.contacts import DisputeEnd, check_disputed
from workflow.life import after_act, lock


def dispute(work: Work, member: Member) -> bool:
    """Put on record, once a person; they are held. Gives whether it was not said before."""
    if disputed_numbers.standing(work, member.professional_id):
        return False
    work.session.add(
        DisputedNumber(
            professional_id=member.professional_id,
            member_id=member.id,
            said_at=work.clock.now(),
        )
    )
    return True


def take_back(work: Work, token: str) -> None:
    """The member says, behind any link of theirs, that the number is theirs after all."""
    link = link_for(work, token)
    member = work.session.get_one(Member, link.member_id)
    work.actor = Actor(ActorKind.MEMBER, member.id)
    contact_change.lock_person(work, member.professional_id)  # before the life, as all who end one
    life = lock(work, member.life_id)
    found = check_disputed(disputed_numbers.standing(work, member.professional_id))
    disputed_numbers.end(work, found, DisputeEnd.TAKEN_BACK)
    work.record("member said: own number", "6(1.1)", life=life, member=member.id)
    after_act(work, life.id, "member said something")


def confirm_right(work: Work, life_id: UUID, member_id: UUID, basis: str) -> None:
    """An officer asked, and the number is the member's; codes go to it again, at every table."""
    member = member_of(work, life_id, member_id)
    contact_change.lock_person(work, member.professional_id)
    found = check_disputed(disputed_numbers.standing(work, member.professional_id))
    disputed_numbers.end(work, found, DisputeEnd.RIGHT)
    found.decided_by_id, found.basis = work.actor.id, basis.strip()
    life = work.session.get_one(Life, life_id)
    work.record("number said to be right", "6(1.1)", life=life, member=member.id)
    contact_change.settle_lives(work, member.professional_id, "number said to be right")


def ended_before(work: Work, member: Member) -> int:
    """How often this seat has said it before, and it ended."""
    query = select(func.count()).where(
        DisputedNumber.member_id == member.id, DisputedNumber.ended_at.is_not(None)
    )
    return work.session.scalar(query) or 0
