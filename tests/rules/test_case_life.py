"""The whole life of a case: every step and duty its facts give rise to: Art. 11."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules import case_life, convening
from rules.basis import Article, Default
from rules.case_life import WAITING_FOR
from rules.defaults import DEFAULTS
from rules.duties import Duty, OpenDuty, owed
from rules.facts import CaseFacts, HeldFacts, Instruction, TableFacts
from rules.phases import Phase
from rules.planned import Planned, due, next_day
from rules.refusals import Conflict, ProcedureRefused
from rules.roles import Owner
from rules.steps import STEPS
from tests.rules.known import (
    LAST,
    MEETS,
    MEMBER,
    a_case,
    a_closure,
    a_meeting,
    a_report,
    a_table,
    held,
    in_implementation,
    some_minutes,
)

DAY = date(2026, 11, 20)
BOOL = st.booleans()
MEETINGS = st.builds(
    a_meeting,
    kind=st.sampled_from(["first", "review", "extraordinary", "closure"]),
    asked=BOOL,
    agreed=BOOL,
    countered=BOOL,
    invited=BOOL,
    reports_asked=BOOL,
    family_told=BOOL,
    needs_papers=BOOL,
)
HELD = st.builds(
    held,
    st.dates(MEETS, MEETS + timedelta(days=60)),
    kind=st.sampled_from(["first", "review", "extraordinary", "closure"]),
)
PAPERS = st.builds(
    some_minutes,
    sent=BOOL,
    approved=BOOL,
    in_writing=BOOL,
    asked_on=st.none() | st.just(DAY),
    unsigned=st.sampled_from([(), (MEMBER,)]),
    chair_unsigned=BOOL,
)
TABLES = st.builds(
    a_table,
    meeting=st.none() | MEETINGS,
    last=st.none() | HELD,
    minutes=st.tuples() | st.tuples(PAPERS),
    composed=BOOL,
    papers_ready=BOOL,
)
CASES: st.SearchStrategy[CaseFacts] = st.builds(
    in_implementation,
    phase=st.sampled_from(Phase),
    announced=BOOL,
    assessed=BOOL,
    table=TABLES,
    reports=st.tuples()
    | st.tuples(st.builds(a_report, reminders=st.integers(0, 3), received=BOOL)),
    closure=st.none() | st.just(a_closure()),
    instruction=st.none() | st.just(Instruction(3, 2)),
    review_opened_on=st.none() | st.just(DAY),
    unreviewed=st.none() | st.just(HeldFacts(LAST, MEETS + timedelta(days=25))),
)


@pytest.mark.article("11(1)")
def test_every_duty_has_a_name_to_wait_under() -> None:
    assert set(WAITING_FOR) == set(Duty)
    assert all(name.startswith("Awaiting") for name in WAITING_FOR.values())


@pytest.mark.article("11(1)")
@given(facts=CASES)
def test_every_step_that_the_rules_plan_is_known_by_name_and_article(facts: CaseFacts) -> None:
    assert {step.act for step in case_life.steps(facts)} <= STEPS.keys()


@pytest.mark.article("11(1)")
@given(facts=CASES, approved=BOOL)
def test_nothing_is_owed_or_planned_twice(facts: CaseFacts, approved: bool) -> None:
    if approved:  # the head's word moves the case
        facts = replace(facts, phase=Phase.CLOSURE, closure=a_closure(approved_on=DAY))
    owed_to = [(duty.duty, duty.subject_id) for duty in case_life.duties(facts)]
    planned = [(step.act, step.subject_id) for step in case_life.steps(facts)]
    assert len(owed_to) == len(set(owed_to))
    assert len(planned) == len(set(planned))


@pytest.mark.article("11(1)")
@given(facts=CASES)
def test_duties_come_nearest_first(facts: CaseFacts) -> None:
    days = [duty.due or date.min for duty in case_life.duties(facts)]
    assert days == sorted(days)
    assert case_life.waiting_for(case_life.duties(facts)).startswith("Awaiting")


@pytest.mark.article("17(5)")
@given(facts=CASES)
def test_a_sealed_file_asks_nothing_of_anybody(facts: CaseFacts) -> None:
    closed = replace(facts, phase=Phase.CLOSED)
    assert not list(case_life.steps(closed))
    assert not case_life.duties(closed)


@pytest.mark.article("8(1)", "12(2)", "13(1)", "15(1)")
@pytest.mark.parametrize("phase", [*Phase][:4])
@given(table=TABLES)
def test_an_open_case_always_has_somebody_or_something_to_go_on(
    phase: Phase, table: TableFacts
) -> None:
    """P7: no state without an exit or a visible owner."""
    planned = phase in {Phase.IMPLEMENTATION, Phase.REVIEW}
    assessed = phase is not Phase.ASSESSMENT
    if assessed and table.last is None:
        table = replace(table, last=held())
    facts = in_implementation(phase=phase, table=table, assessed=assessed)
    facts = facts if planned else replace(facts, plan=None)
    assert list(case_life.steps(facts)) or case_life.duties(facts)


@pytest.mark.article("4(2)")
def test_a_referral_waits_for_its_manager() -> None:
    duties = case_life.duties(a_case())
    assert case_life.waiting_for(duties) == "AwaitingManager"
    assert case_life.waiting_for([]) == "AwaitingNextStep"


def test_a_step_is_due_from_its_day_on() -> None:
    steps = [Planned("a", None, DAY), Planned("b", None, DAY + timedelta(days=1))]
    assert [step.act for step in due(steps, DAY)] == ["a"]
    assert [step.act for step in due(steps, DAY + timedelta(days=9))] == ["a", "b"]
    assert due(steps, DAY - timedelta(days=1)) == []
    assert next_day(steps, DAY) == DAY + timedelta(days=1)
    assert next_day(steps, DAY + timedelta(days=1)) is None


def test_the_due_day_itself_is_in_time() -> None:
    duty = owed(Duty.AGREE_DATE, Owner.HEAD, DAY, DEFAULTS.AGREE)
    assert duty.due == DAY + timedelta(days=1)
    assert not duty.is_missed(DAY + timedelta(days=1))
    assert duty.is_missed(DAY + timedelta(days=2))
    assert not OpenDuty(Duty.CORRECT_CONTACT, Owner.MANAGER, None, DEFAULTS.CONTACT).is_missed(DAY)


def test_a_choice_of_ours_is_told_from_the_law() -> None:
    ours = owed(Duty.AGREE_DATE, Owner.HEAD, DAY, DEFAULTS.AGREE)
    law = OpenDuty(Duty.REVIEW_PLAN, Owner.MANAGER, DAY, Article(5, "1.5"))
    assert ours.is_ours
    assert not law.is_ours
    assert str(ours.basis) == "8(3)"  # the provision that leaves the gap


def test_every_default_has_a_name_of_its_own_beside_a_provision() -> None:
    defaults = [value for value in vars(DEFAULTS).values() if isinstance(value, Default)]
    assert len({default.name for default in defaults}) == len(defaults)
    assert all(default.days >= 0 and default.beside.number for default in defaults)


def test_an_article_reads_as_it_is_cited() -> None:
    assert str(Article(8, "3")) == "8(3)"
    assert str(Article(9)) == "9"


def test_a_refusal_says_its_article_and_nothing_else() -> None:
    refused = convening.MeetingTooSoon(day=DAY, earliest=DAY)
    assert str(refused) == "MeetingTooSoon under Art. 8(3)"
    assert refused.facts["day"] == DAY
    assert Conflict().basis is None
    assert str(Conflict()) == "Conflict"
    assert isinstance(Conflict(Article(8, "3")), ProcedureRefused)
