"""What passed before a case of paper runs here, and what falls due from that day on: 0165."""

from dataclasses import replace
from datetime import date, timedelta
from uuid import UUID, uuid4

import pytest

from rules.basis import Article, Default
from rules.breaches import Breach, Wrong
from rules.defaults import DEFAULTS
from rules.duties import Duty, OpenDuty
from rules.facts import CaseFacts, MeetingFacts, TableFacts
from rules.from_paper import NOT_ON_PAPER, duties, is_before, is_noted, last_day, limits, steps
from rules.meetings import MeetingKind
from rules.paper_facts import PaperFacts
from rules.paper_sections import (
    HandedUnsaid,
    MetAfterwards,
    NobodyManagesIt,
    NotFromPaper,
    NothingOnRecord,
    NotOnPaper,
    PaperMinutes,
    PaperSection,
    PromisedBefore,
    RanHereAlready,
    RunsHere,
    SectionAnswer,
    SectionsUnanswered,
    SignersUnsaid,
    SomethingOnRecord,
    StillOnPaper,
    TakenOverAlready,
    check_answer,
    check_asked,
    check_begin,
    check_entered,
    check_handed,
    check_met_before,
    check_new,
    check_open,
    check_runs,
)
from rules.phases import Phase
from rules.planned import Planned
from rules.roles import Owner

ON = date(2026, 10, 1)
DAY = timedelta(days=1)
ID = uuid4()
MONTH = Article(5, "1.5")
EVERY = dict.fromkeys(PaperSection, SectionAnswer.NOT_KNOWN)


def a_case(*, entered: bool = True, of_paper: bool = True, met: bool = False) -> CaseFacts:
    held = MeetingFacts(ID, MeetingKind.FIRST, ON - 90 * DAY, ON - 99 * DAY, held_on=ON - 90 * DAY)
    return CaseFacts(
        id=ID,
        phase=Phase.IMPLEMENTATION,
        referred_on=ON - 100 * DAY,
        announced=True,
        appointed_on=ON - 99 * DAY,
        appointment_to_announce=None,
        assessed_initially=True,
        planned_initially=False,
        assessed=True,
        table=TableFacts(last=held if met else None),
        paper=PaperFacts(ON, entered) if of_paper else None,
    )


def owed(duty: Duty, due: date | None, basis: Article | Default = MONTH) -> OpenDuty:
    return OpenDuty(duty, Owner.MANAGER, due, basis, ID)


@pytest.mark.article("5(1.5)", "11(1)")
@pytest.mark.parametrize(
    ("due", "until", "ours"),
    [
        (ON - DAY, ON + 14 * DAY, True),
        (ON, ON, False),
        (ON + 3 * DAY, ON + 3 * DAY, False),
        (None, None, False),
    ],
)
def test_what_had_passed_has_another_day_and_what_lies_ahead_keeps_its_own(
    due: date | None, until: date | None, *, ours: bool
) -> None:
    (found,) = duties(a_case(), [owed(Duty.REVIEW_PLAN, due)])
    assert (found.due, found.is_ours, str(found.basis)) == (until, ours, "5(1.5)")
    (as_ever,) = duties(a_case(of_paper=False), [owed(Duty.REVIEW_PLAN, due)])
    assert as_ever.due == due


def test_a_limit_of_ours_stays_ours_beside_its_own_paragraph() -> None:
    late = owed(Duty.LATE_ACTION, ON - 40 * DAY, DEFAULTS.LATE_ACTION)
    (found,) = duties(a_case(), [late])
    assert (found.due, found.basis) == (last_day(ON), DEFAULTS.LATE_ACTION)
    assert not list(limits(a_case(), [late]))  # none of the text's


@pytest.mark.article("11(1)")
def test_while_it_is_entered_that_is_owed_and_what_only_the_manager_writes_down() -> None:
    found = [owed(Duty.REVIEW_PLAN, ON - DAY), owed(Duty.ADOPT_PLAN, ON - DAY)]
    being = duties(a_case(entered=False), found)
    assert [(each.duty, each.due) for each in being] == [
        (Duty.ENTER_PAPER, ON + 7 * DAY),
        (Duty.ADOPT_PLAN, ON + 7 * DAY),
    ]
    (appoint,) = duties(a_case(entered=False), [owed(Duty.APPOINT_MANAGER, ON - 9 * DAY)])
    assert (appoint.duty, appoint.actor, appoint.due) == (
        Duty.APPOINT_MANAGER,
        Owner.HEAD,
        ON + DAY,
    )


@pytest.mark.article("6(1.5)")
def test_what_goes_ahead_of_the_first_meeting_is_not_owed_after_it() -> None:
    prepare = owed(Duty.RECORD_ASSESSMENT, ON - 50 * DAY, DEFAULTS.PREPARE)
    assert not duties(a_case(met=True), [prepare])
    assert duties(a_case(), [prepare])


