"""The one-time code that opens a mailed link, by the other channel: our choice beside Art. 18(1).

Ten minutes, five tries, used once, at most three in a quarter of an hour.
"""

import hmac
from datetime import timedelta
from typing import Final
from uuid import UUID

from sqlalchemy import func, select, update

from core import crypto
from core.ids import new_code, new_id
from models.case import Member
from models.life import Life
from models.outbox import Message
from models.people import MemberLink, OneTimeCode
from models.session import Actor, Work, unit_of_work
from notifications import outbox
from notifications.notices import CodeSent, Recipient

VALID_FOR: Final = timedelta(minutes=10)
TRIES: Final = 5
MOST: Final = 3
WITHIN: Final = timedelta(minutes=15)


class NoCode(Exception):
    """No code was made; the message names the link's id only."""


class LinkClosed(NoCode):
    """The link does not exist or leads nowhere any more."""


class NoTelephone(NoCode):
    """The member has no number that a code could go to."""


class TooManyCodes(NoCode):
    """Three codes in a quarter of an hour are enough."""


def send_code(link_id: UUID) -> bool:
    """Make a code and send it at once; false if the SMS did not leave. Raises `NoCode`."""
    with unit_of_work(Actor("member", link_id)) as work:
        message = issue(work, link_id)
    return outbox.deliver_now(message)


def issue(work: Work, link_id: UUID) -> UUID:
    """Make a code and queue its SMS; gives the message's id, to be delivered after the commit."""
    link, member = _open_link(work, link_id)
    now = work.clock.now()
    recent = work.session.scalar(
        select(func.count())
        .select_from(OneTimeCode)
        .where(OneTimeCode.link_id == link_id, OneTimeCode.created_at > now - WITHIN)
    )
    if (recent or 0) >= MOST:
        raise TooManyCodes(str(link_id))
    code = _new_code(work, link)
    notice = CodeSent(
        recipient=Recipient("member", member.professional_id),
        life_id=member.life_id,
        link_id=link_id,
        code_id=code.id,
    )
    outbox.queue(work, notice, channel="sms")
    work.record("code sent", "18(1)", life=work.session.get(Life, member.life_id), link=link_id)
    return work.session.scalars(select(Message.id).where(Message.key == notice.key)).one()


def _open_link(work: Work, link_id: UUID) -> tuple[MemberLink, Member]:
    """The link, held until commit so that codes are counted one after the other."""
    link = work.session.get(MemberLink, link_id, with_for_update=True)
    if link is None or link.revoked_at is not None:
        raise LinkClosed(str(link_id))
    member = work.session.get_one(Member, link.member_id)
    if not member.professional.phone:
        raise NoTelephone(str(link_id))
    return link, member


def _new_code(work: Work, link: MemberLink) -> OneTimeCode:
    row, secret, now = new_id(), new_code(), work.clock.now()
    code = OneTimeCode(
        id=row,
        link_id=link.id,
        code=secret,
        code_digest=_fingerprint(secret, row),
        created_at=now,
        expires_at=now + VALID_FOR,
        tries=0,
    )
    work.session.add(code)
    work.session.flush()
    return code


def _fingerprint(code: str, row: UUID) -> bytes:
    """Keyed: a million codes are soon tried against a plain digest."""
    return crypto.ring().index(code, f"one_time_code.{row}")


def redeem(work: Work, link_id: UUID, code: str) -> bool:
    """Use up the link's newest code; a wrong one costs a try. The caller commits either way."""
    newest = (
        select(OneTimeCode.id)
        .join(MemberLink)
        .where(OneTimeCode.link_id == link_id, MemberLink.revoked_at.is_(None))
        .order_by(OneTimeCode.created_at.desc())
        .limit(1)
        .scalar_subquery()
    )
    now = work.clock.now()
    tried = work.session.execute(
        update(OneTimeCode)
        .where(OneTimeCode.id == newest, OneTimeCode.used_at.is_(None))
        .where(OneTimeCode.expires_at > now, OneTimeCode.tries < TRIES)
        .values(tries=OneTimeCode.tries + 1)
        .returning(OneTimeCode.id, OneTimeCode.code_digest)
    ).first()
    if tried is None or not hmac.compare_digest(tried.code_digest, _typed(code, tried.id)):
        return False
    used = work.session.scalars(
        update(OneTimeCode)
        .where(OneTimeCode.id == tried.id, OneTimeCode.used_at.is_(None))
        .values(used_at=now)
        .returning(OneTimeCode.id)
    ).first()
    return used is not None


def _typed(code: str, row: UUID) -> bytes:
    """People type spaces, and their keyboards send signs nobody sees."""
    digits = "".join(sign for sign in code[:64] if sign in "0123456789")
    return _fingerprint(digits, row)
