"""The only door to a case on behalf of a person; what is not theirs is not there."""

from collections.abc import Callable, Sequence
from datetime import date
from functools import partial
from uuid import UUID

from sqlalchemy import ColumnElement, ScalarSelect, and_, false, or_, select
from sqlalchemy.orm import Session, joinedload

from core.clock import local_day
from identity import emergencies
from identity.conflicts import has_declared, in_conflict
from identity.officers import acts_as_head, chair_of, deputyship, managers_on
from models.case import Case
from models.chairing import SubstituteChair
from models.life import ActorKind, Life
from models.meeting import Meeting, Minutes
from models.people import Account
from models.session import Work
from rules.participants import answers_for_the_chair
from rules.roles import Role
from workflow.kinds import kind_of, kinds

OFFICERS = frozenset({Role.HEAD, Role.MANAGER})


class NotThere(LookupError):
    """No such row, or not for this person: the portal answers both the same way.

    `asked` is the life, or the number of the case, that was asked for, where that is known: whoever
    looked and was refused is put on record by it.
    """

    def __init__(self, asked: UUID | str | None = None) -> None:
        super().__init__()
        self.asked = asked


def officer_of(work: Work) -> Account:
    """The officer who acts; raises `NotThere` for anybody else and for a disabled account."""
    load = (joinedload(Account.deputyships),)
    is_staff = work.actor.kind == ActorKind.STAFF
    account = work.session.get(Account, work.actor.id, options=load) if is_staff else None
    # held, or the session forgets it and each look asks anew
    work.session.info["officer"] = account
    if account is None or account.disabled_at is not None:
        raise NotThere
    return account


def administrator_of(work: Work) -> Account:
    """The administrator who acts; raises `NotThere` for anybody else."""
    account = officer_of(work)
    if account.role != Role.ADMIN:
        raise NotThere
    return account


def is_head(work: Work) -> bool:
    """The officer who acts is the head, or the head's deputy today: decision 0037."""
    return acts_as_head(officer_of(work), work.clock.today())


def say_for_whom(work: Work, account: Account | None, on: date | None = None) -> None:
    """Where it is the deputy who acts or looks for the head, the trail says so from here on."""
    appointment = deputyship(account, on or work.clock.today()) if account else None
    if appointment is not None:
        work.as_deputy = appointment.id


def visible_cases(work: Work, *, closed: bool = False) -> ColumnElement[bool]:
    """Of cases joined to their lives those an officer may see: all of the centre for its head or
    deputy, else own. Administrators see none.
    """
    account = officer_of(work)
    if account.role not in OFFICERS:
        return false()
    mine = () if is_head(work) else (Case.manager_id == account.id,)
    return and_(
        Case.municipality_id == account.municipality_id,
        ~in_conflict(Case.id, account.id),
        Life.ended_at.is_not(None) if closed else Life.ended_at.is_(None),
        *mine,
    )


def answers_for(work: Work, *, as_manager: bool = False) -> ColumnElement[bool]:
    """The open lives the officer who acts answers for; an administrator for none.

    `as_manager` leaves out what a deputy sees for the head only.
    """
    return and_(of_officer(work, as_manager=as_manager), Life.ended_at.is_(None))


def of_officer(work: Work, *, as_manager: bool = False) -> ColumnElement[bool]:
    """Every life of the officer's municipality that its kind lets them see, ended ones too.

    None of a table at which they declared a conflict of interest: Art. 10(2).
    """
    account = officer_of(work)
    if account.role not in OFFICERS:
        return false()
    head = account.role == Role.HEAD or (not as_manager and is_head(work))
    theirs = [
        and_(Life.kind == name, kind.answered_by(account, head)) for name, kind in kinds().items()
    ]
    return and_(
        Life.municipality_id == account.municipality_id,
        or_(false(), *theirs),
        ~in_conflict(Life.id, account.id),
    )


def runs(work: Work, life: Life, chair: Account | None) -> bool:
    """The officer who acts runs this table: who chairs it, or the head for a manager in conflict.

    Asked of a life that the door let them into: Art. 4(2), 10(2).
    """
    if kind_of(life).of_a_child:
        return runs_case(work, work.session.get_one(Case, life.id))
    return chair is not None and chair.id == work.actor.id


def runs_case(work: Work, case: Case) -> bool:
    """The same of a case, before any page or act of its manager."""
    vacant = case.conflict_on is not None
    return answers_for_the_chair(
        manages=case.manager_id == work.actor.id,
        in_conflict=vacant,
        acts_as_head=vacant and is_head(work),
    )


def writes_for(work: Work, case: Case) -> bool:
    """Who runs it, and the head or the head's deputy."""
    return runs_case(work, case) or is_head(work)


def case_for(work: Work, number: str, *, role: Role | None = None) -> Case:
    """One case for the officer who acts, and the access on record: Art. 18(1).

    Raises `NotThere` for missing and forbidden alike. `role` narrows to who may act: the case's
    own manager, or the head of its centre and the head's deputy.
    """
    case = work.session.scalars(select(Case).where(Case.number == number)).first()
    if case is None:
        raise NotThere(number)
    life_for(work, case.id, role=role)
    return case


def life_for(work: Work, life_id: UUID, *, role: Role | None = None) -> Life:
    """A life for an officer who answers for it; `role` narrows it to one.

    `manager` is who chairs this table, also where that is the head: T6. That a child's file was
    opened is put on record: Art. 18(1).
    """
    life = _let_in(work, life_id, role)
    work.ask_anew(life_id, partial(_let_in, work, life_id, role))
    if kind_of(life).of_a_child:
        work.record("case opened", "18(1)", life=life)
    return life


