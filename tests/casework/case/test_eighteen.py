"""The eighteenth birthday is announced to the manager, and not its day: Art. 17(3.2)."""

from datetime import date, timedelta

import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import DatabaseError

from models.closure import AgeAnnouncement
from models.duty import ComingStepRow
from models.session import unit_of_work
from rules.composition import Relation
from rules.days import add_months
from rules.eighteen import said_from
from rules.known import Certainty, FactName
from tests.builders import MANAGER, ACase
from tests.casework.known import state
from tests.conftest import At
from tests.database import past_the_rights
from tests.onrecord import reading


def born(case: ACase, months: int) -> date:
    """The eighteenth birthday is in so many months and some days."""
    return add_months(case.clock.today() + timedelta(days=5), months - 18 * 12)


def announced(case: ACase) -> list[int]:
    with reading() as work:
        query = select(AgeAnnouncement).order_by(AgeAnnouncement.number)
        return [row.months for row in work.session.scalars(query)]


@pytest.mark.article("17(3.2)")
def test_a_birthday_is_announced_once_each_time(a_case: At) -> None:
    case = a_case("prepared")
    state(case, Relation.CHILD, FactName.BIRTH_DATE, birth := born(case, 5))
    case.stage.settle()
    assert announced(case) == [6]
    case.stage.settle()
    case.stage.place = case.row().municipality_id  # five months in which no other is looked at
    case.stage.move_to(said_from(add_months(birth, 18 * 12), 1))
    assert announced(case) == [6, 3, 1]
    told = case.messages("closure/ahead", case.account(MANAGER).id)
    assert len(told) == 3
    assert birth.isoformat() not in str([message.context for message in told])
    with pytest.raises(DatabaseError), past_the_rights() as work:
        work.session.execute(text("UPDATE age_announcement SET months = 3"))
    with pytest.raises(DatabaseError), unit_of_work() as work:
        work.session.execute(text("DELETE FROM age_announcement"))
    case.stage.place = case.stage.looked_on = None
    case.stage.settle()


@pytest.mark.article("17(3.2)")
def test_no_open_column_holds_the_day(a_case: At) -> None:
    case = a_case("prepared")
    state(case, Relation.CHILD, FactName.BIRTH_DATE, birth := born(case, 30))
    case.stage.settle()
    assert announced(case) == []
    with reading() as work:
        query = select(ComingStepRow.on_day).where(ComingStepRow.act == "announce_closing")
        assert work.session.scalars(query).all() == [said_from(add_months(birth, 18 * 12), 6)]


@pytest.mark.article("17(3.2)")
def test_a_birthday_corrected_is_announced_anew(a_case: At) -> None:
    case = a_case("prepared")
    first = state(case, Relation.CHILD, FactName.BIRTH_DATE, born(case, 0))
    state(case, Relation.CHILD, FactName.BIRTH_CERTAINTY, Certainty.ESTIMATED)
    case.stage.settle()
    assert announced(case) == [1]  # what was missed is not made up for
    right = {"corrects": first.fact.id, "reason": "Libri amë."}
    state(case, Relation.CHILD, FactName.BIRTH_DATE, born(case, 2), **right)
    case.stage.settle()
    assert announced(case) == [1, 3]
