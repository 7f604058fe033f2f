"""A case as a life: its facts go to the rules, its steps to the acts: Art. 11."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Final
from uuid import UUID

from sqlalchemy import ColumnElement, select, true
from sqlalchemy.orm import Session

from casework.case import (
    closure,
    eighteen,
    inquiries,
    planning,
    referral,
    reports,
    superior,
    unread,
)
from casework.record import facts
from casework.table import closing_day, declarations, inviting, minutes
from casework.tell.reminders import look_at_what_is_owed
from core.clock import at_local
from identity.officers import decides_for
from models.case import Case
from models.life import Life, LifeKind
from models.people import Account
from models.session import Work
from notifications.notices.convening import (
    DateToAgree,
    InvitationsUnsent,
    MeetingCancelled,
    MeetingInvitation,
    NotComing,
)
from notifications.notices.declarations import DeclarationsRequested
from notifications.notices.members import ObstacleReported
from notifications.notices.minutes import MinutesDrafted, MinutesToSign
from rules import case_life as law
from rules.facts import CaseFacts
from rules.phases import Phase
from rules.planned import ahead, due, next_day
from workflow.kinds import Act, Kind, Look, TableNotices


def look(work: Work, life: Life) -> Look:
    return _look_at(facts.of_case(work.session, life.id), work.clock.today())


def looks(work: Work, lives: Sequence[Life]) -> Mapping[UUID, Look]:
    """The same of many cases, read together."""
    known, today = facts.of_cases(work.session, [life.id for life in lives]), work.clock.today()
    return {id: _look_at(each, today) for id, each in known.items()}


def _look_at(known: CaseFacts, today: date) -> Look:
    duties, planned = law.duties(known), ahead(law.steps(known), today)
    day = next_day(planned, today)
    return Look(
        steps=due(planned, today),
        waiting_for=law.waiting_for(duties),
        wake_at=at_local(day) if day else None,
        ended=known.phase is Phase.CLOSED,
        duties=duties,
        planned=planned,
        limits=tuple(law.limits(known)),
    )


def chair(session: Session, life: Life, on: date) -> Account | None:
    """The case manager; whoever decides, from a conflict of the manager's on: Art. 4(2), 10(2)."""
    case = session.get_one(Case, life.id)
    if case.conflict_on is None:
        return case.manager
    place, manager = case.municipality_id, case.manager_id
    return decides_for(session, place, on, manager_id=manager, life_id=case.id)


def from_paper_on(session: Session, life: Life) -> date | None:
    """Since when a case that ran on paper runs here; None of any other."""
    return session.get_one(Case, life.id).from_paper_on


def answered_by(account: Account, as_head: bool) -> ColumnElement[bool]:
    """Every case of the centre for who acts as its head, else the officer's own: Art. 18(1)."""
    if as_head:
        return true()
    return Life.id.in_(select(Case.id).where(Case.manager_id == account.id))


ACTS: Final[Mapping[str, Act]] = {
    **referral.ACTS,
    **inviting.ACTS,
    **declarations.ACTS,
    **reports.ACTS,
    **superior.ACTS,
    **unread.ACTS,
    **inquiries.ACTS,
    **planning.ACTS,
    **minutes.ACTS,
    **eighteen.ACTS,
    **closure.ACTS,
}

KIND = Kind(
    name=LifeKind.CASE,
    look=look,
    looks=looks,
    acts=ACTS,
    chair=chair,
    acted=closing_day.judge,
    answered_by=answered_by,
    owed=look_at_what_is_owed,
    from_paper_on=from_paper_on,
    alone=True,
    of_a_child=True,
    notices=TableNotices(
        names="case_number",
        declarations=DeclarationsRequested,
        date_to_agree=DateToAgree,
        invitation=MeetingInvitation,
        unsent=InvitationsUnsent,
        cancelled=MeetingCancelled,
        not_coming=NotComing,
        minutes_drafted=MinutesDrafted,
        minutes_to_sign=MinutesToSign,
        obstacle_reported=ObstacleReported,
    ),
)