@pytest.mark.article("14(3.3)")
def test_nobody_is_asked_at_once_for_what_was_late_before() -> None:
    ask = Planned("ask_about_action", ID, ON - 30 * DAY)
    later = replace(ask, on=ON + 20 * DAY)
    send = Planned("send_plan", ID, date.min)
    assert [*steps(a_case(), [ask, later, send])] == [replace(ask, on=ON + 15 * DAY), later, send]
    tell = Planned("announce_appointment", ID, ON)
    assert [*steps(a_case(entered=False), [ask, send, tell])] == [tell]
    # its day is the last one before: the question falls on the very day, and waits too
    edge = replace(ask, on=ON)
    assert [*steps(a_case(), [edge])] == [replace(ask, on=ON + 15 * DAY)]


@pytest.mark.article("5(1.5)", "16(1)")
def test_what_passed_before_is_a_breach_by_its_own_day() -> None:
    month = owed(Duty.REVIEW_PLAN, ON - 40 * DAY)
    ahead = owed(Duty.APPROVE_MINUTES, ON, Article(10, "1"))
    (breach,) = limits(a_case(), [month, ahead])
    assert (breach.duty, breach.limit, is_before(breach.limit, ON)) == (
        Duty.REVIEW_PLAN,
        ON - 40 * DAY,
        True,
    )
    assert not list(limits(a_case(entered=False), [month]))
    assert not list(limits(a_case(of_paper=False), [month]))


@pytest.mark.parametrize("duty", sorted(NOT_ON_PAPER))
def test_what_the_record_does_not_say_of_then_is_no_lapse(duty: Duty | Wrong) -> None:
    def of(limit: date, what: Duty | Wrong) -> Breach:
        return Breach(what, Article(8, "3"), Owner.MANAGER, limit, ID)

    assert not is_noted(of(ON - DAY, duty), ON)
    assert is_noted(of(ON, duty), ON)
    assert is_noted(of(ON - DAY, duty), None)
    assert is_noted(of(ON - DAY, Wrong.SAT_IN_CONFLICT), ON)


def test_only_what_ran_on_paper_is_taken_over_and_once() -> None:
    def begin(on: date, *, planned_here: bool = False) -> None:
        came, entered = ON - 90 * DAY, ON
        check_begin(on, referred_on=came, entered_on=entered, planned_here=planned_here)

    begin(ON)
    begin(ON - 89 * DAY)
    with pytest.raises(NotOnPaper):
        begin(ON - 90 * DAY)
    with pytest.raises(RanHereAlready):
        begin(ON + DAY)
    with pytest.raises(RunsHere):
        begin(ON, planned_here=True)
    check_new(None)
    with pytest.raises(TakenOverAlready):
        check_new(PaperFacts(ON, entered=False))


def test_it_stays_open_until_all_is_entered_and_nothing_is_begun_meanwhile() -> None:
    being, done = PaperFacts(ON, entered=False), PaperFacts(ON, entered=True)
    assert check_open(being) is being
    for closed in (None, done):
        with pytest.raises(NotFromPaper):
            check_open(closed)
        check_runs(closed)
    with pytest.raises(StillOnPaper):
        check_runs(being)


def test_each_section_is_answered_by_what_stands_here() -> None:
    check_entered(EVERY, set(), managed=True)
    with pytest.raises(NobodyManagesIt):
        check_entered(EVERY, set(), managed=False)
    for left in PaperSection:
        said = {each: answer for each, answer in EVERY.items() if each is not left}
        with pytest.raises(SectionsUnanswered):
            check_entered(said, set(), managed=True)
    with pytest.raises(NothingOnRecord):
        check_entered(EVERY | {PaperSection.PLAN: SectionAnswer.ON_RECORD}, set(), managed=True)
    check_answer(SectionAnswer.ON_RECORD, on_record=True)
    check_answer(SectionAnswer.NONE, on_record=False)
    with pytest.raises(SomethingOnRecord):
        check_answer(SectionAnswer.NONE, on_record=True)


@pytest.mark.article("9", "10(1)", "13(3)")
def test_a_meeting_of_then_says_who_signs_and_the_plan_who_has_it() -> None:
    paper = PaperFacts(ON, entered=False)
    check_met_before(ON - DAY, paper, PaperMinutes.SIGNED, somebody_there=False)
    with pytest.raises(MetAfterwards):
        check_met_before(ON, paper, PaperMinutes.SIGNED, somebody_there=True)
    with pytest.raises(SignersUnsaid):
        check_met_before(ON - DAY, paper, PaperMinutes.OPEN, somebody_there=False)
    check_asked(ON, paper)
    check_asked(ON - DAY, None)
    with pytest.raises(PromisedBefore):
        check_asked(ON - DAY, paper)
    check_handed(handed=False)
    with pytest.raises(HandedUnsaid):
        check_handed(None)


def test_the_meetings_whose_minutes_lie_in_the_file_owe_none() -> None:
    other: UUID = uuid4()
    table = a_case(met=True).table
    assert [each.id for each in table.without_minutes] == [ID]
    assert not replace(table, in_paper_file=frozenset({ID})).without_minutes
    assert replace(table, in_paper_file=frozenset({other})).without_minutes
