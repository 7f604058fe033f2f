"""The addresses of a member and of their superior: corrected, and what came back sent again."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select

from casework.activation import after_act, lock, lock_open
from casework.table import NotThere
from models.case import Member
from models.outbox import Message
from models.people import Professional
from models.session import Work
from notifications import outbox


@dataclass(frozen=True, slots=True)
class Contact:
    """Where somebody is reached, and who their superior is."""

    email: str
    phone: str = ""
    superior_name: str = ""
    superior_email: str = ""
    superior_language: str = "sq"


def member_of(work: Work, life_id: UUID, member_id: UUID) -> Member:
    """A member of this table; raises `NotThere` for anybody else's."""
    member = work.session.get(Member, member_id)
    if member is None or member.life_id != life_id:
        raise NotThere
    return member


def correct(work: Work, life_id: UUID, member_id: UUID, contact: Contact) -> int:
    """Write down where a member and their superior are reached, and send again what came back:
    Art. 8(3), 14(3.2). Gives the number of messages that leave again."""
    person = member_of(work, life_id, member_id).professional
    others = [life for life in lock_open(work, _tables_of(work, person)) if life.id != life_id]
    life = lock(work, life_id)
    named = (contact.superior_name, contact.superior_email)
    if (person.superior_name or "", person.superior_email or "") != named:
        work.record("superior named", "14(3.2)", life=life, member=member_id)
    person.email, person.phone = contact.email, contact.phone or None
    person.superior_name, person.superior_email = (part or None for part in named)
    person.superior_language = contact.superior_language
    waiting = set(_lives_with_returned_mail(work, person))
    again = outbox.requeue(work, person.id)
    work.record("contact corrected", "8(3)", life=life, member=member_id, again=again)
    for other in others:  # who their superior is counts at every table they sit at
        after_act(work, other.id, "contact corrected")
    for other_id in waiting:
        work.wake(other_id, "contact corrected")
    after_act(work, life_id, "contact corrected")
    return again


def _tables_of(work: Work, person: Professional) -> Sequence[UUID]:
    return work.session.scalars(
        select(Member.life_id).where(Member.professional_id == person.id)
    ).all()


def _lives_with_returned_mail(work: Work, person: Professional) -> Sequence[UUID]:
    """The same person may sit at several tables; each has its own mail to send again."""
    query = select(Message.life_id).where(
        Message.recipient_id == person.id, Message.status == "failed"
    )
    return [life_id for life_id in work.session.scalars(query.distinct()) if life_id is not None]


@dataclass(frozen=True, slots=True)
class Returned:
    """Mail that was refused for good, and whose address is wrong."""

    member: Member | None
    """None where it was an officer's: the administrator corrects that."""
    is_superior: bool
    count: int


def returned(work: Work, life_id: UUID) -> Sequence[Returned]:
    """What came back in one life, person by person."""
    query = select(Member).where(Member.life_id == life_id)
    members = {member.professional_id: member for member in work.session.scalars(query)}
    found: dict[tuple[UUID, str], int] = {}
    for message in outbox.failed(work.session, life_id):
        place = (message.recipient_id, message.recipient)
        found[place] = found.get(place, 0) + 1
    return [
        Returned(members.get(recipient) if kind != "account" else None, kind == "superior", count)
        for (recipient, kind), count in found.items()
    ]
