"""The family: several of a kind, a mark of violence, a guardian: Art. 4(5), 8(10)."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from casework.case import known, referral
from casework.record.known import answers
from casework.record.table import sitting
from casework.table import composition, convening, meetings
from casework.table.meetings import Presence
from identity.access import NotThere
from models.case import FamilyPerson
from queries import breaches
from rules.breaches import Wrong
from rules.composition import Relation
from rules.days import StillToCome
from rules.duties import Duty
from rules.known import (
    FactName,
    LiftedWithoutReason,
    ManagerAsGuardian,
    NothingToTakeBack,
)
from rules.known_change import Consequence
from rules.meetings import ToldBy
from tests.builders import HEAD, HOUR, MANAGER, OTHER_HEAD, OTHER_MANAGER
from tests.casework.known import history, kin, person, state
from tests.conftest import At
from tests.onrecord import reading


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


@pytest.mark.article("4(5)")
def test_that_a_parent_marked_before_the_meeting_took_part_is_a_breach(a_case: At) -> None:
    """What has happened is recorded; that it was against the text stays beside it."""
    case = a_case("invited")
    case.tell_family()
    case.stage.move_to(case.meeting().day)
    mark = state(case, Relation.MOTHER, FactName.VIOLENCE, True).fact.id
    case.stage.move_to(case.meeting().day, HOUR)
    with reading() as work:
        came = {member.id: Presence(True) for member in sitting(work.session, case.case)}
        family = {
            each.id: Presence(each.relation == Relation.MOTHER, "Pajtohet.")
            for each in meetings.family_of(work, case.case)
        }
    with case.manager() as work:
        meetings.hold(work, case.case, attendance=came, family=family)
        noted = {line.duty: str(line.article) for line in breaches.of_life(work, case.case)}
    assert noted[Wrong.VIOLENT_AT_THE_TABLE] == "4(5)"
    state(case, Relation.MOTHER, FactName.VIOLENCE, False, corrects=mark, reason="Gabim.")
    with case.manager() as work:
        (line,) = (
            each
            for each in breaches.of_life(work, case.case)
            if each.duty is Wrong.VIOLENT_AT_THE_TABLE
        )
    assert line.corrected
