"""The door of a member without an account: a mailed link locates a duty, a session opens it."""

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select

from core.ids import digest
from identity.access import NotThere
from models.case import Member
from models.people import MemberLink, MemberSession
from models.session import Work


@dataclass(frozen=True, slots=True)
class Guest:
    """A roundtable member who came in by a mailed link and a code."""

    member: Member
    link: MemberLink


def link_for(work: Work, token: str) -> MemberLink:
    """The link a token locates, while its member sits and its duty stands; raises `NotThere`."""
    query = select(MemberLink).where(
        MemberLink.token_digest == digest(token), MemberLink.revoked_at.is_(None)
    )
    link = work.session.scalars(query).first()
    if link is None or not work.session.get_one(Member, link.member_id).sits:
        raise NotThere
    return link


def guest_for(work: Work, session_token: str, link_id: UUID) -> Guest:
    """Who a member's session lets in, for its own link only; raises `NotThere`."""
    query = select(MemberSession).where(
        MemberSession.token_digest == digest(session_token),
        MemberSession.link_id == link_id,
        MemberSession.ended_at.is_(None),
        MemberSession.expires_at > work.clock.now(),
    )
    found = work.session.scalars(query).first()
    if found is None:
        raise NotThere
    member = work.session.get_one(Member, found.link.member_id)
    if not member.sits:
        raise NotThere
    return Guest(member, found.link)
