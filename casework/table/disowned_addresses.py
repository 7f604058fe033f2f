"""An address of which its reader says that it is not theirs, or that they have left.

It does what a mail does that came back: links and sessions are closed at every table of the centre,
to correct the contact is owed there, and what is still open leaves anew once a contact is in force:
Art. 6(1.1), decision 0176. The closing is the database's, since a link sees its own table alone.
"""

from uuid import UUID

from sqlalchemy import func, select

from casework.table import contact_change, notice
from casework.table.contacts import member_of
from casework.table.shut_out import let_in_again, seats
from identity import disowned_addresses
from models.case import Member
from models.contacts import DisownedAddress
from models.life import Life
from models.outbox import RecipientKind
from models.session import Work
from notifications import outbox
from notifications.notices.base import Recipient
from rules.contacts import DisownEnd, check_disowned
from workflow.life import lock_open


def disown(work: Work, member: Member) -> bool:
    """Put on record, once a person; they are held. Gives whether it was not said before."""
    if disowned_addresses.standing(work, member.professional_id):
        return False
    work.session.add(
        DisownedAddress(
            professional_id=member.professional_id,
            member_id=member.id,
            said_at=work.clock.now(),
        )
    )
    work.session.flush()  # here it closes what was sent there
    return True


def confirm_right(work: Work, life_id: UUID, member_id: UUID, basis: str) -> None:
    """An officer asked, and the address is the member's: what was closed leaves again, with new
    links, at every table."""
    person_id = member_of(work, life_id, member_id).professional_id
    contact_change.lock_person(work, person_id)
    lock_open(work, list(contact_change.open_lives(work, person_id)))
    said = check_disowned(disowned_addresses.standing(work, person_id))
    disowned_addresses.end(work, said, DisownEnd.RIGHT)
    said.decided_by_id, said.basis = work.actor.id, basis.strip()
    notice.judge_seats(work, seats(work, person_id))  # what was sent there was sent
    contact_change.forget_past(work, person_id)
    let_in_again(work, person_id, said.id)
    again = outbox.requeue(work, Recipient(RecipientKind.MEMBER, person_id))
    life = work.session.get_one(Life, life_id)
    work.record("address said to be right", "6(1.1)", life=life, member=member_id, again=again)
    contact_change.settle_lives(work, person_id, "address said to be right")


def ended_before(work: Work, member: Member) -> int:
    """How often this seat has said it before, and it ended."""
    query = select(func.count()).where(
        DisownedAddress.member_id == member.id, DisownedAddress.ended_at.is_not(None)
    )
    return work.session.scalar(query) or 0
