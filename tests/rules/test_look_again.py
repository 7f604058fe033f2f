"""By when the table looks at one action again: Annex 1, part 4.5, Art. 5(1.5), 15."""

from datetime import date, timedelta
from uuid import uuid4

import pytest

from rules.action_facts import LookFacts
from rules.breaches import passed
from rules.case_life import duties
from rules.death import ENDED_DUTIES
from rules.defaults import DEFAULTS
from rules.duties import Duty
from rules.look_again import (
    LooksTooEarly,
    check_look,
    check_looks,
    goes_on,
    looked_on,
)
from rules.look_again import duties as look_duties
from rules.roles import Owner
from tests.rules.known import MEETS, a_closure, in_implementation

MADE = date(2026, 1, 31)
DAY = timedelta(days=1)
LOOK = LookFacts(uuid4(), MEETS + 9 * DAY)


@pytest.mark.article("5(1.5)", "15(1)")
def test_a_day_of_its_own_lies_after_the_plan_as_far_off_as_the_table_says() -> None:
    check_look(1, None, MADE)
    for day in (MADE + DAY, date(2026, 2, 28), date(2026, 5, 4)):
        check_look(1, day, MADE)
    with pytest.raises(LooksTooEarly):
        check_looks([(1, None), (2, MADE)], MADE)


@pytest.mark.article("15(1)", "15(2)")
def test_the_first_review_from_the_week_before_that_day_on_answers_it() -> None:
    day = MADE + 9 * DAY
    assert looked_on(day, []) is None
    assert looked_on(day, [day - 8 * DAY]) is None
    assert looked_on(day, [day - 7 * DAY, day]) == day - 7 * DAY
    assert looked_on(day, [day - DAY], day - DAY) is None
    assert looked_on(day, [day - 2 * DAY, day - DAY], day - 2 * DAY) == day - DAY
    assert looked_on(day, [day + 9 * DAY, day]) == day
    assert goes_on(day, day - 8 * DAY) == day
    assert goes_on(day, day - 7 * DAY) is None
    assert goes_on(day, day) is None
    assert goes_on(None, day) is None


@pytest.mark.article("14(1)", "15(1)")
def test_the_manager_owes_it_and_the_head_sees_it_late() -> None:
    facts = in_implementation(looks=(LOOK,))
    (duty,) = look_duties(facts)
    assert (duty.duty, duty.actor, duty.due) == (Duty.LOOK_AGAIN, Owner.MANAGER, LOOK.on)
    assert (duty.subject_id, duty.basis) == (LOOK.id, DEFAULTS.LOOK_AGAIN)
    assert duty in duties(facts)
    assert list(passed([duty], LOOK.on + DAY)) == []  # the month of the plan stands beside it
    closed = in_implementation(looks=(LOOK,), closure=a_closure(decided_on=MEETS))
    assert list(look_duties(closed)) == []
    assert Duty.LOOK_AGAIN in ENDED_DUTIES
