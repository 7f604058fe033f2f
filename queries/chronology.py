"""Everything that has a day in one case, and who was what in it from when to when: Art. 6(1.1)."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from casework.record.table import meetings as meetings_of
from casework.record.table import seats
from core.clock import local_day
from models.case import Case, Member
from models.chairing import SubstituteChair
from models.meeting import Meeting
from models.session import Work
from queries import appointments, breaches, history, logbook
from queries.assessment_file import all_versions
from queries.breaches import BreachLine
from queries.history import History
from queries.logbook import LogLine
from rules.succession import Departure


class CaseRole(StrEnum):
    """What somebody was in a case."""

    MANAGER = "manager"
    MEMBER = "member"
    NAMED_CHAIR = "named_chair"
    """For one meeting, by the head's word: Art. 4(2)."""


@dataclass(frozen=True, slots=True)
class RoleHeld:
    """One person in one role, from its first day to its last."""

    role: CaseRole
    name: str
    since: date
    until: date | None = None
    institution: str = ""
    under: str = ""
    """The provision that seats a member."""
    left_as: Departure | None = None
    recused: bool = False
    meeting: int = 0
    """The number of the meeting that they were named to chair."""


@dataclass(frozen=True, slots=True)
class Chronology:
    """One case from the referral on."""

    history: History
    meetings: Sequence[Meeting]
    log: Sequence[LogLine]
    """What holds of the log, the first day first."""
    passed: Sequence[BreachLine]
    roles: Sequence[RoleHeld]


def read(work: Work, case: Case) -> Chronology:
    """For an officer whom the door let in; a number of statements that does not grow."""
    every, members = meetings_of(work.session, case.id), seats(work.session, case.id)
    log = [line for line in logbook.whole(work, case) if line.corrected_in is None]
    roles = [*_managers(work, case), *map(_of_seat, members), *_chairs(work, case)]
    return Chronology(
        history.of_case(work, case, every, all_versions(work, case)),
        every,
        log[::-1],
        [line for line in breaches.of_life(work, case.id) if line.struck_on is None],
        sorted(roles, key=lambda each: (list(CaseRole).index(each.role), each.since)),
    )


def _managers(work: Work, case: Case) -> Iterator[RoleHeld]:
    for line in appointments.of_case(work, case):
        row = line.row
        yield RoleHeld(CaseRole.MANAGER, line.name, row.appointed_on, row.ended_on)


def _of_seat(member: Member) -> RoleHeld:
    """Who is recused sits no more from the day on which they declared it: Art. 10(2)."""
    recused = bool(member.conflict) and member.left_on is None
    return RoleHeld(
        CaseRole.MEMBER,
        member.professional.name or "",
        member.selected_on,
        member.declared_on if recused else member.left_on,
        institution=member.professional.affiliation,
        under=member.under,
        left_as=member.left_as,
        recused=recused,
    )


def _chairs(work: Work, case: Case) -> Iterator[RoleHeld]:
    """Of each meeting whom the head named last; until the day of that meeting."""
    query = (
        select(SubstituteChair, Meeting)
        .join(Meeting, Meeting.id == SubstituteChair.meeting_id)
        .where(Meeting.life_id == case.id)
        .options(joinedload(SubstituteChair.account))
        .order_by(SubstituteChair.number)
    )
    last = {row.meeting_id: (row, meeting) for row, meeting in work.session.execute(query)}
    for row, meeting in last.values():
        ended = local_day(meeting.cancelled_at) if meeting.cancelled_at else meeting.day
        yield RoleHeld(
            CaseRole.NAMED_CHAIR,
            row.account.name or "",
            row.named_on,
            ended,
            meeting=meeting.number,
        )
