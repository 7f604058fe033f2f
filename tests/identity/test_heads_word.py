"""A word for the head, typed later: it is of whoever decided on its day."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from casework.case import closure
from models.closure import Closure
from rules.deputies import NotTheHead
from simulation.stage import acting
from tests.builders import HEAD, MANAGER, OTHER_MANAGER
from tests.conftest import At
from tests.deputy import entry, named
from tests.onrecord import reading


@pytest.mark.article("8(3)", "17(3)")
def test_a_word_typed_later_is_of_who_decided_on_its_day(a_case: At) -> None:
    """Whoever enters it decides today, or gave it: no manager types the head's word, nor does
    somebody who became the deputy since."""
    case = a_case("closure_proposed")
    appointment, first = named(case, days=0), case.clock.today()
    named(case, "driton.shala@qps-ferizaj.example", begins=1)
    case.clock.move_to(first + timedelta(days=1))
    other = case.account(OTHER_MANAGER).id
    later = case.account("driton.shala@qps-ferizaj.example").id
    for enters, gave in ((MANAGER, other), (HEAD, later)):
        with pytest.raises(NotTheHead), acting(enters) as work:
            closure.decide_by_head(work, case.case, approve=True, by=gave, on=first)
    with case.head() as work:
        closure.decide_by_head(work, case.case, approve=True, by=other, on=first)
    approved = entry("closure approved")
    assert approved.actor_id == case.account(HEAD).id
    assert approved.detail["deputy_for_the_head"] == str(appointment)
    with reading() as work:
        assert work.session.scalars(select(Closure.approved_by_id)).one() == other
