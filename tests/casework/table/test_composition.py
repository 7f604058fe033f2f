"""Who sits at the table, and who of the family is heard: Art. 4(3) to 4(6), 8(6), 10(2)."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta
from uuid import UUID

import pytest
from sqlalchemy import select

from casework.case import assessment, referral
from casework.table import composition
from identity.access import NotThere
from models.breach import BreachRow
from models.case import FamilyPerson, Member
from models.meeting import Attendance
from models.people import Professional
from models.session import unit_of_work
from rules.assessment import Risk
from rules.breaches import Wrong
from rules.composition import (
    ChildStatus,
    ForeignChildNeedsRepresentative,
    NobodyAssessed,
    NobodySelected,
    Relation,
    SelectionWithoutReason,
)
from rules.days import StillToCome
from rules.known import KinOnRecord, MarkWithoutSource
from rules.seats import SeatBeforeTheReferral
from simulation import words
from simulation.seed import officer
from tests.builders import DOCTOR, HEAD, MANAGER, PROSECUTOR, SILENT, ACase
from tests.casework.conftest import At
from tests.scenes import FAMILY, a_referral


def choose(case: ACase, reasons: Mapping[str, str], on: date | None = None) -> None:
    chosen = {case.person(email): why for email, why in reasons.items()}
    with case.manager() as work:
        composition.choose(work, case.case, chosen, on=on)


@pytest.mark.article("4(3)", "4(4)")
def test_each_seat_names_its_provision_and_its_reason(a_case: At) -> None:
    case = a_case("prepared")
    with unit_of_work() as work:
        seats = {
            member.professional_id: (member.under, member.reason)
            for member in work.session.scalars(select(Member).where(Member.life_id == case.case))
        }
    assert seats[case.person(PROSECUTOR)][0] == "4(4)"
    assert seats[case.person(SILENT)][0] == "4(1)"
    assert all(reason for _, reason in seats.values())
    assert case.recorded("composition chosen").article == "4(3)"


def assess(case: ACase, on: date | None = None) -> None:
    said = {"risk": Risk.LOW, "summary": words.SUMMARY, "indicators": words.INITIAL}
    with case.manager() as work:
        assessment.record_initial(work, case.case, **said, on=on)  # type: ignore[arg-type]


@pytest.mark.article("4(3)")
@pytest.mark.parametrize(
    ("reasons", "refusal"), [({}, NobodySelected), ({DOCTOR: " "}, SelectionWithoutReason)]
)
def test_a_table_without_members_or_reasons_is_refused(
    a_case: At, reasons: dict[str, str], refusal: type[Exception]
) -> None:
    case = a_case("appointed")
    assess(case)
    with pytest.raises(refusal):
        choose(case, reasons)
    assert case.row().composed_at is None


@pytest.mark.article("4(3)")
def test_the_table_is_chosen_by_the_assessed_needs(a_case: At) -> None:
    case = a_case("appointed")
    with pytest.raises(NobodyAssessed):
        choose(case, {DOCTOR: "Shëndeti."})
    assess(case)
    choose(case, {DOCTOR: "Shëndeti."})


@pytest.mark.article("4(3)", "16(1)")
def test_who_was_chosen_before_the_assessment_is_on_record_as_a_breach(a_case: At) -> None:
    case = a_case("appointed")
    referred, noted = case.row().referred_on, select(BreachRow)
    noted = noted.where(BreachRow.duty == Wrong.CHOSEN_UNASSESSED)
    case.stage.move_to(case.clock.today() + timedelta(days=2))
    assess(case)
    day = case.clock.today() - timedelta(days=1)
    with pytest.raises(SeatBeforeTheReferral):
        choose(case, {DOCTOR: "Shëndeti."}, referred - timedelta(days=1))
    choose(case, {DOCTOR: "Shëndeti."}, day)
    choose(case, {SILENT: "Siguria."}, day + timedelta(days=1))
    with unit_of_work() as work:
        (row,) = work.session.scalars(noted)
        assert (row.member_id, row.limit_on, row.article) == (case.seat(DOCTOR), day, "4(3)")
        assert row.struck_on is None
    assess(case, day)  # it had been made on that day, and is typed anew
    with unit_of_work() as work:
        assert work.session.scalars(noted).one().corrected


@pytest.mark.article("4(3)", "8(8)")
def test_at_risk_it_is_chosen_before_any_assessment(a_case: At) -> None:
    case = a_case("appointed")
    case.propose(case.at(14), no_assessment_reason="E panjohur.", stated_risk=Risk.HIGH)
    choose(case, {DOCTOR: "Shëndeti."})
    assert len(case.members()) == 1


@pytest.mark.article("4(3)")
def test_nobody_of_another_municipality_is_seated(a_case: At) -> None:
    case = a_case("appointed")
    with pytest.raises(NotThere):
        choose(case, {"luan.peci@policia-gjilan.example": "Siguria."})


@pytest.mark.article("4(6)")
def test_a_refugee_child_has_a_representative_at_the_table(a_case: At) -> None:
    case = a_case("appointed")
    with unit_of_work() as work:
        foreign = replace(FAMILY.child, status=ChildStatus.REFUGEE)
        place = referral.municipality(work, "ferizaj").id
        case.case_id = referral.refer(work, place, a_referral(foreign)).id
        boss, manager = officer(work, HEAD).id, officer(work, MANAGER).id
        referral.appoint(work, case.case, manager, by=boss)
        work.session.add(
            Professional(
                municipality_id=place,
                kind="6.1.1",
                institution="Qendra për Azil",
                name="Mentor Duka",
                email="mentor.duka@azil.example",
            )
        )
    assess(case)
    with pytest.raises(ForeignChildNeedsRepresentative):
        choose(case, {DOCTOR: "Shëndeti."})
    choose(case, {DOCTOR: "Shëndeti.", "mentor.duka@azil.example": "Statusi."})
    assert len(case.members()) == 2


@pytest.mark.article("8(6)")
def test_who_sits_already_stays_when_others_are_added(a_case: At) -> None:
    case = a_case("invited")
    before = case.members()
    choose(case, {DOCTOR: "Shëndeti i vajzës."})
    assert case.members()[:-1] == before
    assert case.seat(DOCTOR) == case.members()[-1]


@pytest.mark.article("8(3)", "8(5)", "9")
def test_somebody_seated_after_the_invitations_is_invited_too(a_case: At) -> None:
    case = a_case("invited")
    invited = len(case.messages("convening/invitation"))
    choose(case, {DOCTOR: "Shëndeti i vajzës."})
    case.stage.settle()
    assert len(case.messages("convening/invitation")) == invited + 1
    assert len(case.messages("convening/invitation", case.person(DOCTOR))) == 1
    assert case.recorded("members invited").detail["members"] == 1


@pytest.mark.article("4(3)", "8(3)", "9")
def test_a_seat_has_the_day_on_which_it_was_given(a_case: At) -> None:
    case = a_case("told")
    met_on = case.clock.today()
    case.stage.move_to(met_on + timedelta(days=1))
    with pytest.raises(StillToCome):
        choose(case, {DOCTOR: "Shëndeti i vajzës."}, met_on + timedelta(days=2))
    choose(case, {DOCTOR: "Shëndeti i vajzës."}, met_on - timedelta(days=9))
    seat = seat_of(case, case.seat(DOCTOR))
    assert (seat.selected_on, seat.selected_recorded_at) == (
        met_on - timedelta(days=9),
        case.clock.now(),
    )
    assert case.hold().met_on == met_on
    with unit_of_work() as work:
        there = select(Attendance.present).where(Attendance.member_id == seat.id)
        assert work.session.scalars(there).one()
        noted = select(BreachRow.duty).where(BreachRow.member_id == seat.id)
        said = {Wrong.SHORT_NOTICE, Wrong.NO_PAPERS, Wrong.UNDECLARED_AT_THE_TABLE}
        assert set(work.session.scalars(noted)) == said  # what she really got


def seat_of(case: ACase, member: UUID) -> Member:
    with unit_of_work() as work:
        return work.session.get_one(Member, member)


@pytest.mark.article("4(5)")
def test_it_is_recorded_whether_a_parent_is_said_to_use_violence(a_case: At) -> None:
    case = a_case("appointed")
    for answer in (None, False, True):
        for _twice in range(2):
            with case.manager() as work:
                composition.add_family(
                    work,
                    case.case,
                    Relation.FATHER,
                    name=f"{FAMILY.father} {answer}",
                    alleged_perpetrator=answer,
                    source="Policia.",
                )
    with unit_of_work() as work:
        query = select(FamilyPerson).where(FamilyPerson.relation == "father")
        said = {person.name: person.alleged_perpetrator for person in work.session.scalars(query)}
    assert said == {f"{FAMILY.father} {answer}": answer for answer in (None, False, True)}
    assert case.trail().count(("family recorded", "4(5)")) == 3


@pytest.mark.article("4(5)")
def test_nobody_is_recorded_twice_or_kept_away_on_nobodys_word(a_case: At) -> None:
    case = a_case("appointed")
    with case.manager() as work:
        composition.add_family(work, case.case, Relation.FATHER, name=FAMILY.father)
    for name, source, refusal in (
        (FAMILY.father.upper(), "Policia.", KinOnRecord),
        ("Tjetri", " ", MarkWithoutSource),
    ):
        with pytest.raises(refusal), case.manager() as work:
            composition.add_family(
                work, case.case, Relation.FATHER, name=name, alleged_perpetrator=True, source=source
            )
