"""A changed contact on its way: confirmed by a code, by a recorded call, or refused; its effect.

Whoever locks here takes the professional first and their lives after that, in the order of ids.
"""

from collections.abc import Iterator
from datetime import datetime
from uuid import UUID

from sqlalchemy import select, update

from casework.record.unreached import came_back
from casework.table import notice
from casework.table.shut_out import forget_returned, seats, send_anew
from casework.tell import contacts as tell
from casework.tell import superiors
from core.clock import local_day
from core.ids import digest
from identity import disowned_addresses, disputed_numbers, links, superior_links
from identity.access import OFFICERS, NotThere, is_head, officer_of
from identity.officers import decides_alone
from models.case import Member
from models.contacts import ContactChange
from models.life import ActorKind, Life
from models.outbox import Channel, Message, MessageStatus, RecipientKind
from models.people import Account, LinkEnd, MemberLink, Professional
from models.session import Actor, Work
from notifications import outbox
from rules.contacts import (
    Call,
    ChangeEnd,
    ChangeMeans,
    DisownEnd,
    DisputeEnd,
    OpenWish,
    check_call,
    check_not_over,
    check_wish,
)
from workflow.life import after_act, lock_open


def lock_person(work: Work, professional_id: UUID) -> Professional:
    """The professional's row until commit: changes of one person queue up."""
    query = (
        select(Professional)
        .where(Professional.id == professional_id)
        .with_for_update(key_share=True)
    )
    return work.session.scalars(query.execution_options(populate_existing=True)).one()


def by_token(work: Work, token: str) -> ContactChange:
    """The open change that a mailed page is about; raises `NotThere`."""
    change = of_token(work, token)
    if change.ended_at is not None:
        raise NotThere
    return change


def of_token(work: Work, token: str) -> ContactChange:
    """The same, also when it has ended: whoever presses a button is told so."""
    query = select(ContactChange).where(ContactChange.token_digest == digest(token))
    change = work.session.scalars(query).first()
    if change is None:
        raise NotThere
    return change


def disown(work: Work, token: str) -> None:
    """Whoever reads the mail says that it is not right; the contact on record stays."""
    change = held(work, of_token(work, token).id)
    work.actor = Actor(ActorKind.MEMBER, change.professional_id)
    _end(work, change, ChangeEnd.REFUSED)


def for_officer(work: Work, change_id: UUID) -> tuple[ContactChange, bool]:
    """A change, and whether the officer who acts may decide on it; raises `NotThere`.

    The head decides; where she asked herself, any case manager of the centre does.
    """
    account = officer_of(work)
    change = work.session.get(ContactChange, change_id)
    if change is None or account.role not in OFFICERS:
        raise NotThere
    if change.professional.municipality_id != account.municipality_id:
        raise NotThere
    decides = decides_on(work, change)
    if not decides and change.asked_by_id != account.id:
        raise NotThere
    return change, decides and change.ended_at is None


def decides_on(work: Work, change: ContactChange) -> bool:
    """Whether the officer of this centre who acts may."""
    if change.asked_by_id == work.actor.id:
        return False
    asker = work.session.get_one(Account, change.asked_by_id)
    return is_head(work) or decides_alone(work.session, asker, work.clock.today())


def confirm_by_call(
    work: Work, change_id: UUID, *, person: str, number: str, called_at: datetime
) -> None:
    """Record a call, by somebody who did not ask, to a number found elsewhere: our choice."""
    found, _ = for_officer(work, change_id)
    change = held(work, found.id)
    call = Call(
        at=called_at,
        to_new_number=change.moves_phone and number == change.phone,
        by_asker=change.asked_by_id == work.actor.id,
    )
    check_call(call, change.asked_at, work.clock.now(), local_day(change.asked_at))
    change.called_at, change.called_number, change.called_person = called_at, number, person
    change.decided_by_id = work.actor.id
    take_effect(work, change, ChangeMeans.CALL)


def refuse(work: Work, change_id: UUID, *, reason: str) -> None:
    """The officer who called, or the asker who takes it back, leaves the contact as it was."""
    found, _ = for_officer(work, change_id)
    change = held(work, found.id)
    change.refusal = reason.strip() or None
    if change.asked_by_id != work.actor.id:
        change.decided_by_id = work.actor.id
    _end(work, change, ChangeEnd.REFUSED)


def held(work: Work, change_id: UUID) -> ContactChange:
    change = work.session.get_one(ContactChange, change_id)
    lock_person(work, change.professional_id)
    work.session.refresh(change)
    check_not_over(change.ended_at)
    return change


def open_change(work: Work, professional_id: UUID) -> ContactChange | None:
    """What waits for confirmation, if anything does."""
    query = select(ContactChange).where(
        ContactChange.professional_id == professional_id, ContactChange.ended_at.is_(None)
    )
    return work.session.scalars(query).first()


