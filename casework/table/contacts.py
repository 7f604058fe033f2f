"""The contact of a member and of their superior: asked to be changed, and what came back."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from sqlalchemy import select

from casework.table import contact_change, contact_codes
from casework.table.contact_change import open_change
from casework.table.shut_out import let_in_again
from casework.tell import contacts as tell
from casework.tell import superiors
from core.clock import local_day
from core.ids import digest, new_id, new_token
from core.reach import mobile_number
from identity import disowned_addresses, superior_links
from identity.access import NotThere
from models.case import Case, Member
from models.contacts import ContactChange
from models.life import Life
from models.outbox import RecipientKind
from models.people import Professional
from models.session import Work
from notifications import outbox
from notifications.notices.base import Recipient
from rules.contacts import (
    ChangeMeans,
    check_newcomer,
    check_not_in_doubt,
    check_superior_apart,
    check_superior_phone,
    needs_confirmation,
)
from rules.people import check_names
from workflow.life import after_act


class Asked(StrEnum):
    """What asking for a new contact came to."""

    SENT_AGAIN = "sent_again"
    """Nothing changes; what came back is sent anew."""
    IN_FORCE = "in_force"
    WAITS = "waits"
    """For its confirmation."""
    WAITS_ALONE = "waits_alone"
    """The same, and the address on record leads nowhere meanwhile."""


@dataclass(frozen=True, slots=True)
class Contact:
    """Where somebody is reached, and who their superior is."""

    email: str
    phone: str = ""
    superior_name: str = ""
    superior_email: str = ""
    superior_language: str = "sq"
    superior_phone: str = ""
    shares_mail: bool = False
    """Several people of the list read that mailbox, as one of an office."""


def member_of(work: Work, life_id: UUID, member_id: UUID) -> Member:
    """A member of this table; raises `NotThere` for anybody else's."""
    member = work.session.get(Member, member_id)
    if member is None or member.life_id != life_id:
        raise NotThere
    return member


def known_by(
    work: Work,
    municipality_id: UUID,
    email: str,
    but: UUID | None = None,
    among: Collection[Professional] | None = None,
) -> list[Professional]:
    """Who of this centre's list has the address already; `among`: the list, where it was read."""
    mail = email.casefold()
    return [
        person
        for person in (in_list(work, municipality_id) if among is None else among)
        if person.id != but and (person.email or "").casefold() == mail
    ]


def sharing(
    work: Work,
    municipality_id: UUID,
    phone: str | None,
    but: UUID | None = None,
    among: Collection[Professional] | None = None,
) -> list[Professional]:
    """Who else of this centre's list is reached at the number; each code stays one person's."""
    if not phone:
        return []
    number = mobile_number(phone)
    return [
        person
        for person in (in_list(work, municipality_id) if among is None else among)
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
    life = work.session.get_one(Life, life_id)
    asked = ask(work, life, member.professional_id, contact, reason)
    if asked is None:
        return _send_again(work, life, member)
    if asked in {Asked.WAITS, Asked.WAITS_ALONE}:
        after_act(work, life_id, "contact change asked for")
    return asked


def ask(
    work: Work,
    life: Life,
    professional_id: UUID,
    contact: Contact,
    reason: str,
    *,
    nobody_wrote: bool = False,
) -> Asked | None:
    """Ask for another contact, at a table or in the list; None where it is the one on record.

    `nobody_wrote`: they have had no seat, and nothing ever went to the contact that is corrected.
    """
    person = contact_change.lock_person(work, professional_id)
    check_names(contact.superior_name)
    wanted = _row(work, life, person, contact, reason)
    if wanted.moves_mail or wanted.moves_superior:
        check_superior_phone(contact.superior_email, contact.superior_phone)
        check_superior_apart(contact.email, contact.superior_email)
    if wanted.moves_mail:
        place, but = person.municipality_id, person.id
        same_mail = known_by(work, place, contact.email, but)
        same_number = sharing(work, place, contact.phone, but)
        check_newcomer(
            same_mail, (), same_number, shares_phone=True, shares_mail=contact.shares_mail
        )
    if _is_on_record(person, wanted):
        return None
    waits = open_change(work, person.id)
    if waits is not None and waits.wanted == wanted.wanted:
        return _waits(work, person.id)  # the same wish again changes nothing and is told to nobody
    contact_change.replace_open(work, person.id)
    work.session.add(wanted)
    work.session.flush()
    work.record("contact change asked for", "18(1)", life=life, person=person.id, change=wanted.id)
    if not nobody_wrote and needs_confirmation(
        mail=wanted.moves_mail,
        phone=wanted.moves_phone,
        superior=wanted.moves_superior,
        superior_known=wanted.replaces_superior,
        shared=_is_shared(work, person.id),
    ):
        tell.contact_to_confirm(work, wanted, by_member=not wanted.moves_superior)
        return _waits(work, person.id)
    contact_change.take_effect(work, wanted, ChangeMeans.NOT_NEEDED)
    return Asked.IN_FORCE


def _waits(work: Work, professional_id: UUID) -> Asked:
    alone = contact_codes.leads_nowhere(work, professional_id)
    return Asked.WAITS_ALONE if alone else Asked.WAITS


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
        old_superior_phone=person.superior_phone,
        email=contact.email,
        phone=contact.phone or None,
        superior_name=contact.superior_name or None,
        superior_email=contact.superior_email or None,
        superior_language=contact.superior_language,
        superior_phone=contact.superior_phone or None,
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
    said = disowned_addresses.standing(work, member.professional_id)
    check_not_in_doubt(local_day(said.said_at) if said else None)
    contact_change.forget_past(work, member.professional_id)
    let_in_again(work, member.professional_id, new_id())
    again = outbox.requeue(work, Recipient(RecipientKind.MEMBER, member.professional_id))
    again += superiors.sent_back_again(work, [member.professional_id])
    superior_links.end_doubt(work, [member.professional_id])
    work.record("sent again", "8(3)", life=life, member=member.id, again=again)
    contact_change.settle_lives(work, member.professional_id, "sent again")
    return Asked.SENT_AGAIN


def former_changes(work: Work, professional_id: UUID) -> Sequence[ContactChange]:
    """What was decided before, the newest first."""
    query = select(ContactChange).where(
        ContactChange.professional_id == professional_id, ContactChange.ended_at.is_not(None)
    )
    return work.session.scalars(query.order_by(ContactChange.ended_at.desc()).limit(5)).all()
