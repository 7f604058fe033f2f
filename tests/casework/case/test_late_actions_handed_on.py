"""A late action whose member was succeeded: who is asked, whose word counts: Art. 14(3.3)."""

from dataclasses import replace
from datetime import timedelta
from uuid import UUID

import pytest
from sqlalchemy import select

from casework.case import action_words, reviewing
from models.plan import ReportRequest
from models.session import unit_of_work
from rules.assessment import Risk
from rules.duties import Duty
from rules.late_actions import ActionWord, OfAnotherThatDay
from rules.planning import ActionStatus
from tests.builders import SILENT, ACase
from tests.casework.case.test_late_actions import is_cut, say
from tests.casework.case.test_planning import adopt
from tests.casework.conftest import At
from tests.casework.table.test_succession import SERGEANT, a_sergeant, leave


def of_the_police(case: ACase) -> ReportRequest:
    """What the police were asked of their action, whose day passed the day before."""
    own, *_ = case.drafts()
    day = case.clock.today() + timedelta(days=4)
    adopt(case, [replace(own, member_id=case.seat(SILENT), due_on=day)])
    case.write_minutes()
    case.stage.move_to(day + timedelta(days=1))
    with unit_of_work() as work:
        return work.session.scalars(
            select(ReportRequest).where(ReportRequest.action_id.is_not(None))
        ).one()


def asked_of(seat: UUID) -> list[ReportRequest]:
    with unit_of_work() as work:
        query = select(ReportRequest).where(ReportRequest.member_id == seat)
        return list(work.session.scalars(query.where(ReportRequest.action_id.is_not(None))))


@pytest.mark.article("8(6)", "14(3.3)", "18(2)")
@pytest.mark.parametrize("answered", [True, False])
def test_a_successor_is_asked_what_nobody_answered_once_they_have_declared(
    a_case: At, *, answered: bool
) -> None:
    case = a_case("assessed")
    question = of_the_police(case)
    if answered:
        say(case, question, ActionWord(ActionStatus.UNCOMPLETED))
    leave(case, successor=a_sergeant(case))
    seat = case.seat(SERGEANT)
    assert Duty.LATE_ACTION not in case.duties()
    assert Duty.HAND_ON_ACTIONS not in case.duties()
    left = case.duties()[Duty.LEFT_ACTION]
    assert (left.actor, left.members) == ("manager", (seat,))
    assert asked_of(seat) == []
    case.declare(seat)
    case.stage.settle()
    assert Duty.LEFT_ACTION not in case.duties()
    assert case.duties()[Duty.LATE_ACTION].members == (seat,)
    assert len(asked_of(seat)) == (0 if answered else 1)
    assert len(case.messages("reports/action_late")) == (1 if answered else 2)


@pytest.mark.article("8(6)", "14(2)")
def test_a_successor_adds_to_what_the_one_before_answered(a_case: At) -> None:
    case = a_case("assessed")
    question, typed = of_the_police(case), ActionWord(ActionStatus.UNCOMPLETED)
    say(case, question, typed)
    before = case.clock.today()
    case.stage.move_to(before + timedelta(days=2))
    leave(case, successor=a_sergeant(case))
    seat = case.seat(SERGEANT)
    case.declare(seat)
    for word, on, by in (
        (typed, before + timedelta(days=1), question.member_id),
        (ActionWord(ActionStatus.COMPLETED), case.clock.today(), seat),
    ):
        with case.manager() as work:
            row = action_words.answer(
                work, question.id, word, words="Ende jo.", on_paper=True, on=on
            )
            assert (row.follows_id, row.member_id) == (question.id, by)
    assert Duty.LATE_ACTION not in case.duties()


@pytest.mark.article("8(6)", "14(2)", "15(3)")
@pytest.mark.parametrize("answered", [True, False])
def test_what_the_one_before_said_is_typed_also_once_the_plan_names_the_successor(
    a_case: At, *, answered: bool
) -> None:
    case = a_case("assessed")
    question, typed = of_the_police(case), ActionWord(ActionStatus.UNCOMPLETED)
    said_on = case.clock.today()
    if answered:
        say(case, question, typed)
    case.stage.move_to(said_on + timedelta(days=1))
    leave(case, successor=a_sergeant(case))
    case.declare(case.seat(SERGEANT))
    case.convene(case.at(30), on_review=True)
    case.meet()
    found = case.findings(ActionStatus.IN_PROCESS)
    changed = {
        id: replace(each, service="Tjetër.", reason="Më mirë.") for id, each in found.items()
    }
    with case.manager() as work:
        reviewing.settle_review(work, case.case, risk=Risk.LOW, finding="Mirë.", progress=changed)
    assert {row.member_id for row in case.plans()[-1].actions} == {case.seat(SERGEANT)}
    with case.manager() as work:
        row = action_words.answer(
            work, question.id, typed, words="Ende jo.", on_paper=True, on=said_on
        )
        assert (row.member_id, row.received_on) == (question.member_id, said_on)


@pytest.mark.article("8(6)", "14(3.2)", "14(3.3)")
def test_what_the_one_before_had_said_answers_what_the_successor_was_asked_meanwhile(
    a_case: At,
) -> None:
    case = a_case("assessed")
    question = of_the_police(case)
    said_on = case.clock.today()
    case.stage.move_to(said_on + timedelta(days=1))
    leave(case, successor=a_sergeant(case))
    seat = case.seat(SERGEANT)
    case.declare(seat)
    case.stage.settle()
    assert case.duties()[Duty.ANSWER_ACTION].members == (seat,)
    with case.manager() as work:
        word = ActionWord(ActionStatus.UNCOMPLETED)
        action_words.answer(work, question.id, word, words="Ende jo.", on_paper=True, on=said_on)
    (theirs,) = asked_of(seat)
    assert (theirs.answered_in_id, theirs.received_on) == (question.id, said_on)
    assert Duty.ANSWER_ACTION not in case.duties()
    assert case.duties()[Duty.LATE_ACTION].members == (seat,)


@pytest.mark.article("8(6)", "14(2)")
def test_the_first_word_of_who_had_left_is_taken_of_no_day_of_the_successor(a_case: At) -> None:
    case = a_case("assessed")
    question = of_the_police(case)
    said_on = case.clock.today() + timedelta(days=1)
    case.stage.move_to(said_on + timedelta(days=1))
    leave(case, successor=a_sergeant(case))
    word, came_on = ActionWord(ActionStatus.UNCOMPLETED), case.clock.today()
    with pytest.raises(OfAnotherThatDay), case.manager() as work:
        action_words.answer(work, question.id, word, words="Jo.", on_paper=True, on=came_on)
    with case.manager() as work:
        row = action_words.answer(work, question.id, word, words="Jo.", on_paper=True, on=said_on)
        assert (row.id, row.member_id) == (question.id, question.member_id)
    assert is_cut(question)  # whoever has left opens nothing with it
