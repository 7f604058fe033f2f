"""The manager's initial assessment, then the table's comprehensive one: Art. 12, 6(1.5)."""

from dataclasses import replace
from typing import cast

import pytest
from sqlalchemy import select, update
from sqlalchemy.exc import DBAPIError

from casework.case import assessment
from casework.case.assessment import Indicators, OnTheForm
from casework.case.seal import seal_of
from casework.record.notice_facts import went_out
from models.assessment import Assessment
from models.case import Case
from models.session import Work, unit_of_work
from queries.assessment_file import all_versions
from rules.assessment import IndicatorMissing, NoMeetingHeld, Risk, RiskMissing
from rules.assessment_versions import WrittenAnewWithoutReason
from rules.defaults import DEFAULTS
from rules.phases import StepOutOfTurn
from rules.planning import PlanWithoutActions
from simulation import words
from tests.builders import MANAGER, ACase
from tests.casework.conftest import At
from tests.database import past_the_rights
from tests.notifications.rows import requests_have_left
from tests.onrecord import reading
from tests.scenes import prepared

WHY = "Mungonte ajo që tha shkolla."


def settle(
    case: ACase,
    risk: str = "medium",
    indicators: Indicators = words.COMPREHENSIVE,
    *,
    why: str = WHY,
) -> None:
    with case.manager() as work:
        assessment.settle(
            work,
            case.case,
            risk=cast("Risk", risk),
            summary=words.SUMMARY,
            indicators=indicators,
            why=why,
        )


def record_initial(case: ACase, risk: str = "high", *, why: str = "") -> None:
    with case.manager() as work:
        assessment.record_initial(
            work,
            case.case,
            risk=cast("Risk", risk),
            summary=words.SUMMARY,
            indicators=words.INITIAL,
            why=why,
        )


@pytest.mark.article("12(1)")
def test_a_corrected_initial_assessment_is_a_new_version(a_case: At) -> None:
    case = a_case("appointed")
    record_initial(case)
    record_initial(case, "medium")
    with unit_of_work() as work:
        found = work.session.scalars(select(Assessment).order_by(Assessment.version)).all()
    assert [(paper.version, paper.risk) for paper in found] == [(1, "high"), (2, "medium")]
    assert case.row().risk == "medium"
    assert case.trail().count(("initial assessment recorded", "12(1)")) == 2


@pytest.mark.article("12(1)", "8(7)")
def test_what_a_meeting_on_closing_needs_is_still_written_where_it_was_approved_before(
    a_case: At,
) -> None:
    """Nobody is chosen nor invited without it, and the case could not be closed either."""
    case = a_case("appointed")
    case.propose_closure("X6", "U gjet te tezja.")
    case.approve_closure()
    prepared(case)
    assert case.row().phase == "closure"
    later = a_case("closure_approved")
    with pytest.raises(StepOutOfTurn):
        record_initial(later)


@pytest.mark.article("6(1.5)")
def test_the_manager_brings_an_initial_plan(a_case: At) -> None:
    case = a_case("prepared")
    assert [action.action for action in case.plans("initial")[0].actions] == [
        "Regjistrimi i lindjes",
        "Kontroll te pediatri",
    ]
    assert ("initial plan drafted", "6(1.5)") in case.trail()
    with pytest.raises(PlanWithoutActions), case.manager() as work:
        assessment.draft_initial_plan(work, case.case, goal="", actions=[])
    assert len(case.plans("initial")) == 1


@pytest.mark.article("12(2)", "12(3)")
def test_the_table_redefines_the_risk(a_case: At) -> None:
    case = a_case("met")
    settle(case, "medium")
    assert (case.row().phase, case.row().risk) == ("planning", "medium")
    entry = case.recorded("assessment settled")
    assert (entry.article, entry.detail) == ("12(2)", {"before": "high", "after": "medium"})


@pytest.mark.article("12(2)")
def test_no_comprehensive_assessment_before_the_table_met(a_case: At) -> None:
    case = a_case("invited")
    with pytest.raises(NoMeetingHeld):
        settle(case)
    assert case.row().phase == "assessment"


@pytest.mark.article("12(2)")
def test_the_table_may_assess_anew_and_the_former_version_stays(a_case: At) -> None:
    case = a_case("assessed")
    settle(case)
    assert case.row().phase == "planning"
    with unit_of_work() as work:
        kinds = work.session.scalars(select(Assessment.version).order_by(Assessment.version))
        assert list(kinds) == [1, 2, 3]


