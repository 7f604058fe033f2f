"""The only door to a case on behalf of a person; what is not theirs is not there."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import ColumnElement, and_, false, or_, select
from sqlalchemy.orm import Session

from core.ids import digest
from identity.officers import chair_of
from models.case import Case, Member
from models.life import ActorKind, Life
from models.meeting import Meeting
from models.people import Account, MemberLink, MemberSession
from models.session import Work
from rules.roles import Role
from workflow.kinds import kind_of, kinds

OFFICERS = frozenset({Role.HEAD, Role.MANAGER})


class NotThere(LookupError):
    """No such row, or not for this person: the portal answers both the same way."""


def officer_of(work: Work) -> Account:
    """The officer who acts; raises `NotThere` for anybody else and for a disabled account."""
    account = (
        work.session.get(Account, work.actor.id) if work.actor.kind == ActorKind.STAFF else None
    )
    if account is None or account.disabled_at is not None:
        raise NotThere
    return account


def administrator_of(work: Work) -> Account:
    """The administrator who acts; raises `NotThere` for anybody else."""
    account = officer_of(work)
    if account.role != Role.ADMIN:
        raise NotThere
    return account


def visible_cases(work: Work, *, closed: bool = False) -> Sequence[tuple[Case, Life]]:
    """The cases an officer may see, by number: all of the centre for its head, else their own.

    Administrators see none.
    """
    account = officer_of(work)
    if account.role not in OFFICERS:
        return []
    query = (
        select(Case, Life)
        .join(Life, Life.id == Case.id)
        .where(Case.municipality_id == account.municipality_id)
        .where(Life.ended_at.is_not(None) if closed else Life.ended_at.is_(None))
    )
    if account.role != Role.HEAD:
        query = query.where(Case.manager_id == account.id)
    rows = work.session.execute(query.order_by(Case.number))
    return [(case, life) for case, life in rows]


def answers_for(account: Account) -> ColumnElement[bool]:
    """The open lives an officer answers for; an administrator for none."""
    return and_(of_officer(account), Life.ended_at.is_(None))


def of_officer(account: Account) -> ColumnElement[bool]:
    """Every life of the officer's municipality that its kind lets them see, ended ones too."""
    if account.role not in OFFICERS:
        return false()
    theirs = [and_(Life.kind == name, kind.answered_by(account)) for name, kind in kinds().items()]
    return and_(Life.municipality_id == account.municipality_id, or_(false(), *theirs))


def case_for(work: Work, number: str, *, role: Role | None = None) -> Case:
    """One case for the officer who acts, and the access on record: Art. 18(1).

    Raises `NotThere` for missing and forbidden alike. `role` narrows to who may act: the case's
    own manager, or the head of its centre.
    """
    case = work.session.scalars(select(Case).where(Case.number == number)).first()
    if case is None:
        raise NotThere
    life_for(work, case.id, role=role)
    return case


def life_for(work: Work, life_id: UUID, *, role: Role | None = None) -> Life:
    """A life for an officer who answers for it; `role` narrows it to one.

    `manager` is who chairs this table, also where that is the head: T6. That a child's file was
    opened is put on record: Art. 18(1).
    """
    account = officer_of(work)
    theirs = select(Life).where(Life.id == life_id, of_officer(account))
    life = work.session.scalars(theirs).first()
    if life is None:
        raise NotThere
    chair = chair_of(work.session, life)
    is_head, chairs = account.role == Role.HEAD, chair is not None and chair.id == account.id
    if not {None: True, Role.HEAD: is_head, Role.MANAGER: chairs}[role]:
        raise NotThere
    if kind_of(life).of_a_child:
        work.record("case opened", "18(1)", life=life)
    return life


def meeting_for(work: Work, meeting_id: UUID, *, role: Role | None = None) -> Meeting:
    """A meeting for the officers of its table."""
    meeting = work.session.get(Meeting, meeting_id)
    if meeting is None:
        raise NotThere
    life_for(work, meeting.life_id, role=role)
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