def replace_open(work: Work, professional_id: UUID) -> None:
    """A later wish takes the place of the asker's own; never of somebody else's."""
    waits = open_change(work, professional_id)
    check_wish(_wish(work, waits) if waits else None)
    work.session.execute(
        update(ContactChange)
        .where(ContactChange.professional_id == professional_id, ContactChange.ended_at.is_(None))
        .values(ended_at=work.clock.now(), ended_as=ChangeEnd.REPLACED)
    )


def _wish(work: Work, change: ContactChange) -> OpenWish:
    by_asker = change.asked_by_id == work.actor.id
    return OpenWish(change.asked_by.name_at(change.asked_at), local_day(change.asked_at), by_asker)


def _end(work: Work, change: ContactChange, ended_as: ChangeEnd) -> None:
    change.ended_at, change.ended_as = work.clock.now(), ended_as
    life = work.session.get(Life, change.life_id)
    work.record(f"contact change {ended_as}", "18(1)", life=life, change=change.id)
    settle_lives(work, change.professional_id, f"contact change {ended_as}")


def take_effect(work: Work, change: ContactChange, means: ChangeMeans) -> None:
    """From now on the new contact: the old one is told, old links and sessions are cut, and what
    is still owed is sent anew, at every table the person sits at: held before, for a conflict of
    interest that is withdrawn there meanwhile opens what it had closed."""
    lock_open(work, list(open_lives(work, change.professional_id)))
    person = change.professional
    change.means = means
    person.email, person.phone = change.email, change.phone
    person.superior_name, person.superior_email = change.superior_name, change.superior_email
    person.superior_phone = change.superior_phone
    person.superior_language = change.superior_language
    dispute = disputed_numbers.standing(work, person.id)
    if dispute and change.moves_phone:
        disputed_numbers.end(work, dispute, DisputeEnd.CHANGED)
    said = disowned_addresses.standing(work, person.id)
    is_read = said is not None or not came_back(work.session, person.id)
    if change.moves_mail and said:
        disowned_addresses.end(work, said, DisownEnd.CHANGED)
        notice.judge_seats(work, seats(work, person.id))  # what was sent to the former was not
    if change.moves_mail or change.moves_phone:
        if change.moves_mail or not said:  # else nothing leaves to the address that is in doubt
            for member in seats(work, person.id):
                _move_links(work, change, member)
            forget_returned(work, person.id)
        if is_read:
            tell.contact_changed(work, change, RecipientKind.MEMBER)
        if change.old_phone and not dispute and means is not ChangeMeans.SMS:
            tell.former_number(work, change)
    if change.moves_superior:
        if change.moves_superior_mail:
            superior_links.close_all(work, [person.id])
            superior_links.end_doubt(work, [person.id])
        superiors.sent_back_again(work, [person.id])
        if change.superior_email and change.moves_superior_mail:
            tell.superior_named(work, change)
        if change.old_superior_email and change.moves_superior_mail:
            tell.contact_changed(work, change, RecipientKind.SUPERIOR)
    _end(work, change, ChangeEnd.IN_FORCE)


def forget_past(work: Work, professional_id: UUID) -> None:
    """What came back and leads to nothing that is still open is not sent again."""
    query = (
        select(Message, MemberLink)
        .join(MemberLink, MemberLink.id == Message.link_id)
        .where(Message.recipient == RecipientKind.MEMBER, Message.recipient_id == professional_id)
        .where(Message.status.in_(outbox.GAVE_BACK), Message.channel == Channel.MAIL)
    )
    for message, link in work.session.execute(query).all():
        if not links.is_open(work, link):
            message.status = MessageStatus.OBSOLETE
    work.session.flush()


def _move_links(work: Work, change: ContactChange, member: Member) -> None:
    """Cut what was mailed before, also what something else had closed: it lies in a mailbox that
    was left. What is still open leaves again with a new link."""
    former = [*links.returned(work, member.id), *links.cut(work, member.id, LinkEnd.CONTACT)]
    work.session.execute(
        update(MemberLink)
        .where(MemberLink.member_id == member.id, MemberLink.revoked_at.is_not(None))
        .values(closed_by=LinkEnd.CONTACT)
    )
    send_anew(work, member, former, change.id)


def settle_lives(work: Work, professional_id: UUID, reason: str) -> None:
    """Every table the person sits at looks again, and delivers what was queued."""
    work.session.flush()
    for life_id in open_lives(work, professional_id):
        after_act(work, life_id, reason)
        work.wake(life_id, reason)


def open_lives(work: Work, professional_id: UUID) -> Iterator[UUID]:
    query = (
        select(Life.id)
        .join(Member, Member.life_id == Life.id)
        .where(Member.professional_id == professional_id, Life.ended_at.is_(None))
        .order_by(Life.id)
    )
    return iter(work.session.scalars(query).all())
