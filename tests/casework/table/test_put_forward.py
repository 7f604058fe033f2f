"""A day that was put before the head on paper or by telephone, and is typed later: Art. 8(3)."""

from datetime import date, timedelta

import pytest

from casework.case import referral
from casework.table import convening
from core.clock import at_local, local_day
from rules.beginning import ToldBeforeTheReferral
from rules.convening import MeetingTooSoon
from rules.days import StillToCome
from rules.duties import Duty
from rules.proposal import BeforeItWasProposed
from simulation.seed import officer
from simulation.stage import acting
from tests.builders import HEAD, HOUR, OTHER_MANAGER, PLACE, ACase
from tests.casework.conftest import At


def put_forward(case: ACase, day: date, on: date | None) -> None:
    with case.manager() as work:
        convening.propose(work, case.case, starts_at=at_local(day, HOUR), place=PLACE, on=on)
    case.stage.settle()


def agree(case: ACase, on: date) -> None:
    with case.head() as work:
        convening.agree(work, case.meeting().id, by=officer(work, HEAD).id, on=on)


@pytest.mark.article("8(3)", "6(1.3)")
def test_it_is_judged_by_its_own_day_and_the_heads_limit_runs_from_it(a_case: At) -> None:
    case = a_case("prepared")
    began = case.clock.today()
    case.stage.move_to(began + timedelta(days=6))
    today = case.clock.today()
    meets, said = today + timedelta(days=2), today - timedelta(days=5)
    with pytest.raises(MeetingTooSoon):
        put_forward(case, meets, None)
    put_forward(case, meets, said)
    meeting = case.meeting()
    assert local_day(meeting.proposed_at) == said
    assert meeting.proposal_entered_at is not None
    assert local_day(meeting.proposal_entered_at) == today
    noted = case.recorded("meeting proposed")
    assert (noted.article, noted.detail["on"]) == ("8(3)", said.isoformat())
    assert noted.detail["short_notice"] == 0
    assert case.duties()[Duty.AGREE_DATE].due == said + timedelta(days=1)
    with pytest.raises(BeforeItWasProposed):
        agree(case, said - timedelta(days=1))
    agree(case, said)
    assert local_day(case.meeting().agreed_at or meeting.proposed_at) == said


@pytest.mark.article("8(3)")
def test_of_no_day_before_the_referral_and_of_none_to_come(a_case: At) -> None:
    case = a_case("prepared")
    today = case.clock.today()
    meets = today + timedelta(days=9)
    with pytest.raises(StillToCome):
        put_forward(case, meets, today + timedelta(days=1))
    with pytest.raises(ToldBeforeTheReferral):
        put_forward(case, meets, case.row().referred_on - timedelta(days=1))


@pytest.mark.article("8(3)")
def test_it_was_put_forward_by_who_managed_the_case_on_that_day(a_case: At) -> None:
    case = a_case("prepared")
    said = case.clock.today()
    first = case.row().manager_id
    case.stage.move_to(said + timedelta(days=2))
    with case.head() as work:
        other = officer(work, OTHER_MANAGER).id
        referral.appoint(work, case.case, other, by=officer(work, HEAD).id)
    with acting(OTHER_MANAGER) as work:
        day = at_local(said + timedelta(days=12), HOUR)
        convening.propose(work, case.case, starts_at=day, place=PLACE, on=said)
    assert case.meeting().proposed_by_id == first


@pytest.mark.article("8(3)")
def test_the_head_who_asks_for_another_day_gives_the_manager_time_from_then(a_case: At) -> None:
    case = a_case("prepared")
    said = case.clock.today()
    case.stage.move_to(said + timedelta(days=4))
    put_forward(case, said + timedelta(days=12), said)
    with case.head() as work:
        convening.counter(work, case.meeting().id, note="Jam në Prishtinë atë ditë.")
    owed = case.duties()[Duty.PLAN_MEETING]
    assert owed.due == case.clock.today() + timedelta(days=3)
