"""A contact of the child as an action of the plan, and what is due of it: Art. 13(2), 14(1)."""

from dataclasses import replace
from datetime import date, timedelta
from itertools import islice
from uuid import uuid4

import pytest

from rules.contact_days import (
    MOST_DAYS,
    ContactInForce,
    ContactRhythm,
    ContactTime,
    ContactVersion,
    ScheduledContact,
    in_force,
    next_owed,
    passed,
    without_entry,
)
from rules.contact_schedule import (
    ContactNotNamed,
    ContactOutcome,
    ContactTerms,
    ContactWatch,
    ContactWithNobody,
    ContactWithoutRhythm,
    ContactWithoutStart,
    NotHeldWithoutWhy,
    OutcomeNotSaid,
    WatchNotSpokenOf,
    WhoseDoing,
    check_contact,
    check_outcome,
    duties,
)
from rules.death import ENDED_DUTIES
from rules.defaults import DEFAULTS
from rules.duties import Duty
from rules.refusals import ProcedureRefused
from rules.roles import Owner
from tests.rules.known import MEETS, a_closure, in_implementation

DAY = timedelta(days=1)
START = date(2026, 10, 5)  # a Monday
WEEKLY = ContactRhythm(START, 7)
SATURDAYS = ContactRhythm(START, weekdays=frozenset({5}))
TERMS = ContactTerms(True, START, 7, frozenset(), ContactWatch.NOT_STATED)


def times(rhythm: ContactRhythm, count: int) -> list[ContactTime]:
    return list(islice(rhythm.times(), count))


@pytest.mark.article("13(2)")
def test_a_rhythm_divides_the_days_into_times_from_its_first_day() -> None:
    assert times(WEEKLY, 2) == [
        ContactTime(START, START + 6 * DAY),
        ContactTime(START + 7 * DAY, START + 13 * DAY),
    ]
    assert times(SATURDAYS, 2) == [
        ContactTime(START + 5 * DAY, START + 5 * DAY),
        ContactTime(START + 12 * DAY, START + 12 * DAY),
    ]
    far = replace(WEEKLY, from_on=date.max - 21 * DAY)
    assert len(list(far.times())) == 2  # and no overflow
    for rhythm in (WEEKLY, SATURDAYS):
        first = times(rhythm, 1)[0]
        assert first.holds(first.first)
        assert first.holds(first.last)
        assert not first.holds(first.last + DAY)
        assert not first.holds(first.first - DAY)


@pytest.mark.article("13(2)")
@pytest.mark.parametrize(
    ("wrong", "refusal"),
    [
        ({"is_named": False}, ContactWithNobody),
        ({"every_days": None}, ContactWithoutRhythm),
        ({"weekdays": frozenset({5})}, ContactWithoutRhythm),
        ({"every_days": 0}, ContactWithoutRhythm),
        ({"every_days": MOST_DAYS + 1}, ContactWithoutRhythm),
        ({"from_on": None}, ContactWithoutStart),
        ({"watch": None}, WatchNotSpokenOf),
    ],
)
def test_a_contact_says_with_whom_how_often_and_from_when(
    wrong: dict[str, object], refusal: type[ProcedureRefused]
) -> None:
    check_contact(1, TERMS)
    check_contact(1, replace(TERMS, every_days=MOST_DAYS))
    check_contact(1, replace(TERMS, every_days=1))
    check_contact(1, replace(TERMS, every_days=None, weekdays=frozenset({5})))
    with pytest.raises(refusal) as refused:
        check_contact(1, replace(TERMS, **wrong))  # type: ignore[arg-type]
    assert refused.value.basis == DEFAULTS.CONTACT_SCHEDULE
    assert TERMS.rhythm == WEEKLY
    assert replace(TERMS, from_on=None).rhythm is None


HELD = ContactOutcome(True, took_place=True)
NOT_HELD = ContactOutcome(True, took_place=False, why_not="S'erdhi.", whose=WhoseDoing.KIN)


@pytest.mark.article("14(1)")
@pytest.mark.parametrize(
    ("outcome", "refusal"),
    [
        (ContactOutcome(True), OutcomeNotSaid),
        (replace(HELD, why_not="S'erdhi."), OutcomeNotSaid),
        (replace(HELD, whose=WhoseDoing.NOBODY), OutcomeNotSaid),
        (replace(NOT_HELD, why_not=" "), NotHeldWithoutWhy),
        (replace(NOT_HELD, whose=None), NotHeldWithoutWhy),
        (replace(HELD, is_named=False), ContactNotNamed),
        (ContactOutcome(False, why_not="S'erdhi."), ContactNotNamed),
        (ContactOutcome(False, whose=WhoseDoing.CHILD), ContactNotNamed),
        (ContactOutcome(False, says_more=True), ContactNotNamed),
    ],
)
def test_what_became_of_a_contact_is_said_whole_or_not_at_all(
    outcome: ContactOutcome, refusal: type[ProcedureRefused]
) -> None:
    for whole in (HELD, NOT_HELD, replace(NOT_HELD, whose=WhoseDoing.NOT_STATED)):
        check_outcome(whole)
    check_outcome(ContactOutcome(False))
    with pytest.raises(refusal):
        check_outcome(outcome)


