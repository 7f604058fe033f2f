"""The door of a member without an account: a mailed link locates a duty, a session opens it."""

from dataclasses import dataclass
from typing import Final
from uuid import UUID

from sqlalchemy import LargeBinary, Select, bindparam, select
from sqlalchemy.orm import joinedload

from core.ids import digest
from identity.access import NotThere
from models.asked import kept
from models.case import Case, Member
from models.life import Life
from models.people import LinkEnd, LinkPurpose, MemberLink, MemberSession, Municipality
from models.session import Work

OF_WHAT_WAS: Final = frozenset({LinkPurpose.MINUTES, LinkPurpose.SIGN})
"""What links lead to that is about a meeting that was held."""


@dataclass(frozen=True, slots=True)
class Guest:
    """A roundtable member who came in by a mailed link and a code."""

    member: Member
    link: MemberLink
    read_out: UUID | None = None
    """How they were recognised, where a code that was read out has let them in."""


def located(work: Work, token: str) -> MemberLink | None:
    """The link that bears a token, whether it still leads somewhere or not."""
    found = work.session.execute(_located(), {"token": digest(token)}).first()
    # held, or the session forgets them, and whoever looks who they are asks one by one
    work.session.info["located"] = found
    return found[0] if found else None


@kept
def _located() -> Select[MemberLink, Member | None, Life | None, Municipality | None]:
    """With whose it is, at which table and of which centre, as far as that may be seen."""
    query = select(MemberLink, Member, Life, Municipality)
    query = query.outerjoin(Member, Member.id == MemberLink.member_id)
    query = query.outerjoin(Life, Life.id == Member.life_id)
    query = query.outerjoin(Municipality, Municipality.id == Life.municipality_id)
    query = query.options(joinedload(Member.professional))
    return query.where(MemberLink.token_digest == bindparam("token", None, LargeBinary()))


def link_for(work: Work, token: str) -> MemberLink:
    """The link a token locates, while it opens anything; raises `NotThere`."""
    link = located(work, token)
    if link is None or not lets_in(work, link):
        raise NotThere
    return link


def lets_in(work: Work, link: MemberLink) -> bool:
    """Its duty stands; or that is done, and whoever sits goes on to all else of theirs at a table
    that goes on, while their address is not in doubt: decision 0216."""
    member = work.session.get(Member, link.member_id)
    if member is None or not leads_in(member, link):
        return False
    if link.revoked_at is None:
        return True
    is_done = link.closed_by is LinkEnd.DONE and member.sits
    if not is_done or work.session.get_one(Life, member.life_id).ended_at is not None:
        return False
    shut = select(MemberLink.id).where(
        MemberLink.member_id == member.id, MemberLink.closed_by == LinkEnd.RETURNED
    )
    return work.session.scalar(shut.limit(1)) is None


def ways_in(work: Work, member: Member) -> bool:
    """Whether any link of this seat opens something."""
    query = select(MemberLink).where(MemberLink.member_id == member.id)
    return any(lets_in(work, link) for link in work.session.scalars(query))


def leads_in(member: Member, link: MemberLink) -> bool:
    """Who sits; who has left since reads and signs the minutes of what they sat in: 10(1). Whoever
    declared a conflict of interest comes to their own declaration, and to nothing else: 10(2)."""
    if link.purpose == LinkPurpose.DECLARE and member.conflict and member.left_on is None:
        return True
    return member.sits or (link.purpose in OF_WHAT_WAS and member.signs_what_they_sat_in)


def guest_for(work: Work, session_token: str, link: MemberLink) -> Guest:
    """Who a session lets in by a link: the person whose both are; raises `NotThere`.

    A session opens every link of its person at one centre, and each asks its own right.
    """
    member = work.session.get_one(Member, link.member_id)
    query = select(MemberSession.id, MemberSession.identity_check_id).where(
        MemberSession.token_digest == digest(session_token),
        MemberSession.professional_id == member.professional_id,
        MemberSession.ended_at.is_(None),
        MemberSession.expires_at > work.clock.now(),
    )
    found = work.session.execute(query).first()
    if found is None or not leads_in(member, link):
        raise NotThere
    return Guest(member, link, found.identity_check_id)


def case_open_to(work: Work, guest: Guest) -> Case:
    """The case whose table the guest sits at, while its file is open to them; raises `NotThere`.

    Not before both declarations, nor once it is sealed: a session that was opened before that ends
    only by itself, and of a sealed file nobody reads on behind a link: Art. 17(5), 18(1), 18(2).
    """
    case = work.session.get(Case, guest.member.life_id)
    if case is None or case.sealed_at is not None or not guest.member.may_read:
        raise NotThere
    return case
