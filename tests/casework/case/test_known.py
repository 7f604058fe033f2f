"""Facts are stated and corrected, never overwritten, and what follows: Art. 4(5), 4(6), 17(3.2)."""

from datetime import date, timedelta
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import DatabaseError

from casework.case import referral
from casework.case.referral import ChildRecord
from casework.record.known import child_person
from identity.access import NotThere
from models.fact import FactRow
from rules.composition import ChildStatus, Relation
from rules.days import StillToCome
from rules.duties import Duty
from rules.grounds import Ground, NotYetEighteen
from rules.known import (
    Certainty,
    FactName,
    SourceMissing,
)
from rules.known_change import Consequence
from rules.phases import StepOutOfTurn
from rules.refusals import Conflict
from tests.builders import HEAD, ACase
from tests.casework.known import child, history, state
from tests.conftest import At
from tests.database import past_the_rights
from tests.onrecord import reading
from tests.scenes import a_referral


@pytest.mark.article("12(1)")
def test_what_the_referral_says_is_on_record_with_its_source_and_nothing_beside(a_case: At) -> None:
    case = a_case("referred")
    with reading() as work:
        rows = work.session.scalars(select(FactRow).where(FactRow.case_id == case.case)).all()
        own = child_person(work.session, case.case)
    said = {row.name: row.value for row in rows}
    assert said[FactName.STATUS] == ChildStatus.RESIDENT
    assert said[FactName.NAME] == own.name
    assert isinstance(said[FactName.BIRTH_DATE], date)
    assert FactName.CAN_READ not in said
    assert {row.source for row in rows} == {"Zyra Komunale për Komunitete"}
    assert {row.known_on for row in rows} == {case.begins}
    assert {row.valid_from for row in rows} == {None}
    assert all(row.recorded_by_id == case.account(HEAD).id for row in rows)


@pytest.mark.article("12(1)")
def test_a_change_and_a_correction_leave_what_stood_before(a_case: At) -> None:
    case = a_case("prepared")
    first = state(case, Relation.CHILD, FactName.RESIDENCE, "Lipjan", valid_from=date(2024, 1, 1))
    assert child(case).residence == "Lipjan"
    assert first.follows is None
    state(case, Relation.CHILD, FactName.RESIDENCE, "Ferizaj", valid_from=date(2025, 5, 1))
    assert child(case).residence == "Ferizaj"
    right = {"corrects": first.fact.id, "reason": "Emri i gabuar.", "valid_from": date(2024, 1, 1)}
    state(case, Relation.CHILD, FactName.RESIDENCE, "Shtime", **right)
    assert child(case).residence == "Ferizaj"  # the correction is of what was before
    with pytest.raises(Conflict):
        state(case, Relation.CHILD, FactName.RESIDENCE, "Kaçanik", **right)
    assert history(case, Relation.CHILD, FactName.RESIDENCE)[-3:] == ["Lipjan", "Ferizaj", "Shtime"]
    state(case, Relation.CHILD, FactName.RESIDENCE, None)
    assert child(case).residence is None
    trail = case.trail()
    assert trail.count(("fact stated", "12(1)")) == 3
    assert trail.count(("fact corrected", "12(1)")) == 1


@pytest.mark.article("12(1)")
def test_no_fact_is_ever_changed_or_deleted(a_case: At) -> None:
    a_case("referred")
    for change in ("UPDATE fact SET known_on = known_on + 1", "DELETE FROM fact"):
        with pytest.raises(DatabaseError), past_the_rights() as work:
            work.session.execute(text(change))


@pytest.mark.article("18(1)")
def test_what_is_refused_leaves_nothing(a_case: At) -> None:
    case = a_case("prepared")
    later = case.clock.today() + timedelta(days=1)
    wrong: list[tuple[type[Exception], dict[str, Any]]] = [
        (SourceMissing, {"source": ""}),
        (StillToCome, {"known_on": later}),
        (Conflict, {"corrects": UUID(int=7), "reason": "Gabim."}),
    ]
    for refusal, more in wrong:
        with pytest.raises(refusal):
            state(case, Relation.CHILD, FactName.HEALTH, "Mirë", **more)
    with pytest.raises(NotThere):
        state(case, Relation.MOTHER, FactName.STATUS, ChildStatus.REFUGEE)
    assert "Mirë" not in history(case, Relation.CHILD, FactName.HEALTH)


@pytest.mark.article("4(6)")
def test_a_status_learned_after_the_invitations_asks_for_a_representative(a_case: At) -> None:
    case = a_case("invited")
    stated = state(case, Relation.CHILD, FactName.STATUS, ChildStatus.STATELESS)
    assert stated.follows is Consequence.REPRESENTATIVE_MISSING
    assert child(case).status == ChildStatus.STATELESS
    assert Duty.ADD_REPRESENTATIVE in case.duties()
    right = {"corrects": stated.fact.id, "reason": "Ka shtetësi."}
    back = state(case, Relation.CHILD, FactName.STATUS, ChildStatus.RESIDENT, **right)
    assert back.follows is None
    assert Duty.ADD_REPRESENTATIVE not in case.duties()
    state(case, Relation.CHILD, FactName.STATUS, None)
    assert child(case).status == ChildStatus.UNKNOWN
    assert Duty.ADD_REPRESENTATIVE not in case.duties()


@pytest.mark.article("17(3.2)")
def test_a_day_of_birth_corrected_counts_at_the_next_station(a_case: At) -> None:
    case = a_case("reviewed")
    grown = case.clock.today().replace(year=case.clock.today().year - 19)
    old = state(
        case, Relation.CHILD, FactName.BIRTH_DATE, grown, known_on=case.begins, source="Nëna."
    )
    state(case, Relation.CHILD, FactName.BIRTH_CERTAINTY, Certainty.ESTIMATED)
    assert child(case).birth_estimated
    assert child(case).birth_date == grown
    case.propose_closure(Ground.EIGHTEEN, needs_services=False)
    case.stage.settle()
    young = grown.replace(year=grown.year + 5)
    right = {"corrects": old.fact.id, "reason": "U gjet certifikata."}
    corrected = state(case, Relation.CHILD, FactName.BIRTH_DATE, young, **right)
    assert corrected.follows is Consequence.TOO_YOUNG
    assert case.closure().is_open  # whether it is so the head says yet
    with pytest.raises(NotYetEighteen):
        case.approve_closure()


@pytest.mark.article("17(5)")
def test_nothing_is_stated_in_a_sealed_file(a_case: At) -> None:
    case = a_case("closed")
    with pytest.raises(StepOutOfTurn):
        state(case, Relation.CHILD, FactName.HEALTH, "Mirë")


@pytest.mark.article("12(1)")
def test_what_the_referral_leaves_empty_is_no_answer(begun: ACase) -> None:
    """A choice that nobody made is not "known to be nothing"."""
    unknown = ChildRecord(name="Vajza", status=ChildStatus.RESIDENT, gender="", residence="")
    with begun.head() as work:
        place = referral.municipality(work, "ferizaj").id
        case_id = referral.refer(work, place, a_referral(unknown)).id
        rows = work.session.scalars(select(FactRow).where(FactRow.case_id == case_id))
        said = {row.name for row in rows}
    assert FactName.NAME in said
    assert not {FactName.GENDER, FactName.RESIDENCE} & said
