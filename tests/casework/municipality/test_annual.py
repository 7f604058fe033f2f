"""The report of a municipal table on its year, from the year's end to its receipt: Art. 5(1.6)."""

from datetime import date, timedelta
from uuid import UUID

import pytest
from sqlalchemy import select

from casework.municipality import annual, standing
from casework.record import annual_facts
from casework.record.table import meetings
from casework.record.year_counts import count
from identity.access import NotThere, life_for
from models.annual import AnnualReport
from models.breach import BreachRow
from models.life import Life
from models.session import unit_of_work
from rules import annual as law
from rules.annual import ReportReader, YearPart
from rules.duties import Duty
from rules.roles import Role
from simulation.stage import acting
from tests.builders import HEAD, MANAGER, OTHER_CENTRES_MANAGER, OTHER_MANAGER, ACase
from tests.conftest import At
from tests.onrecord import reading
from tests.quarters import Q1, Q4, opened
from workflow.duties import duties_of

SAID = {YearPart.SITUATION: "Rreziku i përgjithshëm mbetet.", YearPart.LACKS: "  "}


def begun_years() -> list[str]:
    with unit_of_work() as work:
        standing.ensure(work)
    with reading() as work:
        query = select(Life.key).where(Life.kind == "annual").order_by(Life.key)
        return list(work.session.scalars(query))


def life_of(key: str) -> Life:
    with reading() as work:
        return work.session.scalars(
            select(Life).where(Life.kind == "annual", Life.key == key)
        ).one()


def owed(life: UUID) -> dict[Duty, date | None]:
    with reading() as work:
        return {each.duty: each.due for each in duties_of(work, life)}


def newest(life: UUID) -> AnnualReport:
    with reading() as work:
        return annual_facts.versions_of(work.session, life)[-1]


def met_in(quarter: UUID) -> UUID:
    with reading() as work:
        return next(each.id for each in meetings(work.session, quarter) if each.held_at)


def approving() -> UUID:
    """The meeting of 2027."""
    return met_in(opened(Q1))


@pytest.fixture
def the_year(a_case: At) -> tuple[ACase, UUID]:
    """2026 is over, and the table has met since; the numbers of its report are counted."""
    case = a_case("quarter_approved")
    assert begun_years() == ["ferizaj:2026", "gjilan:2026"]
    case.stage.settle()
    return case, life_of("ferizaj:2026").id


@pytest.mark.article("5(1.6)")
def test_a_years_end_asks_for_it_once_and_a_table_without_cases_reports_too(begun: ACase) -> None:
    assert begun_years() == []
    begun.stage.move_to(date(2026, 12, 31))
    assert begun_years() == []
    begun.stage.move_to(date(2027, 1, 1))
    assert begun_years() == begun_years() == ["ferizaj:2026", "gjilan:2026"]
    begun.stage.settle()
    life = life_of("ferizaj:2026")
    assert owed(life.id) == {Duty.ANNUAL_REPORT: date(2027, 3, 31)}
    assert life.waiting_for == "AwaitingAnnualReport"
    figures = newest(life.id).figures
    assert figures is not None
    cases = figures["cases"]
    there = cases["before"] + cases["referred"]  # sums of what is shown
    assert cases["closed"] == min(there, sum(figures["grounds"].values()))
    assert cases["after"] == there - cases["closed"]
    assert max(figures["categories"].values()) <= there
    begun.stage.move_to(date(2028, 1, 2))
    assert begun_years() == [
        f"{place}:{year}" for place in ("ferizaj", "gjilan") for year in (2026, 2027)
    ]
    begun.stage.settle()
    with reading() as work:
        (lapse,) = work.session.scalars(select(BreachRow).where(BreachRow.life_id == life.id))
    assert (lapse.duty, lapse.article, lapse.limit_on) == (
        Duty.ANNUAL_REPORT,
        "5(1.6)",
        date(2027, 12, 31),
    )


