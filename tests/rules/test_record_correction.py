"""The record of a meeting is corrected, and what hung on it is judged anew: Art. 9, 12(1)."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from uuid import UUID, uuid4

import pytest

from rules.days import StillToCome
from rules.known import SourceMissing
from rules.meetings import MeetingNotYetHeld
from rules.record_correction import (
    Approved,
    CorrectedRecordFacts,
    RecordCorrectedWithoutReason,
    RecordNotThere,
    RecordStands,
    SaidBeforeTheMeeting,
    Settled,
    approvals,
    check_record_correction,
    months,
)
from rules.refusals import ProcedureRefused

HELD = date(2026, 10, 19)
TODAY = HELD + timedelta(days=5)
SAID = CorrectedRecordFacts(
    was_held=True, held_on=HELD, changes=True, source="Shënimet.", reason="Gabim.", said_on=HELD
)


@pytest.mark.article("9")
def test_a_correction_is_of_the_day_on_which_it_was_said() -> None:
    assert check_record_correction(SAID, TODAY) == HELD
    assert check_record_correction(replace(SAID, said_on=None), TODAY) == TODAY


@pytest.mark.article("9")
@pytest.mark.parametrize(
    ("said", "refusal"),
    [
        (replace(SAID, was_held=False), RecordNotThere),
        (replace(SAID, changes=False), RecordStands),
        (replace(SAID, held_on=TODAY + timedelta(days=1)), MeetingNotYetHeld),
        (replace(SAID, source=" "), SourceMissing),
        (replace(SAID, reason=" "), RecordCorrectedWithoutReason),
        (replace(SAID, said_on=HELD - timedelta(days=1)), SaidBeforeTheMeeting),
        (replace(SAID, said_on=TODAY + timedelta(days=1)), StillToCome),
    ],
)
def test_what_corrects_nothing_or_says_not_why_is_none(
    said: CorrectedRecordFacts, refusal: type[ProcedureRefused]
) -> None:
    with pytest.raises(refusal):
        check_record_correction(said, TODAY)


@pytest.mark.article("5(1.5)")
def test_each_month_of_the_plan_ends_with_the_review_after_it() -> None:
    first, second = uuid4(), uuid4()
    settled = [Settled(date(2026, 9, 21), first), Settled(date(2026, 10, 22), second)]
    assert [(each.limit, each.subject_id, end) for each, end in months(settled)] == [
        (date(2026, 10, 21), first, date(2026, 10, 22)),
        (date(2026, 11, 22), second, None),
    ]
    closed_in_time = [each.limit for each, _ in months(settled, date(2026, 11, 22))]
    assert closed_in_time == [date(2026, 10, 21)]
    assert len(list(months(settled, date(2026, 11, 23)))) == 2


@pytest.mark.article("10(1)")
def test_minutes_are_approved_by_the_meeting_that_came_next() -> None:
    days = [date(2026, 9, 21), date(2026, 10, 19), date(2026, 11, 16)]
    held = [(datetime(day.year, day.month, day.day, 10, tzinfo=UTC), day) for day in days]
    paper = Approved(uuid4(), uuid4(), held[0][0], days[2], in_writing=False)
    found: list[tuple[date, UUID | None, date | None]] = [
        (each.limit, each.subject_id, on) for each, on in approvals([paper], held)
    ]
    assert found == [(days[1], paper.id, days[2])]
    assert not list(approvals([replace(paper, in_writing=True)], held))
    assert not list(approvals([replace(paper, held_at=held[2][0])], held))
