"""The contact of a member and of their superior: asked to be changed, and what came back."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Final
from uuid import UUID

from sqlalchemy import DateTime, cast, func, literal, null, select

from casework.table import contact_change, contact_codes
from casework.table.contact_change import open_change
from casework.tell import contacts as tell
from core.ids import digest, new_token
from core.reach import mobile_number
from identity.access import NotThere
from models.base import EnumText
from models.case import Case, Member
from models.contacts import ContactChange, DisputedNumber
from models.life import Life
from models.outbox import Message, MessageStatus, RecipientKind
from models.people import Professional
from models.session import Work
from notifications import outbox
from notifications.notices.base import Recipient
from rules.contacts import ChangeMeans, check_newcomer, needs_confirmation
from workflow.life import after_act


class Asked(StrEnum):
    """What asking for a new contact came to."""

    SENT_AGAIN = "sent_again"
    """Nothing changes; what came back is sent anew."""
    IN_FORCE = "in_force"
    WAITS = "waits"
    """For its confirmation."""


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


def known_by(
    work: Work, municipality_id: UUID, email: str, but: UUID | None = None
) -> list[Professional]:
    """Who of this centre's list has the address already."""
    mail = email.casefold()
    return [
        person
        for person in in_list(work, municipality_id)
        if person.id != but and (person.email or "").casefold() == mail
    ]


def sharing(
    work: Work, municipality_id: UUID, phone: str | None, but: UUID | None = None
) -> list[Professional]:
    """Who else of this centre's list is reached at the number; each code stays one person's."""
    if not phone:
        return []
    number = mobile_number(phone)
    return [
        person
        for person in in_list(work, municipality_id)
        if person.id != but and person.phone == number
    ]


def in_list(work: Work, municipality_id: UUID) -> Sequence[Professional]:
    """Who can be chosen at a centre."""
    query = select(Professional).where(
        Professional.municipality_id == municipality_id, Professional.left_at.is_(None)
    )
    return work.session.scalars(query).all()


def change(work: Work, life_id: UUID, member_id: UUID, contact: Contact, reason: str) -> Asked:
    """Ask for another contact; it is in force once a contact on record or a call confirms it.

    The same contact only sends again what came back. A superior named for the first time is taken
    at once where nobody else's case has the member: Art. 14(3.2).
    """
    member = member_of(work, life_id, member_id)
    person = contact_change.lock_person(work, member.professional_id)
    life = work.session.get_one(Life, life_id)
    wanted = _row(work, life, person, contact, reason)
    if wanted.moves_mail:
        check_newcomer(known_by(work, person.municipality_id, contact.email, but=person.id))
    if _is_on_record(person, wanted):
        return _send_again(work, life, member)
    waits = open_change(work, person.id)
    if waits is not None and waits.wanted == wanted.wanted:
        return Asked.WAITS  # the same wish again changes nothing and is told to nobody
    contact_change.replace_open(work, person.id)
    work.session.add(wanted)
    work.session.flush()
    work.record("contact change asked for", "18(1)", life=life, member=member_id, change=wanted.id)
    if needs_confirmation(
        mail=wanted.moves_mail,
        phone=wanted.moves_phone,
        superior=wanted.moves_superior,
        superior_known=wanted.old_superior_email is not None,
        shared=_is_shared(work, person.id),
    ):
        by_code = bool(contact_codes.channels(work, wanted))
        tell.contact_to_confirm(work, wanted, by_code=by_code)
        after_act(work, life_id, "contact change asked for")
        return Asked.WAITS
    contact_change.take_effect(work, wanted, ChangeMeans.NOT_NEEDED)
    return Asked.IN_FORCE


def _is_shared(work: Work, professional_id: UUID) -> bool:
    """Whether they sit, or sat, at the table of a case that somebody else manages."""
    query = select(Case.id).join(Member, Member.life_id == Case.id)
    others = query.where(
        Member.professional_id == professional_id,
        Case.manager_id.is_distinct_from(work.actor.id),
    )
    return work.session.scalar(others.limit(1)) is not None