@pytest.mark.article("15(3)")
def test_a_changed_schedule_runs_from_its_day_and_what_was_before_stays() -> None:
    changed = START + 17 * DAY
    daily = ContactRhythm(changed, 1)
    assert in_force([ContactVersion(WEEKLY, START), ContactVersion(daily, changed)]) == [
        ContactInForce(WEEKLY, START, changed),
        ContactInForce(daily, changed),
    ]
    later = replace(daily, from_on=changed + 5 * DAY)
    assert in_force([ContactVersion(WEEKLY, START), ContactVersion(later, changed)])[0].until == (
        changed + 5 * DAY
    )
    carried = [ContactVersion(WEEKLY, START), ContactVersion(WEEKLY, changed)]
    assert in_force(carried) == [ContactInForce(WEEKLY, START)]
    over = [*carried[:1], replace(carried[1], over_on=changed + DAY)]
    assert in_force(over) == [ContactInForce(WEEKLY, START, changed + DAY)]
    none = [ContactVersion(None, START), ContactVersion(WEEKLY, changed)]
    assert in_force(none) == [ContactInForce(WEEKLY, changed)]
    no_more = [ContactVersion(WEEKLY, START), ContactVersion(None, changed)]
    assert in_force(no_more) == [ContactInForce(WEEKLY, START, changed)]
    ended = [ContactVersion(WEEKLY, START, over_on=START + 9 * DAY), ContactVersion(None, changed)]
    assert in_force(ended) == [ContactInForce(WEEKLY, START, START + 9 * DAY)]
    two = ScheduledContact(
        uuid4(), (ContactInForce(WEEKLY, START, changed), ContactInForce(daily, changed))
    )
    assert list(islice(two.times(), 3)) == [  # the third week was cut short
        ContactTime(START, START + 6 * DAY),
        ContactTime(START + 7 * DAY, START + 13 * DAY),
        ContactTime(changed, changed),
    ]
    whole = ContactInForce(WEEKLY, START, START + 7 * DAY)
    assert list(whole.times()) == times(WEEKLY, 1)
    assert not list(replace(whole, until=START + 6 * DAY).times())
    before = ContactInForce(WEEKLY, START + DAY)  # adopted a day after its first day
    assert next(before.times()).first == START + 7 * DAY


CONTACT = ScheduledContact(uuid4(), (ContactInForce(WEEKLY, START),))


@pytest.mark.article("14(1)")
def test_the_oldest_time_without_an_entry_is_owed_until_its_last_day() -> None:
    facts = in_implementation(contacts=(CONTACT,))
    (duty,) = duties(facts)
    assert (duty.duty, duty.actor, duty.due) == (Duty.LOG_CONTACT, Owner.MANAGER, START + 6 * DAY)
    assert (duty.subject_id, duty.basis) == (CONTACT.action_id, DEFAULTS.CONTACT_SCHEDULE)
    assert not duty.is_missed(START + 6 * DAY)
    assert duty.is_missed(START + 7 * DAY)
    second = replace(CONTACT, entered=frozenset({START + 8 * DAY}))
    assert next_owed(second) == times(WEEKLY, 1)[0]
    both = replace(second, entered=second.entered | {START})
    assert next_owed(both) == times(WEEKLY, 3)[2]
    assert passed(both, START + 14 * DAY) == times(WEEKLY, 2)
    assert passed(both, START + 13 * DAY) == times(WEEKLY, 1)
    assert without_entry(times(WEEKLY, 3), both.entered) == times(WEEKLY, 3)[2:]


@pytest.mark.article("14(1)", "17(3.5)")
def test_nothing_is_owed_of_a_contact_that_a_death_or_the_decision_ended() -> None:
    assert Duty.LOG_CONTACT in ENDED_DUTIES
    closed = in_implementation(contacts=(CONTACT,), closure=a_closure(decided_on=MEETS))
    assert not list(duties(closed))
    gone = replace(CONTACT, died_on=START + 13 * DAY)
    assert list(gone.times()) == times(WEEKLY, 1)
    nobody = replace(CONTACT, died_on=date.min)
    assert next_owed(nobody) is None
    assert not list(duties(in_implementation(contacts=(nobody,))))


@pytest.mark.article("13(2)", "15(3)")
@pytest.mark.parametrize("every", [None, 1, 3, 7, 31])
def test_a_first_day_long_ago_is_counted_and_not_walked(every: int | None) -> None:
    days = frozenset({5}) if every is None else frozenset()
    rhythm = ContactRhythm(date(1900, 1, 1), every, days)
    walked = (each for each in rhythm.times() if each.first >= START)
    assert list(islice(rhythm.times(START), 9)) == list(islice(walked, 9))
    assert next(rhythm.times(rhythm.from_on)) == next(rhythm.times())
