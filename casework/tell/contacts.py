"""What is told of a changed contact: beside Art. 18(1). Nothing of it names a case."""

from datetime import date

from sqlalchemy import select

from casework.record.unreached import came_back
from casework.tell.reminders import open_reminders
from core.clock import local_day
from identity import disowned_addresses
from identity.officers import decides_alone, decides_for
from models.contacts import ContactChange
from models.outbox import Channel, RecipientKind
from models.people import Account, Professional
from models.session import Work
from notifications import outbox
from notifications.notices.base import Recipient
from notifications.notices.contacts import (
    ContactChanged,
    ContactChangedBySms,
    ContactToCheck,
    ContactToConfirm,
    MailCameBack,
    Place,
    SuperiorNamed,
)
from rules.roles import Role


def contact_to_confirm(work: Work, change: ContactChange, *, by_member: bool) -> None:
    """To the professional at the old address and at the new one, and to whoever may call. Not to an
    address whose reader said that it is none of theirs: they would end the correction of it; nor
    to one whose mail comes back."""
    life_id = open_reminders(work, change.professional.municipality_id)
    places: tuple[Place, ...] = ("old", "new") if change.moves_mail else ("old",)
    disowned = disowned_addresses.standing(work, change.professional_id) is not None
    is_theirs = not disowned and not came_back(work.session, change.professional_id)
    for place in places if by_member else ():
        if place == "new" or (change.old_email and is_theirs):
            outbox.queue(
                work,
                ContactToConfirm(
                    recipient=Recipient(RecipientKind.MEMBER, change.professional_id),
                    life_id=life_id,
                    change_id=change.id,
                    to=place,
                    asked_on=local_day(change.asked_at),
                ),
            )
    for officer in _who_may_call(work, change):
        outbox.queue(
            work,
            ContactToCheck(
                recipient=Recipient(RecipientKind.ACCOUNT, officer.id),
                life_id=life_id,
                change_id=change.id,
                institution=change.professional.affiliation,
                asked_on=local_day(change.asked_at),
            ),
        )
    work.wake(life_id, "contact change asked for")


def _who_may_call(work: Work, change: ContactChange) -> list[Account]:
    """The head or the deputy, whichever did not ask; else the case managers of the centre."""
    municipality_id = change.professional.municipality_id
    asker, today = work.session.get_one(Account, change.asked_by_id), work.clock.today()
    head = decides_for(work.session, municipality_id, today, manager_id=asker.id)
    if head is not None and head.id != asker.id:
        return [head]
    if not decides_alone(work.session, asker, today):
        return []
    query = select(Account).where(
        Account.municipality_id == municipality_id,
        Account.role == Role.MANAGER,
        Account.id != asker.id,
        Account.disabled_at.is_(None),
    )
    return list(work.session.scalars(query))


def superior_named(work: Work, change: ContactChange) -> None:
    """To the professional, and to the head of the centre, always."""
    life_id = open_reminders(work, change.professional.municipality_id)
    today = work.clock.today()
    head = decides_for(work.session, change.professional.municipality_id, today)
    readers = [Recipient(RecipientKind.MEMBER, change.professional_id)]
    readers += [Recipient(RecipientKind.ACCOUNT, head.id)] if head else []
    for reader in readers:
        outbox.queue(
            work,
            SuperiorNamed(
                recipient=reader,
                life_id=life_id,
                change_id=change.id,
                institution=change.professional.affiliation,
                changed_on=work.clock.today(),
            ),
        )
    work.wake(life_id, "superior named")


def contact_changed(work: Work, change: ContactChange, whose: RecipientKind) -> None:
    """To the address that was on record: from now on another one is used."""
    if whose == RecipientKind.MEMBER and not change.old_email:
        return
    life_id = open_reminders(work, change.professional.municipality_id)
    outbox.queue(
        work,
        ContactChanged(
            recipient=Recipient(whose, change.professional_id),
            life_id=life_id,
            change_id=change.id,
            changed_on=work.clock.today(),
        ),
    )
    work.wake(life_id, "contact changed")


def former_number(work: Work, change: ContactChange) -> None:
    """By SMS, to the number that was on record: a mailbox alone moves nobody unheard."""
    life_id = open_reminders(work, change.professional.municipality_id)
    told = ContactChangedBySms(
        recipient=Recipient(RecipientKind.MEMBER, change.professional_id),
        life_id=life_id,
        change_id=change.id,
        changed_on=work.clock.today(),
    )
    outbox.queue(work, told, Channel.SMS)


def mail_came_back(work: Work, person: Professional, *, on: date, full: bool) -> None:
    """By SMS to the telephone on record: no link, so that one telephone alone opens nothing."""
    life_id = open_reminders(work, person.municipality_id)
    to = Recipient(RecipientKind.MEMBER, person.id)
    notice = MailCameBack(recipient=to, life_id=life_id, came_back_on=on, full=full)
    outbox.queue(work, notice, Channel.SMS)
    work.wake(life_id, "mail came back")
