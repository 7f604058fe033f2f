"""What people of a centre owe and are reminded of, as far as a reminder asks: Art. 8(9), 14(3.3).

Values and no rows of the session: whoever locks cases forgets all rows that were read before.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import lru_cache
from typing import Any
from uuid import UUID

from sqlalchemy import Select, or_, select
from sqlalchemy.orm import Session

from casework.record.asked_actions import over_among
from casework.record.report_rows import Sent, sent
from core.clock import local_day
from core.working_days import around
from models.asked import PLACE, kept
from models.case import Case, Member, of_the_dead
from models.meeting import PLANNED, Meeting
from models.plan import PlanAction, ReportRequest
from rules.duties import Duty
from rules.ladder import Ladder, after_the_last_chance, for_an_answer, rests_until, until
from rules.put_again import had_an_answer
from rules.seats import Barred, had_seat, was_barred, was_shut_out


@dataclass(frozen=True, slots=True)
class OfCase:
    """The case in which something is owed."""

    id: UUID
    number: str


@dataclass(frozen=True, slots=True)
class MissingReport:
    """A report before a meeting to come, a word on a late action, or an answer."""

    id: UUID
    case: OfCase
    meeting_id: UUID | None
    action_id: UUID | None
    inquiry_id: UUID | None
    member_id: UUID
    professional_id: UUID
    asked_on: date
    """From when its reminders count."""
    due_on: date
    action_number: int | None
    ladder: Ladder
    reminders: tuple[Sent, ...] = ()
    """Since it was put again, where it was; also those that no server has taken."""
    sent_before: int = 0
    """How many had been sent when it was put again; the numbers go on from there."""
    anew_on: date | None = None
    """When the links of who owes it left anew last."""
    last_chance_on: date | None = None
    """Until when their last chance runs: its mail says what a reminder would (0175)."""

    @property
    def case_id(self) -> UUID:
        return self.case.id

    @property
    def duty(self) -> Duty:
        if self.inquiry_id is not None:
            return Duty.GIVE_ANSWER
        return Duty.ANSWER_ACTION if self.action_id else Duty.WRITE_REPORT

    def number_due(self, today: date) -> int | None:
        """Which of its reminders is due, counted since it was put again."""
        number = self._number(today)
        return number if number and today >= self._not_before(number) else None

    def next_day(self, today: date) -> date | None:
        """The next morning on which one is; one that came too soon after another waits for its."""
        number = self._number(today)
        if number and (waits_for := self._not_before(number)) > today:
            return waits_for
        return self.ladder.next_day(today)

    def _number(self, today: date) -> int | None:
        sent = max((each.number for each in self.reminders), default=0)
        return self.ladder.number_due(max(sent - self.sent_before, 0), today)

    def _not_before(self, number: int) -> date:
        """Between those that a server took as many days lie as between their own; and none leaves
        beside a last chance."""
        left = max((each.counted_at for each in self.reminders if each.counted_at), default=None)
        spread = self.ladder.spread(number, local_day(left) if left else None)
        return max(spread, rests_until(self.anew_on), after_the_last_chance(self.last_chance_on))

    def reminded(self, number: int, at: datetime) -> "MissingReport":
        """The same once another one is queued."""
        return replace(self, reminders=(*self.reminders, Sent(self.sent_before + number, at, at)))


def missing_reports(session: Session, municipality_id: UUID) -> list[MissingReport]:
    """Every report that is missing before a meeting still to come, every word on a late action, and
    every answer to what was asked beside them."""
    rows = session.execute(_requests(), {"place": municipality_id})
    found = [_missing(row) for row in rows if _may_be_missing(row)]
    over = over_among(session, found)
    return [each for each in found if each.id not in over]


def _may_be_missing(row: Any) -> bool:
    """Ahead of a meeting none is whose member could not write it on its last day."""
    if row.meeting_id is None:
        return True
    barred = tuple(Barred(*days) for days in row.withdrawn or ())
    day = row.due_on
    sat = had_seat(day, row.selected_on, None, None)
    return sat and not was_barred(day, barred) and not was_shut_out(day, barred)


def _missing(row: Any) -> MissingReport:
    again = row.put_again_at
    sent = [Sent(*each) for each in zip(row.numbers, row.sent, row.counted, strict=True)]
    counted = tuple(each for each in sent if again is None or each.sent_at >= again)
    before = (each.number for each in sent if each not in counted)
    was_answered = again is not None and had_an_answer(row.due_on, local_day(again))
    asked_at = again or row.asked_at
    ahead = row.meeting_id is not None and not was_answered
    return MissingReport(
        id=row.id,
        case=OfCase(row.case_id, row.case_number),
        meeting_id=row.meeting_id,
        action_id=row.action_id,
        inquiry_id=row.inquiry_id,
        member_id=row.member_id,
        professional_id=row.professional_id,
        asked_on=local_day(asked_at),
        due_on=row.due_on,
        action_number=row.action_number,
        ladder=_ladder(row.due_on, local_day(asked_at), ahead=ahead),
        reminders=counted,
        sent_before=max(before, default=0),
        last_chance_on=row.last_chance_on,
    )


@lru_cache(maxsize=512)
def _ladder(due: date, asked_on: date, *, ahead: bool) -> Ladder:
    """Kept, since many are asked for on one day."""
    return (until if ahead else for_an_answer)(due, asked_on, around(due))


@kept
def _requests() -> Select[Any]:
    asked = ReportRequest
    return (
        select(*_columns())
        .select_from(asked)
        .outerjoin(Meeting, Meeting.id == asked.meeting_id)
        .join(Case, Case.id == asked.case_id)
        .join(Member, Member.id == asked.member_id)
        .outerjoin(PlanAction, PlanAction.id == asked.action_id)
        .where(
            Case.municipality_id == PLACE,
            asked.received_at.is_(None),
            asked.withdrawn_at.is_(None),
            or_(asked.meeting_id.is_(None), PLANNED),
            Case.sealed_at.is_(None),
            Member.left_on.is_(None),
            Member.conflict.is_not(True),
            Case.id.not_in(of_the_dead()),  # Art. 17(3.5)
        )
        .order_by(asked.due_on, Case.number)
    )


def _columns() -> Iterator[Any]:
    asked = ReportRequest
    yield from (asked.id, asked.case_id, asked.member_id, asked.asked_at, asked.due_on)
    yield from (asked.meeting_id, asked.action_id, asked.inquiry_id, asked.put_again_at)
    yield asked.last_chance_on
    yield from (Case.number.label("case_number"), PlanAction.number.label("action_number"))
    yield from (Member.professional_id, Member.selected_on, Member.withdrawn)
    yield from sent()
