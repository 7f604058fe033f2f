"""The codes of a new contact: sent to the number that was on record before, typed on the page that
a mail leads to: 18(1). None comes by mail, or one mailbox would be link and code: decision 0217.

The code is tried under the role of sign-in (0149); what it confirms takes effect after that.
"""

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select

from casework.record.unreached import came_back
from casework.table import contact_change
from casework.tell.reminders import open_reminders
from identity import codes, disowned_addresses, disputed_numbers, typed_codes
from models.contacts import ContactChange
from models.life import ActorKind, Life
from models.outbox import Channel, Message
from models.people import OneTimeCode
from models.session import Actor, Work, unit_of_work
from notifications import delivery
from rules.contacts import ChangeMeans, check_channel, check_not_over, check_shown


def channels(work: Work, change: ContactChange) -> list[Channel]:
    """How a code can reach a contact that was on record: by no number of which it was said that it
    is not theirs.

    None where the superior changes too: no member moves the letter that is about them: 14(3.2).
    """
    if change.moves_superior or not change.old_phone:
        return []
    is_disputed = disputed_numbers.standing(work, change.professional_id) is not None
    return [] if is_disputed else [Channel.SMS]


def leads_nowhere(work: Work, professional_id: UUID) -> bool:
    """The address on record: nothing with a link leaves to it, and no code."""
    if disowned_addresses.standing(work, professional_id) is not None:
        return True
    return came_back(work.session, professional_id)


def newest_code(work: Work, change_id: UUID) -> codes.Code | None:
    """The code that was sent last, while it can still be used."""
    return codes.newest(work, OneTimeCode.change_id == change_id)


def send_code(token: str, channel: Channel) -> bool:
    """Send a code to the number on record; false if it did not leave. Raises `codes.NoCode`."""
    with unit_of_work() as work:
        change = contact_change.by_token(work, token)
        contact_change.lock_person(work, change.professional_id)
        work.actor = Actor(ActorKind.MEMBER, change.professional_id)
        check_channel(channel, channels(work, change))
        life_id = open_reminders(work, change.professional.municipality_id)
        message = codes.issue_for_change(work, change, life_id)
        work.record(
            "code sent", "18(1)", life=work.session.get(Life, change.life_id), change=change.id
        )
    return delivery.deliver_now(message)


@dataclass(frozen=True, slots=True)
class ChangeWaiting:
    """A change that waits, and where a code that is typed for it goes on record."""

    change: ContactChange
    life: Life


def waiting(work: Work, token: str, shown: str | None = None) -> ChangeWaiting:
    """Before a code is tried; raises `NotThere`, or where the change is over or was shown as
    something else."""
    change = contact_change.of_token(work, token)
    check_not_over(change.ended_at)
    if shown is not None:
        check_shown(shown, change.shown)
    return ChangeWaiting(change, work.session.get_one(Life, change.life_id))


def may_read(work: Work, waits: ChangeWaiting, code: str) -> bool:
    """Whether the code is right, which stays good; a wrong one costs a try. Under the role of
    sign-in.

    The page's link goes to the new address as well, so that it alone shows no address.
    """
    right = typed_codes.is_of_change(work, waits.change.id, code)
    _say(work, waits, "new contact shown" if right else "wrong code")
    return right


def use_code(work: Work, waits: ChangeWaiting, code: str) -> UUID | None:
    """Use up the code, under the role of sign-in; gives its id, None for a wrong one."""
    used = typed_codes.redeem_for_change(work, waits.change.id, code)
    _say(work, waits, "code of a new contact used" if used else "wrong code")
    return used


def _say(work: Work, waits: ChangeWaiting, act: str) -> None:
    work.actor = Actor(ActorKind.MEMBER, waits.change.professional_id)
    work.record(act, "18(1)", life=waits.life, change=waits.change.id)


def confirm_by_code(work: Work, waits: ChangeWaiting, code_id: UUID) -> None:
    """The professional has said, by a code of theirs, that what was shown is right."""
    change = contact_change.held(work, waits.change.id)
    work.actor = Actor(ActorKind.MEMBER, change.professional_id)
    sent = select(Message.channel).where(Message.context["code_id"].astext == str(code_id))
    contact_change.take_effect(work, change, ChangeMeans(work.session.scalars(sent).one()))
