"""Facts are stated and corrected, never overwritten, and what follows: Art. 4(5), 4(6), 17(3.2)."""

from datetime import date, timedelta
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import DatabaseError

from casework.case import known, referral
from casework.case.known import Stated
from casework.record.known import answers, child_person
from casework.record.table import sitting
from casework.table import composition, convening, meetings
from casework.table.meetings import Presence
from identity.access import NotThere
from models.case import Child, FamilyPerson
from models.fact import FactRow
from models.session import unit_of_work
from rules.closure import Ground, NotYetEighteen
from rules.composition import ChildStatus, PerpetratorAtTheTable, Relation
from rules.convening import ToldBy
from rules.duties import Duty
from rules.known import (
    Certainty,
    FactName,
    LiftedWithoutReason,
    ManagerAsGuardian,
    NothingToTakeBack,
    SourceMissing,
    StillToCome,
    Value,
)
from rules.known_change import Consequence
from rules.phases import StepOutOfTurn
from rules.refusals import Conflict
from tests.builders import HEAD, MANAGER, OTHER_HEAD, OTHER_MANAGER, ACase
from tests.conftest import At
from tests.onrecord import reading


def kin(case: ACase, relation: Relation) -> UUID:
    with reading() as work:
        query = select(FamilyPerson.id).where(
            FamilyPerson.case_id == case.case, FamilyPerson.relation == relation
        )
        return work.session.scalars(query).one()


def state(case: ACase, of: Relation, fact: FactName, value: Value, **more: Any) -> Stated:
    with case.manager() as work:
        said = {"valid_from": None, "known_on": case.clock.today(), "source": "Policia."}
        return known.state(work, case.case, kin(case, of), fact, value, **said | more)


def person(case: ACase, relation: Relation) -> FamilyPerson:
    with reading() as work:
        return work.session.get_one(FamilyPerson, kin(case, relation))


def child(case: ACase) -> Child:
    with reading() as work:
        return work.session.scalars(select(Child).where(Child.case_id == case.case)).one()


def history(case: ACase, of: Relation, fact: FactName) -> list[Value]:
    with reading() as work:
        return [row.value for row in answers(work.session, kin(case, of), fact)]


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
        with pytest.raises(DatabaseError), unit_of_work() as work:
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


@pytest.mark.article("4(5)")
def test_whoever_is_marked_after_being_told_is_told_anew(a_case: At) -> None:
    case = a_case("told")
    stated = state(case, Relation.MOTHER, FactName.VIOLENCE, True)
    assert stated.follows is Consequence.TOLD_BEFORE
    owed = case.duties()[Duty.TAKE_BACK_WORD]
    assert owed.subject_id == kin(case, Relation.MOTHER)
    with pytest.raises(NothingToTakeBack), case.manager() as work:
        known.take_back(
            work, case.case, kin(case, Relation.FATHER), on=case.begins, how=ToldBy.PHONE
        )
    late = case.clock.today() + timedelta(days=1)
    with pytest.raises(StillToCome), case.manager() as work:
        known.take_back(work, case.case, owed.subject_id, on=late, how=ToldBy.PHONE)
    with case.manager() as work:
        today = case.clock.today()
        known.take_back(work, case.case, owed.subject_id, on=today, how=ToldBy.PHONE)
    assert Duty.TAKE_BACK_WORD not in case.duties()
    with pytest.raises(NothingToTakeBack), case.manager() as work:
        known.take_back(work, case.case, owed.subject_id, on=today, how=ToldBy.PHONE)


@pytest.mark.article("4(5)")
def test_a_meeting_that_is_called_off_leaves_nothing_to_take_back(a_case: At) -> None:
    case = a_case("told")
    state(case, Relation.MOTHER, FactName.VIOLENCE, True)
    with case.manager() as work:
        convening.cancel(work, case.case)
    assert Duty.TAKE_BACK_WORD not in case.duties()


@pytest.mark.article("4(5)")
def test_a_mark_is_lifted_with_a_reason_and_its_history_stays(a_case: At) -> None:
    case = a_case("told")
    with pytest.raises(LiftedWithoutReason):
        state(case, Relation.FATHER, FactName.VIOLENCE, False)
    lifted = state(case, Relation.FATHER, FactName.VIOLENCE, False, reason="Gjykata e liroi.")
    assert lifted.follows is Consequence.BAR_LIFTED
    assert person(case, Relation.FATHER).alleged_perpetrator is False
    assert history(case, Relation.FATHER, FactName.VIOLENCE) == [True, False]
    marked = state(case, Relation.FATHER, FactName.VIOLENCE, True)
    assert marked.follows is Consequence.TOLD_BEFORE
    lifted = state(case, Relation.FATHER, FactName.VIOLENCE, None, reason="Nuk dihet.")
    assert Duty.TAKE_BACK_WORD not in case.duties()


