"""A date for the quarterly meeting that nobody answered: Art. 8(2), 8(3)."""

from datetime import date

import pytest
from sqlalchemy import select

from casework.case.referral import municipality
from casework.municipality import quarterly
from casework.record.table import meetings, planned_meeting
from casework.table import convening
from core.clock import FrozenClock, local_day
from models.life import Life
from models.outbox import Message
from models.session import unit_of_work
from queries import breaches, open_duties
from queries.duty_of_life import DutyOfLife
from queries.quarter_file import roundtable
from rules.basis import Article
from rules.days import Quarter
from rules.duties import Duty
from simulation.seed import officer, seed
from simulation.stage import InlineStage, acting
from tests.builders import HEAD
from workflow.life import due_steps, perform


def begun_in_ferizaj(clock: FrozenClock) -> InlineStage:
    """One centre at work since the first day of the quarter; the other's lives stand still."""
    clock.move_to(date(2026, 10, 1))
    seed(cases=False, quick=True)
    with unit_of_work() as work:
        place = municipality(work, "ferizaj").id
    return InlineStage(clock, place=place)


@pytest.mark.article("8(2)", "8(3)")
def test_an_unanswered_date_is_proposed_again_once_it_cannot_be_kept(database: FrozenClock) -> None:
    stage = begun_in_ferizaj(database)
    stage.settle()
    first = _day()
    stage.move_to(date(2026, 10, 30))
    assert first == date(2026, 10, 22)
    assert _day() >= date(2026, 11, 2)


@pytest.mark.article("8(2)", "8(3)", "16(1)")
def test_an_unanswered_proposal_is_one_line_that_grows_older(database: FrozenClock) -> None:
    stage = begun_in_ferizaj(database)
    stage.move_to(date(2027, 3, 15))
    with acting(HEAD) as work:
        decisions = open_duties.decisions(work).lines
        late = {task.duty.duty: task.duty for task in decisions if _is_q4(task)}
        late |= {
            task.duty.duty: task.duty
            for task in open_duties.late_with_others(work).lines
            if _is_q4(task)
        }
        assert (Article(8, "2"), 1) in breaches.by_article(work)
        assert [task.label for task in decisions if task.duty.duty is Duty.AGREE_DATE] == [
            "2026-Q4"
        ]
        life = work.session.scalars(select(Life).where(Life.key == "ferizaj:2026-Q4")).one()
        (proposal,) = meetings(work.session, life.id)
        query = select(Message.queued_at).where(
            Message.life_id == life.id, Message.template == "quarterly/agree_date"
        )
        asked = sorted(local_day(moment) for moment in work.session.scalars(query))
        (line,) = [each for each in roundtable(work).lines if each.quarter == Quarter(2026, 4)]
    assert late[Duty.MEET_IN_QUARTER].due == date(2027, 1, 1)
    assert late[Duty.AGREE_DATE].due == date(2026, 10, 2)  # since the first day proposed
    assert proposal.day > date(2027, 3, 15)  # it can still be agreed to
    assert [Quarter.of(day) for day in asked] == [Quarter(2026, 4)] * len(asked)
    assert len(asked) == 2  # once more when its day had left the quarter
    assert (line.state, line.days_late) == ("late", 73)


def _is_q4(task: DutyOfLife) -> bool:
    return task.label == "2026-Q4"


def _day() -> date:
    with unit_of_work() as work:
        life_id = quarterly.open_quarter(work, municipality(work, "ferizaj").id, Quarter(2026, 4))
        return planned_meeting(work.session, life_id).day


@pytest.mark.article("8(2)")
def test_what_was_found_before_an_act_in_another_quarter_is_asked_anew(
    database: FrozenClock,
) -> None:
    """Between the look that named the step and the step, the head takes another day back."""
    stage = begun_in_ferizaj(database)
    stage.move_to(date(2027, 1, 5))
    with unit_of_work() as work:
        place = municipality(work, "ferizaj").id
        q4, q1 = (
            quarterly.open_quarter(work, place, each)
            for each in (Quarter(2026, 4), Quarter(2027, 1))
        )
        waits = planned_meeting(work.session, q4).id
    with acting(HEAD) as work:
        convening.agree(work, waits, by=officer(work, HEAD).id)
    due = next(due_steps(q1))
    assert due.act == "propose_quarterly"
    with acting(HEAD) as work:
        convening.withdraw_agreement(work, waits)
    perform(due.act, q1, due.subject_id)
    with unit_of_work() as work:
        assert not [each for each in meetings(work.session, q1) if each.cancelled_at is None]