def _row(
    work: Work, life: Life, person: Professional, contact: Contact, reason: str
) -> ContactChange:
    token = new_token()
    assert work.actor.id is not None  # an officer acts
    return ContactChange(
        professional_id=person.id,
        life_id=life.id,
        asked_by_id=work.actor.id,
        asked_at=work.clock.now(),
        reason=reason.strip() or None,
        old_email=person.email,
        old_phone=person.phone,
        old_superior_name=person.superior_name,
        old_superior_email=person.superior_email,
        email=contact.email,
        phone=contact.phone or None,
        superior_name=contact.superior_name or None,
        superior_email=contact.superior_email or None,
        superior_language=contact.superior_language,
        token=token,
        token_digest=digest(token),
    )


def _is_on_record(person: Professional, wanted: ContactChange) -> bool:
    moves = wanted.moves_mail or wanted.moves_phone or wanted.moves_superior
    same_superior = (person.superior_name, person.superior_language) == (
        wanted.superior_name,
        wanted.superior_language,
    )
    return not moves and same_superior


def _send_again(work: Work, life: Life, member: Member) -> Asked:
    """Nothing changes: the mailbox was full, or the server away for days."""
    contact_change.forget_past(work, member.professional_id)
    kinds = (RecipientKind.MEMBER, RecipientKind.SUPERIOR)
    again = sum(outbox.requeue(work, Recipient(kind, member.professional_id)) for kind in kinds)
    work.record("sent again", "8(3)", life=life, member=member.id, again=again)
    contact_change.settle_lives(work, member.professional_id, "sent again")
    return Asked.SENT_AGAIN


def former_changes(work: Work, professional_id: UUID) -> Sequence[ContactChange]:
    """What was decided before, the newest first."""
    query = select(ContactChange).where(
        ContactChange.professional_id == professional_id, ContactChange.ended_at.is_not(None)
    )
    return work.session.scalars(query.order_by(ContactChange.ended_at.desc()).limit(5)).all()


@dataclass(frozen=True, slots=True)
class Returned:
    """A contact that leads nowhere: mail was refused for good, or the number is not theirs."""

    member: Member | None
    """None where it was an officer's: the administrator corrects that."""
    is_superior: bool
    count: int
    waits: ContactChange | None
    """A new contact is asked for already and waits for its confirmation."""
    disputed_at: datetime | None = None
    """When they said that the number on record is not theirs."""


_NEVER: Final = cast(null(), DateTime(timezone=True))
_MEMBER: Final = literal(RecipientKind.MEMBER, EnumText(RecipientKind))


def returned(work: Work, life_id: UUID) -> Sequence[Returned]:
    """What leads nowhere in one life, person by person."""
    query = select(Member).where(Member.life_id == life_id)
    members = {member.professional_id: member for member in work.session.scalars(query)}
    came_back = (
        select(Message.recipient_id, Message.recipient, func.count(), _NEVER)
        .where(Message.life_id == life_id, Message.status == MessageStatus.FAILED)
        .where(Message.recipient != RecipientKind.REFERRER)
        .group_by(Message.recipient_id, Message.recipient)
    )
    said = (
        select(DisputedNumber.professional_id, _MEMBER, literal(0), DisputedNumber.said_at)
        .join(Member, Member.professional_id == DisputedNumber.professional_id)
        .where(Member.life_id == life_id, Member.left_on.is_(None))
        .where(DisputedNumber.ended_at.is_(None))
    )
    found: dict[tuple[UUID, RecipientKind], tuple[int, datetime | None]] = {}
    for person, kind, count, said_at in work.session.execute(came_back.union_all(said)):
        before, said_before = found.get((person, kind), (0, None))
        found[person, kind] = (before + count, said_at or said_before)
    waiting = select(ContactChange).where(
        ContactChange.professional_id.in_({person for person, _ in found}),
        ContactChange.ended_at.is_(None),
    )
    changes = {change.professional_id: change for change in work.session.scalars(waiting)}
    return [
        Returned(
            members.get(person) if kind != RecipientKind.ACCOUNT else None,
            kind == RecipientKind.SUPERIOR,
            count,
            changes.get(person),
            said_at,
        )
        for (person, kind), (count, said_at) in found.items()
    ]