@pytest.mark.article("5(1.2)", "12(2)")
def test_what_a_meeting_found_is_written_anew_with_a_reason_that_stays_sealed(a_case: At) -> None:
    case = a_case("met")
    settle(case)
    settle(case, why="")  # the same once more
    with pytest.raises(WrittenAnewWithoutReason) as refused:
        settle(case, "low", why=" ")
    assert (refused.value.basis, case.row().risk) == (DEFAULTS.WRITTEN_ANEW, "medium")
    settle(case, "low")
    with unit_of_work() as work:
        rows = work.session.scalars(select(Assessment).order_by(Assessment.version)).all()
        assert [each.why for each in rows] == [None, None, WHY]  # nobody asked of the first ones
    assert WHY not in str(case.recorded("assessment settled").detail)


@pytest.mark.article("5(1.2)", "12(1)", "8(7)")
def test_the_managers_own_is_written_anew_with_a_reason_once_members_have_it(a_case: At) -> None:
    case = a_case("invited")
    with unit_of_work(read_only=True) as work:
        assert not went_out(work.session, case.case), "no server has taken one"
    requests_have_left()
    with pytest.raises(WrittenAnewWithoutReason), case.manager() as work:
        _again(work, case, why="")
    with case.manager() as work:
        _again(work, case, why=WHY)
    record_initial(case, "low")  # of another day: it supplements
    with unit_of_work() as work:
        rows = work.session.scalars(select(Assessment).order_by(Assessment.version)).all()
        assert [each.why for each in rows] == [None, WHY, None]


def _again(work: Work, case: ACase, *, why: str) -> None:
    first = work.session.scalars(select(Assessment).order_by(Assessment.version)).first()
    assert first is not None
    assessment.record_initial(
        work,
        case.case,
        risk=Risk.MEDIUM,
        summary=words.SUMMARY,
        indicators=words.INITIAL,
        on=first.made_on,
        why=why,
    )


@pytest.mark.article("5(1.2)", "12(2)", "12(4)", "13(1)")
def test_each_version_stays_and_says_who_wrote_it_of_which_day_and_the_plan_which_one_it_is_on(
    a_case: At,
) -> None:
    case = a_case("planned")
    met_on = case.held().met_on
    with reading() as work:
        sealed = seal_of(work.session, case.case)
    more = OnTheForm(health="E vaksinuar.", basis="Vizita e pediatrit.", unknown=("care",))
    with case.manager() as work:
        assessment.settle(
            work,
            case.case,
            risk=Risk.MEDIUM,
            summary=words.SUMMARY,
            indicators=replace(words.COMPREHENSIVE, care=""),
            more=more,
            on=met_on,
            why=WHY,
        )
    with reading() as work:
        rows = all_versions(work, work.session.get_one(Case, case.case))
        assert seal_of(work.session, case.case) != sealed
        first = rows[1]
        said = [(each.version, each.kind) for each in rows]
        assert said == [(1, "initial"), (2, "comprehensive"), (3, "comprehensive")]
        assert {each.recorded_by.email for each in rows} == {MANAGER}
        assert (rows[2].made_on, rows[2].health, rows[2].unknown) == (met_on, more.health, ["care"])
        assert (first.care, rows[2].care) == (words.COMPREHENSIVE.care, None)
        assert [each.assessment_id for each in case.plans()] == [first.id]
        assert [each.assessment_id for each in case.plans("initial")] == [rows[0].id]
    assert case.row().risk == "medium"
    with pytest.raises(DBAPIError, match="assessment_stays"), past_the_rights() as work:
        work.session.execute(update(Assessment).values(risk="low"))


@pytest.mark.article("12(2)", "12(3)")
@pytest.mark.parametrize(
    ("risk", "indicators", "refusal"),
    [
        ("", words.COMPREHENSIVE, RiskMissing),
        ("high", replace(words.COMPREHENSIVE, safety=""), IndicatorMissing),
        ("high", replace(words.COMPREHENSIVE, inclusion=" "), IndicatorMissing),
    ],
)
def test_an_assessment_says_something_on_everything(
    a_case: At, risk: str, indicators: Indicators, refusal: type[Exception]
) -> None:
    case = a_case("met")
    with pytest.raises(refusal):
        settle(case, risk, indicators)
    assert case.row().phase == "assessment"
