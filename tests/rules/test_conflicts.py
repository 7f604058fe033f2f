"""Who has a conflict of interest does not take part: a meeting at which they did: Art. 10(2)."""

from datetime import date, timedelta
from uuid import uuid4

import pytest

from rules.basis import Article
from rules.conflicts import BOUND_WITHOUT_SEAT, barred, sat_in_conflict
from rules.defaults import DEFAULTS
from rules.deputies import DecidesInConflict, NotTheHead, check_head
from rules.participants import BROUGHT, Part
from rules.roles import Owner
from tests.rules.known import MEETING, MEETS, MEMBER

DAY = timedelta(days=1)


@pytest.mark.article("10(2)")
@pytest.mark.parametrize(
    ("declared_on", "is_barred"),
    [
        (None, False),  # none stands, or it was a mistake
        (MEETS - DAY, True),
        (MEETS, False),  # it may have come up in the room
        (MEETS + DAY, False),
    ],
)
def test_from_the_day_after_their_word_nobody_takes_part(
    declared_on: date | None, is_barred: bool
) -> None:
    assert barred(declared_on, MEETS) is is_barred


@pytest.mark.article("10(2)", "4(1)")
def test_the_text_binds_members_and_the_assistant_and_nobody_else() -> None:
    assert {part for part in BROUGHT if part in BOUND_WITHOUT_SEAT} == {Part.ASSISTANT}
    wrong = sat_in_conflict(MEETING, MEETS, MEMBER, member_id=MEMBER)
    assert (str(wrong.basis), wrong.actor, wrong.limit) == ("10(2)", Owner.MEMBERS, MEETS)
    assert sat_in_conflict(MEETING, MEETS, uuid4()).actor is Owner.MANAGER


@pytest.mark.article("10(2)")
def test_neither_head_nor_deputy_decides_at_a_table_of_their_conflict() -> None:
    check_head(acts_as_head=True, basis=DEFAULTS.DEPUTY)
    with pytest.raises(DecidesInConflict) as refused:
        check_head(acts_as_head=True, basis=DEFAULTS.DEPUTY, in_conflict=True)
    assert refused.value.basis == Article(10, "2")
    with pytest.raises(NotTheHead):
        check_head(acts_as_head=False, basis=DEFAULTS.DEPUTY, in_conflict=True)
