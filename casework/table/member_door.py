"""What a member does at the door, before the code: asks for one, or says what is in the way."""

from typing import Final
from uuid import UUID

from sqlalchemy import select

from casework.tell.readers import officer_for
from identity import codes
from identity.access import NotThere
from identity.member_links import link_for
from models.case import Member
from models.life import ActorKind, Life
from models.outbox import Message
from models.people import MemberLink
from models.session import Actor, Work, unit_of_work
from notifications import outbox
from notifications.notices.base import NOBODY, Notice
from rules.contacts import check_untold
from workflow.kinds import notices_of
from workflow.life import lock, look_again

OBSTACLES: Final = ("number", "person", "paper", "reading")
"""What a member may say instead of acting: wrong number, wrong person, on paper, help."""


def send_code(link_id: UUID) -> bool:
    """Make a code and send it at once; raises `codes.NoCode`.

    A number that refuses it is to be corrected, and the life's duties say so from then on.
    """
    sent = codes.send_code(link_id)
    if not sent:
        with unit_of_work(read_only=True) as work:
            link = work.session.get_one(MemberLink, link_id)
            life_id = work.session.get_one(Member, link.member_id).life_id
        look_again(life_id)
    return sent


def report_obstacle(work: Work, token: str, obstacle: str) -> bool:
    """Tell who convenes what stands in a member's way, once a day for each kind: Art. 6(1.1).

    Gives whether there is anybody to tell; else it is on record and waits for who decides next.
    """
    link = link_for(work, token)
    if obstacle not in OBSTACLES:
        raise NotThere
    member = work.session.get_one(Member, link.member_id)
    work.actor = Actor(ActorKind.MEMBER, member.id)
    life = lock(work, member.life_id)  # said twice at once is said once
    notice = _notice(work, life, member, obstacle)
    check_untold(work.session.scalar(select(Message.id).where(Message.key == notice.key)))
    outbox.queue(work, notice)
    work.record(f"member said: {obstacle}", "6(1.1)", life=life, member=member.id)
    work.wake(life.id, "member said something")
    return notice.recipient.id != NOBODY


def _notice(work: Work, life: Life, member: Member, obstacle: str) -> Notice:
    notices, table = notices_of(life)
    return notices.obstacle_reported(
        **table,
        recipient=officer_for(work, life),
        member_id=member.id,
        institution=member.professional.affiliation,
        obstacle=obstacle,
        told_on=work.clock.today(),
    )
