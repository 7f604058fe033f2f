"""A meeting that members ask for: who may ask, and that each is answered: Art. 8(4)."""

from collections.abc import Sequence
from datetime import date, timedelta
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules import case_life, initiative
from rules.defaults import DEFAULTS
from rules.duties import Duty
from rules.facts import RequestFacts
from rules.initiative import (
    AskedOnAnotherDay,
    AskedWithoutReason,
    AskerFacts,
    AskerHasLeft,
    AskerNotBound,
    NoMeetingFollows,
    NotCalledWithoutReason,
    RequestAnswered,
    RequestMeans,
    check_open,
    check_refusal,
    check_request,
)
from rules.phases import Phase
from rules.refusals import ProcedureRefused
from tests.rules.known import MEETS, MEMBER, a_managed_case, a_table

SEATED = date(2026, 9, 10)
TODAY = date(2026, 9, 30)
FIRST, SECOND = UUID(int=41), UUID(int=42)


def a_request(id: UUID = FIRST, called_off_on: date | None = None) -> RequestFacts:
    return RequestFacts(id, MEMBER, MEETS, called_off_on)


YESTERDAY = TODAY - timedelta(days=1)


def ask(
    asked_on: date = TODAY,
    *,
    sat: bool = True,
    declared: bool = True,
    reason: str = "Fëmija nuk vjen në shkollë.",
    decided_on: date | None = None,
    means: RequestMeans = RequestMeans.LINK,
) -> None:
    asker = AskerFacts(sat, declared, SEATED)
    check_request(asker, asked_on, TODAY, reason=reason, decided_on=decided_on, means=means)


@pytest.mark.article("8(4)")
@pytest.mark.parametrize("day", [SEATED, TODAY - timedelta(days=1), TODAY])
def test_who_sits_and_has_declared_may_ask(day: date) -> None:
    ask(day)


@pytest.mark.article("8(4)")
@pytest.mark.parametrize(
    ("given", "refusal"),
    [
        ({"sat": False}, AskerHasLeft),
        ({"sat": False, "declared": False}, AskerHasLeft),
        ({"sat": False, "asked_on": SEATED - timedelta(days=1)}, AskedOnAnotherDay),
        ({"declared": False}, AskerNotBound),
        ({"decided_on": TODAY}, NoMeetingFollows),
        ({"decided_on": YESTERDAY, "means": RequestMeans.PHONE}, NoMeetingFollows),
        ({"reason": " \n"}, AskedWithoutReason),
        ({"asked_on": SEATED - timedelta(days=1)}, AskedOnAnotherDay),
        ({"asked_on": TODAY + timedelta(days=1)}, AskedOnAnotherDay),
    ],
)
def test_nobody_else_and_nothing_else(
    given: dict[str, object], refusal: type[ProcedureRefused]
) -> None:
    with pytest.raises(refusal):
        ask(**given)  # type: ignore[arg-type]


@pytest.mark.article("8(4)")
def test_what_was_asked_before_the_closing_is_written_down_after_it() -> None:
    ask(YESTERDAY, decided_on=YESTERDAY, means=RequestMeans.PAPER)


@pytest.mark.article("8(4)")
def test_no_request_is_dismissed_without_a_word() -> None:
    check_refusal(FIRST, [a_request()], "Tryeza u mblodh dje.")
    with pytest.raises(NotCalledWithoutReason) as refused:
        check_refusal(FIRST, [a_request()], "  ")
    assert str(refused.value.basis) == "8(4)"


@pytest.mark.article("8(4)")
def test_what_is_answered_is_not_answered_again() -> None:
    check_open([FIRST, SECOND], [a_request(), a_request(SECOND)])
    with pytest.raises(RequestAnswered):
        check_open([FIRST, SECOND], [a_request()])
    with pytest.raises(RequestAnswered):
        check_refusal(FIRST, [], "Vonë.")


@pytest.mark.article("8(4)")
@pytest.mark.parametrize(
    ("called_off_on", "due"),
    [(None, date(2026, 9, 24)), (date(2026, 10, 5), date(2026, 10, 8))],
)
def test_the_manager_owes_an_answer_within_our_three_days(
    called_off_on: date | None, due: date
) -> None:
    (duty,) = initiative.duties(a_table(requests=(a_request(FIRST, called_off_on),)))
    assert (duty.duty, duty.actor, duty.due) == (Duty.ANSWER_REQUEST, "manager", due)
    assert (duty.subject_id, duty.members) == (FIRST, (MEMBER,))
    assert duty.is_ours
    assert duty.basis == DEFAULTS.ANSWER_REQUEST
    assert str(duty.basis) == "8(4)"


@pytest.mark.article("8(4)")
@given(st.lists(st.uuids(), max_size=6, unique=True))
def test_each_request_is_a_duty_of_its_own(ids: Sequence[UUID]) -> None:
    facts = a_managed_case(table=a_table(requests=tuple(a_request(each) for each in ids)))
    owed = [duty for duty in case_life.duties(facts) if duty.duty is Duty.ANSWER_REQUEST]
    assert {duty.subject_id for duty in owed} == set(ids)


@pytest.mark.article("8(4)")
def test_a_closed_case_owes_no_answer() -> None:
    facts = a_managed_case(phase=Phase.CLOSED, table=a_table(requests=(a_request(),)))
    assert case_life.duties(facts) == []
