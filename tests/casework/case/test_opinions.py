"""Opinions on closing a case, one word a person; a later one stands beside: Art. 17(2)."""

from datetime import date, timedelta

import pytest
from sqlalchemy import select

from casework.case.opinions import record_opinion
from casework.record.opinions import newest
from casework.table import composition
from models.closure import OpinionRow
from queries import breaches
from rules.breaches import Wrong
from rules.closure import HeadHasNotApproved
from rules.composition import Relation
from rules.days import StillToCome
from rules.duties import Duty
from rules.opinions import Hearing, OpinionsMissing
from tests.builders import ACase
from tests.casework.known import kin
from tests.conftest import At
from tests.onrecord import reading


def say(case: ACase, of: Relation, words: str, on: date | None = None) -> None:
    with case.manager() as work:
        record_opinion(work, case.case, kin(case, of), Hearing.SAID, words, asked_by="Jeta", on=on)


def words_of(case: ACase, of: Relation) -> list[str | None]:
    person = kin(case, of)
    with reading() as work:
        query = select(OpinionRow).where(OpinionRow.person_id == person)
        rows = work.session.scalars(query.order_by(OpinionRow.number)).all()
        assert not rows or newest(work.session, rows[0].closure_id)[person].id == rows[-1].id
        return [row.words for row in rows]


@pytest.mark.article("17(2)")
def test_each_word_is_of_one_person_and_stays(a_case: At) -> None:
    case = a_case("closure_met")
    say(case, Relation.MOTHER, "Jo.")
    assert Duty.RECORD_OPINIONS in case.duties()
    for _ in range(2):  # a second press adds nothing
        say(case, Relation.CHILD, "Po.", case.clock.today() - timedelta(days=1))
    say(case, Relation.MOTHER, "Po.")
    assert Duty.RECORD_OPINIONS not in case.duties()
    assert words_of(case, Relation.MOTHER) == ["Jo.", "Po."]
    assert words_of(case, Relation.CHILD) == ["Po."]
    assert case.trail().count(("opinion recorded", "17(2)")) == 3


@pytest.mark.article("17(2)")
def test_a_guardian_named_after_the_others_were_asked_is_asked_too(a_case: At) -> None:
    case = a_case("closure_met")
    with case.manager() as work:
        person, why = kin(case, Relation.MOTHER), "Nuk dihet ku është."
        record_opinion(work, case.case, person, Hearing.NOT_ASKED, why)
    say(case, Relation.CHILD, "Po.")
    assert Duty.RECORD_OPINIONS not in case.duties()  # the father is said to use violence
    with case.manager() as work:
        composition.add_family(work, case.case, Relation.GUARDIAN, name="Mira Podgorani")
    assert Duty.RECORD_OPINIONS in case.duties()
    with pytest.raises(OpinionsMissing):
        case.decide(close=True)


@pytest.mark.article("17(2)")
@pytest.mark.parametrize("asked_after", [0, 2])
def test_who_is_asked_after_the_decision_was_not_heard_before_it(
    a_case: At, asked_after: int
) -> None:
    case = a_case("closure_met")
    met_on = case.clock.today()
    case.stage.move_to(met_on + timedelta(days=3))
    for person in (Relation.CHILD, Relation.MOTHER):
        say(case, person, "Po.", met_on + timedelta(days=asked_after))
    case.decide(close=True, on=met_on)
    assert case.closure().decided_on == met_on
    with reading() as work:
        noted = {line.duty: line.limit for line in breaches.of_life(work, case.case)}
    assert noted.get(Wrong.CLOSED_UNHEARD) == (met_on if asked_after else None)


@pytest.mark.article("17(2)")
def test_an_opinion_is_on_a_proposal_and_of_a_day_that_has_come(a_case: At) -> None:
    case = a_case("reviewed")
    with pytest.raises(HeadHasNotApproved):
        say(case, Relation.MOTHER, "Po.")
    case.propose_closure()
    say(case, Relation.MOTHER, "Po.")  # "before the closing": also while the head still reads
    with pytest.raises(StillToCome):
        say(case, Relation.CHILD, "Po.", case.clock.today() + timedelta(days=1))
