"""What waits for somebody's word without a day in the text, and what does not: ours, 0128."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from uuid import UUID

import pytest

from rules.decision_records import DecidedSoFar, DecisionSubject
from rules.left_behind import ClaimFacts, DatedFacts
from rules.monitoring import VersionInForce, in_force, waiting_for_a_form
from rules.signals import SignalFacts, SourceFacts
from rules.supervision import QuestionState, Turn, TurnFacts, stands_since
from rules.visits import Followed
from rules.waiting import (
    ARTICLES,
    URGENT,
    ContributionWaits,
    FollowUpFacts,
    QuestionFacts,
    WaitingFacts,
    WaitingForWord,
    WaitingKind,
    for_the_head,
    for_the_manager,
    waiting,
)

DAY = timedelta(days=1)
TODAY = date(2026, 10, 30)
ASKED = TODAY - 20 * DAY
AT = datetime(2026, 10, 1, 8, tzinfo=UTC)


def only(facts: WaitingFacts, today: date = TODAY) -> list[WaitingForWord]:
    return waiting(facts, None, today)


@pytest.mark.article("16(1)")
def test_a_question_waits_since_it_was_asked_and_anew_since_it_was_asked_further() -> None:
    answered = TurnFacts(Turn.ANSWERED, ASKED + DAY)
    closed, further = TurnFacts(Turn.CLOSED, ASKED + 2 * DAY), TurnFacts(Turn.REOPENED, TODAY - DAY)
    asked = (
        ((), WaitingKind.QUESTION, ASKED),
        ((answered,), WaitingKind.ANSWERED, ASKED + DAY),
        ((further, closed, answered), WaitingKind.QUESTION, TODAY - DAY),
    )
    for turns, kind, since in asked:
        assert only(WaitingFacts(questions=[QuestionFacts(ASKED, turns)])) == [
            WaitingForWord(kind, 1, since)
        ]
    assert only(WaitingFacts(questions=[QuestionFacts(ASKED, (answered, closed))])) == []
    later = TurnFacts(Turn.ANSWERED, ASKED + 5 * DAY)
    assert stands_since(ASKED, [answered, later]) == (QuestionState.ANSWERED, ASKED + DAY)


@pytest.mark.article("14(3.2)")
def test_a_superior_who_was_told_in_vain_waits_for_a_word_after_the_childs_death_too() -> None:
    facts = WaitingFacts(fallen=[TODAY, ASKED])
    assert only(facts) == only(replace(facts, died=True))
    assert only(facts) == [WaitingForWord(WaitingKind.FALLEN, 2, ASKED)]
    assert only(WaitingFacts(holding=[ASKED], died=True)) == [
        WaitingForWord(WaitingKind.HOLDING, 1, ASKED)
    ]


@pytest.mark.article("16(1)", "17(3)")
def test_a_closing_without_an_approval_waits_for_the_head_and_is_seen_by_the_manager() -> None:
    found = only(WaitingFacts(unapproved=[ASKED], closed=True, died=True))
    assert found == [WaitingForWord(WaitingKind.UNAPPROVED, 1, ASKED)]
    assert for_the_head(found) == for_the_manager(found) == found


@pytest.mark.article("16(2)")
def test_what_follows_from_a_visit_waits_from_the_day_after_its_own() -> None:
    due = WaitingFacts(follow_ups=[FollowUpFacts(TODAY)])
    assert only(due) == []
    assert only(due, TODAY + DAY) == [WaitingForWord(WaitingKind.FOLLOW_UP, 1, TODAY + DAY)]
    assert only(WaitingFacts(follow_ups=[FollowUpFacts(None)])) == []
    not_done = FollowUpFacts(ASKED, ((ASKED, Followed.NOT_DONE),))
    done = FollowUpFacts(ASKED, ((ASKED, Followed.NOT_DONE), (TODAY, Followed.DONE)))
    assert only(WaitingFacts(follow_ups=[not_done, done])) == [
        WaitingForWord(WaitingKind.FOLLOW_UP, 1, ASKED + DAY)
    ]


@pytest.mark.article("12(1)")
def test_a_claim_waits_until_anything_is_found_of_it() -> None:
    found = ClaimFacts(ASKED, (DatedFacts(TODAY, AT),))
    claims = [ClaimFacts(TODAY - DAY), ClaimFacts(ASKED), found]
    assert only(WaitingFacts(claims=claims)) == [WaitingForWord(WaitingKind.CLAIM, 2, ASKED)]


@pytest.mark.article("14(4)")
def test_signals_are_those_that_nobody_answered() -> None:
    came = SourceFacts(UUID(int=1), TODAY, AT + 3 * DAY)
    signals = SignalFacts(assessed=DatedFacts(ASKED, AT), given=(came,))
    assert waiting(WaitingFacts(), signals, TODAY) == [WaitingForWord(WaitingKind.SIGNAL, 1, TODAY)]
    assert waiting(WaitingFacts(), replace(signals, is_over=True), TODAY) == []


@pytest.mark.article("14(6)")
def test_a_version_that_changed_unmonitored_waits_until_the_next_form() -> None:
    versions = in_force([(1, ASKED), (2, ASKED + 5 * DAY), (3, ASKED + 9 * DAY)])
    assert versions[-1] == VersionInForce(3, ASKED + 9 * DAY)
    facts = WaitingFacts(versions=versions)
    assert only(facts) == [WaitingForWord(WaitingKind.UNMONITORED, 2, ASKED + 5 * DAY)]
    first = [(1, ASKED + 5 * DAY)]
    assert [each.number for each in waiting_for_a_form(versions, first)] == [2]
    assert only(replace(facts, monitored=[(3, ASKED + 9 * DAY)])) == []


@pytest.mark.article("14(3.4)")
def test_the_table_that_was_told_nothing_since_it_met_waits() -> None:
    facts = WaitingFacts(versions=in_force([(1, ASKED)]), met_on=ASKED)
    assert only(facts) == [WaitingForWord(WaitingKind.UNTOLD, 1, ASKED)]
    assert only(replace(facts, told=[TODAY])) == []
    assert only(replace(facts, versions=[])) == []


@pytest.mark.article("14(3.4)")
def test_each_member_whom_the_mail_did_not_reach_waits_until_the_case_is_closed() -> None:
    facts = WaitingFacts(wordless=[TODAY, ASKED])
    assert only(facts) == [WaitingForWord(WaitingKind.WORDLESS, 2, ASKED)]
    assert only(replace(facts, closed=True)) == only(replace(facts, died=True)) == []


@pytest.mark.article("6(1.6)", "12(3)")
def test_a_contribution_and_a_grave_decision_wait_for_the_managers_word() -> None:
    said = [
        ContributionWaits(ASKED),
        ContributionWaits(ASKED, planned=True),
        ContributionWaits(ASKED, left=True),
    ]
    assert only(WaitingFacts(contributions=said)) == [
        WaitingForWord(WaitingKind.CONTRIBUTION, 1, ASKED)
    ]
    facts = WaitingFacts(decided=DecidedSoFar(sheltered_on=ASKED))
    assert only(facts) == [WaitingForWord(WaitingKind.UNWEIGHED, 1, ASKED)]
    assert only(replace(facts, records=[(DecisionSubject.PLACEMENT, ASKED)])) == []


@pytest.mark.article("16(1)", "17(3.5)")
def test_what_was_asked_stands_first_and_alone_waits_after_a_death() -> None:
    facts = WaitingFacts(
        questions=[QuestionFacts(TODAY)],
        follow_ups=[FollowUpFacts(TODAY - 2 * DAY)],
        claims=[ClaimFacts(ASKED)],
        contributions=[ContributionWaits(ASKED - DAY)],
    )
    first = [WaitingKind.FOLLOW_UP, WaitingKind.QUESTION]
    then = [WaitingKind.CONTRIBUTION, WaitingKind.CLAIM]
    assert [each.kind for each in only(facts)] == [*first, *then]
    assert [each.kind for each in only(replace(facts, died=True))] == first
    closed = only(replace(facts, closed=True))
    assert [each.kind for each in closed] == [*first, WaitingKind.CLAIM]
    assert set(first) == URGENT


def test_an_answered_question_waits_for_the_head_alone() -> None:
    said = (TurnFacts(Turn.ANSWERED, ASKED),)
    found = only(WaitingFacts(questions=[QuestionFacts(ASKED, said), QuestionFacts(ASKED)]))
    assert [each.kind for each in for_the_head(found)] == [WaitingKind.ANSWERED]
    assert [each.kind for each in for_the_manager(found)] == [WaitingKind.QUESTION]
    assert set(ARTICLES) == set(WaitingKind)