@pytest.mark.article("4(5)", "8(10)")
def test_several_of_one_relation_and_each_is_asked_for_themselves(a_case: At) -> None:
    case = a_case("prepared")
    with case.manager() as work:
        for name in ("Xhaxhai", "Gjyshja"):
            composition.add_family(work, case.case, Relation.CARER, name=name)
        composition.add_family(
            work, case.case, Relation.RELATIVE, name="Kushëriri",
            answers={FactName.VIOLENCE: None, FactName.CONTACT_SAFE: False}, source="Nëna.",
        )  # fmt: skip
    assert history(case, Relation.RELATIVE, FactName.VIOLENCE) == [None]
    assert history(case, Relation.RELATIVE, FactName.CONTACT_SAFE) == [False]
    with reading() as work:
        carers = select(FamilyPerson.id).where(FamilyPerson.relation == Relation.CARER)
        asked = [
            answers(work.session, id, FactName.VIOLENCE) for id in work.session.scalars(carers)
        ]
    assert asked == [[], []]  # nobody asked; that is no "no"


@pytest.mark.article("8(10)")
def test_a_relative_need_not_be_told_of_a_meeting_and_a_carer_has_to(a_case: At) -> None:
    case = a_case("told")
    with case.manager() as work:
        composition.add_family(work, case.case, Relation.RELATIVE, name="Kushëriri")
    assert Duty.NOTIFY_FAMILY not in case.duties()
    with case.manager() as work:
        composition.add_family(work, case.case, Relation.CARER, name="Halla")
    assert Duty.NOTIFY_FAMILY in case.duties()
    case.tell_family()
    case.hold()


@pytest.mark.article("8(10)")
def test_nobody_named_is_a_duty_until_somebody_is_or_the_reason_is_written(a_case: At) -> None:
    case = a_case("appointed")
    assert Duty.NAME_FAMILY in case.duties()
    with case.manager() as work:
        composition.add_family(work, case.case, Relation.RELATIVE, name="Kushëriri")
    assert Duty.NAME_FAMILY in case.duties()
    state(case, Relation.CHILD, FactName.NO_KIN, "Prindërit nuk dihen.")
    assert Duty.NAME_FAMILY not in case.duties()


@pytest.mark.article("4(5)")
def test_on_behalf_of_the_centre_somebody_else_than_the_manager_is_guardian(a_case: At) -> None:
    case = a_case("prepared")
    with case.manager() as work:
        composition.add_family(work, case.case, Relation.GUARDIAN, name="QPS Ferizaj")
    manager, other = (case.account(email).id for email in (MANAGER, OTHER_MANAGER))
    with pytest.raises(ManagerAsGuardian):
        state(case, Relation.GUARDIAN, FactName.OFFICER, str(manager))
    with pytest.raises(NotThere):
        state(case, Relation.GUARDIAN, FactName.OFFICER, str(case.account(OTHER_HEAD).id))
    state(case, Relation.GUARDIAN, FactName.OFFICER, str(other))
    assert person(case, Relation.GUARDIAN).officer_id == other
    with pytest.raises(ManagerAsGuardian), case.head() as work:
        referral.appoint(work, case.case, other, by=case.account(HEAD).id)
    state(case, Relation.GUARDIAN, FactName.RELATION, Relation.CARER)
    assert person(case, Relation.CARER).officer_id is None


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
    case.propose_closure(Ground.EIGHTEEN)
    case.stage.settle()
    young = grown.replace(year=grown.year + 5)
    right = {"corrects": old.fact.id, "reason": "U gjet certifikata."}
    corrected = state(case, Relation.CHILD, FactName.BIRTH_DATE, young, **right)
    assert corrected.follows is Consequence.TOO_YOUNG
    with pytest.raises(NotYetEighteen):
        case.approve_closure()


@pytest.mark.article("17(5)")
def test_nothing_is_stated_in_a_sealed_file(a_case: At) -> None:
    case = a_case("closed")
    with pytest.raises(StepOutOfTurn):
        state(case, Relation.CHILD, FactName.HEALTH, "Mirë")


@pytest.mark.article("4(5)")
def test_a_parent_marked_before_the_meeting_does_not_take_part(a_case: At) -> None:
    case = a_case("told")
    state(case, Relation.MOTHER, FactName.VIOLENCE, True)
    with reading() as work:
        came = {member.id: Presence(True) for member in sitting(work.session, case.case)}
        family = {
            each.id: Presence(each.relation == Relation.MOTHER, "Pajtohet.")
            for each in meetings.family_of(work, case.case)
        }
    with pytest.raises(PerpetratorAtTheTable), case.manager() as work:
        meetings.hold(work, case.case, attendance=came, family=family)
