"""What a member does at the door, before the code: asks for one, or says what is in the way."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Final
from uuid import UUID

from sqlalchemy import select

from casework.table import calls, contact_change, disowned_addresses, disputed_numbers
from casework.tell.readers import officer_for
from core.clock import Clock
from identity import codes, confirmations
from identity.access import NotThere
from identity.confirmations import ConfirmedWord
from identity.guests import AtTheDoor, note_code
from identity.member_links import Guest, link_for
from identity.typed_codes import TakenCode
from models import bearer
from models.case import Member
from models.life import ActorKind, Life
from models.outbox import Message
from models.people import MemberLink
from models.session import Actor, Work, unit_of_work
from notifications import delivery, outbox
from notifications.notices.base import NOBODY, Notice
from rules.calls import CallFor
from rules.contacts import check_untold
from workflow.kinds import notices_of
from workflow.life import after_act, lock, look_again

NUMBER: Final = "number"
PERSON: Final = "person"
OBSTACLES: Final = (NUMBER, PERSON, "code", *CallFor)
"""What a member may say instead of acting: wrong number, wrong person, no code, on paper, help."""
USED_UP: Final = "codes"
"""What we say for them: no code is sent to them any more today."""


@dataclass(frozen=True, slots=True)
class SaidOfContact:
    """What is said and stands until somebody has put it right, or called."""

    say: Callable[[Work, Member], bool]
    ended_before: Callable[[Work, Member], int]


STANDS: Final[Mapping[str, SaidOfContact]] = {
    NUMBER: SaidOfContact(disputed_numbers.dispute, disputed_numbers.ended_before),
    PERSON: SaidOfContact(disowned_addresses.disown, disowned_addresses.ended_before),
    **{said: SaidOfContact(partial(calls.ask, said=said), calls.ended_before) for said in CallFor},
}


def send_code(link_id: UUID) -> bool:
    """Make a code and send it at once; raises `codes.NoCode`.

    A number that refuses it is to be corrected, and the life's duties say so from then on. That the
    day's codes are used up is told to who convenes; the one that was sent last stays good.
    """
    try:
        return _seen(link_id, sent=codes.send_code(link_id))
    except codes.TooManyCodes:
        _tell_used_up(link_id)
        raise


def _seen(link_id: UUID, *, sent: bool) -> bool:
    if not sent:
        with unit_of_work(read_only=True) as work:
            life_id = _member_of(work, link_id).life_id
        with bearer.acting_at_the_door():
            look_again(life_id)
    return sent


@dataclass(frozen=True, slots=True)
class ConfirmationAsked:
    """A word that waits for its code, and the SMS that is to leave."""

    id: UUID
    link_id: UUID
    message: UUID | None = None
    trouble: type[codes.NoCode] | None = None


def ask_word(work: Work, guest: Guest, word: ConfirmedWord, *, anew: bool) -> ConfirmationAsked:
    """A code for one word under the text that was shown, unless one is on its way already."""
    row, link = confirmations.ask(work, guest.member.id, word), guest.link.id
    if not anew and codes.newest(work, codes.confirms(row.id)):
        return ConfirmationAsked(row.id, link)
    try:
        return ConfirmationAsked(row.id, link, codes.issue(work, link, row.id))
    except codes.LinkClosed:
        raise NotThere from None
    except (codes.OwnApp, codes.NoTelephone):  # an app makes it, or it is read out: none is sent
        return ConfirmationAsked(row.id, link)
    except codes.NoCode as why:  # the word waits all the same: a code may be said on the telephone
        return ConfirmationAsked(row.id, link, trouble=type(why))


def send_word(asked: ConfirmationAsked) -> bool:
    """After the commit; false if the SMS did not leave."""
    if asked.trouble is codes.TooManyCodes:
        _tell_used_up(asked.link_id)
    if asked.message is None:
        return True
    return _seen(asked.link_id, sent=delivery.deliver_now(asked.message))


def take_word(
    work: Work,
    seat: AtTheDoor,
    confirmation_id: UUID | None,
    code: str,
    clock: Clock | None = None,
) -> TakenCode:
    """Whether it is the code of this word; a wrong one costs a try. Under the role of sign-in."""
    work.actor = Actor(ActorKind.MEMBER, seat.member.id)
    taken = confirmations.confirm(work, seat.member, confirmation_id, code, clock)
    note_code(work, seat, taken, "word confirmed by code")
    return taken


def _member_of(work: Work, link_id: UUID) -> Member:
    link = work.session.get_one(MemberLink, link_id)
    return work.session.get_one(Member, link.member_id)


def _tell_used_up(link_id: UUID) -> None:
    with bearer.acting_at_the_door(), unit_of_work() as work:
        member = _member_of(work, link_id)
        work.actor = Actor(ActorKind.MEMBER, member.id)
        tell_once(work, member, USED_UP, "codes of the day used up")


def tell_once(work: Work, member: Member, obstacle: str, act: str) -> bool:
    """What nobody says of themselves here, once a day and seat; whether it was new."""
    life = lock(work, member.life_id)
    notice = _notice(work, life, member, obstacle)
    if _told(work, notice) is not None:
        return False
    _tell(work, life, member, notice, act)
    return True


def report_obstacle(work: Work, token: str, obstacle: str) -> bool:
    """Tell who convenes what stands in a member's way, once a day for each kind: Art. 6(1.1).

    A number or an address that is not theirs stands until it is put right, and a promised call
    until they are called. Gives whether there is
    anybody to tell; else it is on record and waits for who decides next.
    """
    link = link_for(work, token)
    if obstacle not in OBSTACLES:
        raise NotThere
    member = work.session.get_one(Member, link.member_id)
    work.actor = Actor(ActorKind.MEMBER, member.id)
    if obstacle in STANDS:  # before the life, as all who dispute or end it
        contact_change.lock_person(work, member.professional_id)
        link_for(work, token)  # somebody may have closed it meanwhile, by the same press
    life = lock(work, member.life_id)  # said twice at once is said once
    is_new = obstacle in STANDS and STANDS[obstacle].say(work, member)
    notice = _notice(work, life, member, obstacle)
    if not is_new:
        check_untold(_told(work, notice))
    _tell(work, life, member, notice, f"member said: {obstacle}")
    if obstacle in STANDS:
        after_act(work, life.id, "member said something")
    return notice.recipient.id != NOBODY


def _told(work: Work, notice: Notice) -> UUID | None:
    return work.session.scalar(select(Message.id).where(Message.key == notice.key))


def _tell(work: Work, life: Life, member: Member, notice: Notice, act: str) -> None:
    outbox.queue(work, notice)
    work.record(act, "6(1.1)", life=life, member=member.id)
    work.wake(life.id, "member said something")


def _notice(work: Work, life: Life, member: Member, obstacle: str) -> Notice:
    notices, table = notices_of(life)
    return notices.obstacle_reported(
        **table,
        recipient=officer_for(work, life),
        member_id=member.id,
        institution=member.professional.affiliation,
        obstacle=obstacle,
        told_on=work.clock.today(),
        said_before=STANDS[obstacle].ended_before(work, member) if obstacle in STANDS else 0,
    )