def still_reads(work: Work, life_id: UUID) -> None:
    """Asked once more of an officer whom the door let in before: raises `NotThere`."""
    _let_in(work, life_id, None)


def only_while(work: Work, life_id: UUID, may: Callable[[], bool]) -> None:
    """What an act needs beside the door; raises `NotThere`, also where it has ended by the time
    that the life is held: Art. 18(1)."""

    def ask() -> None:
        if not may():
            raise NotThere

    ask()
    work.ask_anew(life_id, ask)


def only_who_runs(work: Work, life: Life) -> None:
    """Who chairs the table, also once it is held: raises `NotThere`, as `only_while`."""
    today = work.clock.today()
    only_while(work, life.id, lambda: runs(work, life, chair_of(work.session, life, today)))


def _let_in(work: Work, life_id: UUID, role: Role | None) -> Life:
    account = officer_of(work)
    theirs = select(Life).where(Life.id == life_id, of_officer(work))
    life = work.session.scalars(theirs).first()
    if life is None and role is None:
        life = stands_in(work, account, life_id, has_declared(life_id, account.id))
    if life is None and role is None and work.reads:
        life = emergencies.read_by(work, account, life_id)
    if life is None:
        raise NotThere(life_id)
    chair = chair_of(work.session, life, work.clock.today())
    heads, chairs = is_head(work), runs(work, life, chair)
    if not {None: True, Role.HEAD: heads, Role.MANAGER: chairs}[role]:
        raise NotThere(life_id)
    if role == Role.HEAD or chair is None or chair.id != account.id:
        say_for_whom(work, account)
    return life


def meeting_for(work: Work, meeting_id: UUID, *, role: Role | None = None) -> Meeting:
    """A meeting for the officers of its table."""
    meeting = work.session.get(Meeting, meeting_id)
    if meeting is None:
        raise NotThere
    life_for(work, meeting.life_id, role=role)
    return meeting


def stands_in(
    work: Work, account: Account, life_id: UUID, *which: ColumnElement[bool]
) -> Life | None:
    """The case for who is named to chair its next meeting, until its minutes are written: 4(2).

    The file opens once both declarations are there (10(2), 18(2)): DEFAULTS.DECLARE, decision 0041.
    """
    query = (
        select(Life)
        .join(Meeting, Meeting.life_id == Life.id)
        .where(Life.id == life_id, Life.municipality_id == account.municipality_id)
        .where(~in_conflict(Life.id, account.id), *which)
        .where(named_last() == account.id, _goes_on(account.id))
    )
    return work.session.scalars(query).first()


def _goes_on(account_id: UUID) -> ColumnElement[bool]:
    """Not held yet; or held, chaired by this officer, and not written down: decision 0218."""
    written = select(Minutes.id).where(Minutes.meeting_id == Meeting.id).exists()
    theirs = and_(Meeting.chaired_by_id == account_id, ~written)
    return and_(Meeting.cancelled_at.is_(None), or_(Meeting.held_at.is_(None), theirs))


def chairs_instead(work: Work, account: Account, meeting: Meeting) -> bool:
    """Named last to chair this very meeting, declared, and in office: Art. 4(2), 10(2), 18(2)."""
    if account.disabled_at is not None:
        return False
    declared = has_declared(meeting.life_id, account.id)
    this = Meeting.id == meeting.id
    return stands_in(work, account, meeting.life_id, this, declared) is not None


def only_who_chairs(work: Work, meeting: Meeting) -> None:
    """Whoever the head named to chair this meeting, beside who runs the table: as `only_while`."""
    life, account, today = meeting.life_id, officer_of(work), work.clock.today()

    def may() -> bool:
        row = work.session.get_one(Life, life)
        return runs(work, row, chair_of(work.session, row, today)) or chairs_instead(
            work, account, meeting
        )

    only_while(work, life, may)


def named_last() -> ScalarSelect[UUID]:
    """Of a meeting in the question around it the officer whom the head named last to chair it."""
    return (
        select(SubstituteChair.account_id)
        .where(SubstituteChair.meeting_id == Meeting.id)
        .order_by(SubstituteChair.number.desc())
        .limit(1)
        .correlate(Meeting)
        .scalar_subquery()
    )


def chaired_by_reader(work: Work, meeting_id: UUID) -> Meeting:
    """A meeting held, for who chaired it or managed the case on that day: to sign its papers, also
    where the case is somebody else's by now: Art. 10(1), 17(5). The look is put on record."""
    account, meeting = officer_of(work), work.session.get(Meeting, meeting_id)
    if account.role not in OFFICERS or meeting is None or meeting.held_at is None:
        raise NotThere
    life = work.session.get_one(Life, meeting.life_id)
    who, day = account.id, local_day(meeting.held_at)

    def may() -> bool:
        return who in managers_on(work.session, life.id, day) | {meeting.chaired_by_id}

    only_while(work, life.id, may)
    if kind_of(life).of_a_child:
        work.record("papers of a chaired meeting opened", "18(1)", life=life)
    return meeting


def siblings_of(session: Session, case: Case) -> Sequence[Case]:
    """Other files of the same family, also by a third: another child may be in need too."""
    return session.scalars(select(Case).where(of_family(case)).order_by(Case.number)).all()


def of_family(case: Case) -> ColumnElement[bool]:
    first = case.sibling_of_id or case.id
    siblings = or_(Case.sibling_of_id.in_({case.id, first}), Case.id == first)
    return and_(siblings, Case.id != case.id)
