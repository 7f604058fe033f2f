"""The only door to a case on behalf of a person; what is not theirs is not there."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal
from uuid import UUID

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from casework.table import NotThere
from core.ids import digest
from models.case import Case, Member
from models.life import Life
from models.meeting import Meeting
from models.people import Account, MemberLink, MemberSession
from models.session import Work

Role = Literal["head", "manager"]


def visible_cases(session: Session, account: Account) -> Sequence[tuple[Case, Life]]:
    """The cases an officer may see, open ones: all of the centre for its head, else their own."""
    query = (
        select(Case, Life)
        .join(Life, Life.id == Case.id)
        .where(Case.municipality_id == account.municipality_id, Life.ended_at.is_(None))
    )
    if account.role != "head":
        query = query.where(Case.manager_id == account.id)
    if account.role not in {"head", "manager"}:
        return []
    rows = session.execute(query.order_by(Life.next_due_on.nulls_last(), Case.number))
    return [(case, life) for case, life in rows]


def case_for(work: Work, account: Account, number: str, *, role: Role | None = None) -> Case:
    """One case for one officer, and the access on record; raises `NotThere` for missing and
    forbidden alike.

    `role` narrows to who may act: the case's own manager, or the head of its centre.
    """
    case = work.session.scalars(
        select(Case).where(Case.number == number, Case.municipality_id == account.municipality_id)
    ).first()
    if case is None or account.role not in {"head", "manager"}:
        raise NotThere
    if account.role == "manager" and case.manager_id != account.id:
        raise NotThere
    if role is not None and account.role != role:
        raise NotThere
    work.record("case opened", "18(1)", life=case.life)
    return case


def life_for(work: Work, account: Account, life_id: UUID) -> Life:
    """A quarterly meeting's life for an officer of its municipality; raises `NotThere`."""
    life = work.session.get(Life, life_id)
    if life is None or account.municipality_id != life.municipality_id:
        raise NotThere
    if account.role == "manager" and not account.convener:
        raise NotThere
    if account.role not in {"head", "manager"}:
        raise NotThere
    return life


def meeting_for(work: Work, account: Account, meeting_id: UUID) -> Meeting:
    """A meeting for the officers of its table: through its case, or its municipality."""
    meeting = work.session.get(Meeting, meeting_id)
    if meeting is None:
        raise NotThere
    if meeting.kind == "quarterly":
        life_for(work, account, meeting.life_id)
    else:
        case_for(work, account, work.session.get_one(Case, meeting.life_id).number)
    return meeting


def siblings_of(session: Session, case: Case) -> Sequence[Case]:
    """Other files of the same family: another child may be in need too."""
    query = select(Case).where(
        or_(Case.sibling_of_id == case.id, Case.id == case.sibling_of_id), Case.id != case.id
    )
    return session.scalars(query.order_by(Case.number)).all()


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