@pytest.mark.article("5(1.6)")
def test_it_is_written_approved_by_the_table_and_handed_over(the_year: tuple[ACase, UUID]) -> None:
    case, life = the_year
    with acting(MANAGER) as work:
        annual.save(work, life, SAID)
    assert newest(life).written == {"situation": SAID[YearPart.SITUATION]}
    with acting(MANAGER) as work, pytest.raises(law.NothingApproved):
        annual.give(work, life, None, "Zyra e pritjes, 12", on=case.stage.today())
    too_early, meeting = met_in(opened(Q4)), approving()
    for wrong, refused in ((too_early, law.YearNotOver), (life, law.NoSuchMeeting)):
        with acting(MANAGER) as work, pytest.raises(refused):
            annual.approve(work, life, wrong)
    with acting(MANAGER) as work:
        annual.approve(work, life, meeting)
    row = newest(life)
    assert row.approved_on == case.stage.today()
    with acting(MANAGER) as work, pytest.raises(law.ReportStands):
        annual.save(work, life, {})
    with acting(HEAD) as work:
        annual.give(work, life, None, "Zyra e pritjes, 12", on=case.stage.today())
    assert owed(life) == {}
    with acting(HEAD) as work, pytest.raises(law.AlreadyGiven):
        annual.give(work, life, None, "Zyra e pritjes, 13", on=case.stage.today())
    case.stage.settle()
    assert life_of("ferizaj:2026").ended_at is None
    case.stage.move_to(date(2028, 1, 1))
    assert life_of("ferizaj:2026").ended_at is not None


@pytest.mark.article("5(1.6)")
def test_the_ministry_has_it_on_request_alone_and_once(the_year: tuple[ACase, UUID]) -> None:
    (case, life), meeting = the_year, approving()
    today = case.stage.today()
    with acting(HEAD) as work:
        request = annual.ask(work, life, ReportReader.MINISTRY, "MD 7/27", on=today)
    assert Duty.ANSWER_ANNUAL in owed(life)
    with acting(MANAGER) as work:
        annual.approve(work, life, meeting)
    with acting(HEAD) as work:
        annual.give(work, life, request, "Arkiva, 3", on=today)
    assert owed(life).keys() == {Duty.ANNUAL_REPORT}  # the Municipality waits still
    with acting(HEAD) as work, pytest.raises(law.AlreadyGiven):
        annual.give(work, life, request, "Arkiva, 4", on=today)
    with acting(HEAD) as work, pytest.raises(NotThere):
        annual.give(work, life, life, "Arkiva, 4", on=today)


@pytest.mark.article("5(1.6)")
def test_what_was_approved_stays_beside_what_is_written_anew(the_year: tuple[ACase, UUID]) -> None:
    (case, life), meeting = the_year, approving()
    with acting(MANAGER) as work:
        annual.save(work, life, SAID)
    with acting(MANAGER) as work:
        annual.approve(work, life, meeting)
    with acting(MANAGER) as work:
        annual.write_anew(work, life, "Mungonte një shërbim.")
    with acting(MANAGER) as work, pytest.raises(law.NotCountedYet):
        annual.approve(work, life, meeting)
    case.stage.settle()
    anew = newest(life)
    assert (anew.version, anew.why_anew, anew.approved_on) == (2, "Mungonte një shërbim.", None)
    assert anew.written == {"situation": SAID[YearPart.SITUATION]}
    with acting(HEAD) as work:  # what stands goes out meanwhile
        annual.give(work, life, None, "Zyra e pritjes, 12", on=case.stage.today())
        (given,) = annual_facts.handings_of(work.session, life)
        assert given.report_id != anew.id


@pytest.mark.article("5(1.6)")
def test_a_case_that_crosses_the_year_counts_in_both_once_each(a_case: At) -> None:
    """Whatever days the two of them have: here one ends in the middle of the case."""
    case = a_case("closed")
    place, began = case.row().municipality_id, case.row().referred_on
    mid, end = began + timedelta(days=20), case.stage.today()
    with reading() as work:
        first = count(work.session, place, began - timedelta(days=1), mid)
        second = count(work.session, place, mid + timedelta(days=1), end)
    assert first["cases"] == {"before": 0, "referred": 1, "closed": 0, "after": 1}
    assert second["cases"] == {"before": 1, "referred": 0, "closed": 1, "after": 0}
    assert sum(second["grounds"].values()) == 1
    assert sum(first["grounds"].values()) == 0
    assert first["categories"] == second["categories"]
    both = first["work"]["meetings"] + second["work"]["meetings"]
    with reading() as work:
        assert both == sum(1 for each in meetings(work.session, case.case) if each.held_at)
    assert first["work"]["plans"] + second["work"]["plans"] >= 1


@pytest.mark.article("5(1.6)", "18(1)")
def test_who_convenes_writes_the_head_reads_and_nobody_else_opens_it(
    the_year: tuple[ACase, UUID],
) -> None:
    _, life = the_year
    with acting(MANAGER) as work:
        life_for(work, life, role=Role.MANAGER)
    with acting(HEAD) as work:
        life_for(work, life)
    for email in (OTHER_MANAGER, OTHER_CENTRES_MANAGER):
        with acting(email) as work, pytest.raises(NotThere):
            life_for(work, life)
