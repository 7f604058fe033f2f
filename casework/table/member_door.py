"""What a member does at the door, before the code: asks for one, or says what is in the way."""

from typing import Final
from uuid import UUID

from sqlalchemy import select

from identity import codes
from identity.access import NotThere
from identity.member_links import link_for
from identity.officers import chair_of, decides_for
from models.case import Member
from models.life import ActorKind, Life
from models.outbox import Message, RecipientKind
from models.people import Account, MemberLink
from models.session import Actor, Work, unit_of_work
from notifications import outbox
from notifications.notices.base import Notice, Recipient
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


def report_obstacle(work: Work, token: str, obstacle: str) -> None:
    """Tell who convenes what stands in a member's way, once a day for each kind: Art. 6(1.1)."""
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


def _notice(work: Work, life: Life, member: Member, obstacle: str) -> Notice:
    notices, table = notices_of(life)
    return notices.obstacle_reported(
        **table,
        recipient=_reader(work, life),
        member_id=member.id,
        institution=member.professional.affiliation,
        obstacle=obstacle,
        told_on=work.clock.today(),
    )


def _reader(work: Work, life: Life) -> Recipient:
    """Who chairs the table, else the head; raises `NotThere` where there is nobody to tell yet."""
    account: Account | None = chair_of(work.session, life)
    account = account or decides_for(work.session, life.municipality_id, work.clock.today())
    if account is None:
        raise NotThere
    return Recipient(RecipientKind.ACCOUNT, account.id)
