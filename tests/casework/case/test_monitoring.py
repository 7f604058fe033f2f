"""The form of a version, its signal, and what the table is told of it: Art. 14(6), 14(3.4)."""

from datetime import date, timedelta
from uuid import UUID

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from casework.case import monitoring
from casework.case.monitoring import Monitored
from casework.case.seal import seal_of
from identity.access import NotThere
from models.monitoring import MonitoringForm
from models.session import unit_of_work
from queries import monitoring as read
from queries import signals
from queries.monitoring import MonitoringFile
from rules.monitoring import FindingsMeans, Indicator, NothingMonitored, OtherVersionThen
from rules.phases import FileSealed
from rules.planning import ActionStatus
from rules.signals import SignalKind
from tests.builders import ACase
from tests.casework.case.test_contributions import review
from tests.casework.conftest import At
from tests.database import past_the_rights
from tests.portal.members import HEALTH

FOUND = "Kanarina 4471 mungon sërish."
TOLD = "Kanarina 8813: plani po zbatohet."
DAY = timedelta(days=1)
SAME = Monitored(Indicator.SAME)
WORSE = Monitored(Indicator.WORSE, "Vizita", "Policia", None, FOUND)


def monitor(
    case: ACase, on: date | None = None, version: int = 1, **but: Monitored
) -> MonitoringForm:
    """Every action of the version the same, `but` some by their number: `a2=WORSE`."""
    plan = next(plan for plan in case.plans() if plan.version == version)
    said: dict[UUID, Monitored] = {
        row.id: but.get(f"a{row.number}", SAME)
        for row in plan.actions
        if row.is_open or f"a{row.number}" in but
    }
    with case.manager() as work:
        return monitoring.record(
            work, case.case, version, on=on or case.clock.today(), actions=said
        )


def tell(case: ACase, means: FindingsMeans = FindingsMeans.LINK, on: date | None = None) -> None:
    with case.manager() as work:
        monitoring.tell_table(work, case.case, words=TOLD, means=means, on=on)


def file_of(case: ACase) -> MonitoringFile:
    with case.manager() as work:
        return read.of_case(work, case.row())


def worse(case: ACase) -> list[tuple[str, date]]:
    with case.manager() as work:
        found = signals.of_case(work, case.row()).waiting
        return [
            (line.name, line.signal.since)
            for line in found
            if line.signal.kind is SignalKind.MONITORED_WORSE
        ]


@pytest.mark.article("14(6)", "14(4)")
def test_worse_in_the_last_form_is_a_signal_and_a_later_form_ends_it(a_case: At) -> None:
    case = a_case("minuted")
    case.stage.move_to(case.clock.today() + 3 * DAY)
    worse_on = case.clock.today() - DAY
    form = monitor(case, worse_on, a2=WORSE)
    assert (form.number, form.monitored_on, form.plan_id) == (1, worse_on, case.plans()[-1].id)
    assert worse(case) == [("2", worse_on)]
    assert ("plan monitored", "14(6)") in case.trail()
    monitor(case)
    assert worse(case) == []
    monitor(case, worse_on - DAY, a3=WORSE)
    assert worse(case) == []
    assert [each.number for each in file_of(case).forms] == [2, 1, 3]


@pytest.mark.article("14(6)")
def test_an_open_action_that_nothing_is_said_of_is_asked_for(a_case: At) -> None:
    case = a_case("minuted")
    with pytest.raises(NothingMonitored):
        monitor(case, a2=Monitored(None, "Vizita"))
    with case.manager() as work, pytest.raises(NotThere):
        monitoring.record(work, case.case, 9, on=case.clock.today(), actions={})
    assert file_of(case).forms == []


@pytest.mark.article("14(6)")
def test_what_is_written_of_an_action_that_is_over_is_not_dropped(a_case: At) -> None:
    case = a_case("review_met")
    case.review(status=ActionStatus.COMPLETED)
    assert not any(row.is_open for row in case.plans()[-1].actions)
    with pytest.raises(NothingMonitored):
        monitor(case, a1=Monitored(None, finding=FOUND))
    monitor(case, a1=WORSE)
    assert [len(each.lines) for each in file_of(case).forms] == [1]


@pytest.mark.article("14(6)", "15(3)")
def test_a_form_typed_after_a_change_is_of_the_version_of_its_day(a_case: At) -> None:
    case = a_case("review_met")
    before = case.clock.today() - DAY
    review(case, case.drafts()[:1])
    assert list(file_of(case).unmonitored) == [1]
    with pytest.raises(OtherVersionThen):
        monitor(case, before, version=2)
    monitor(case, before, version=1, a1=WORSE)
    assert not file_of(case).unmonitored
    assert worse(case) == [("1", before)]


@pytest.mark.article("14(3.4)", "18(1)")
def test_everybody_who_sits_is_told_and_no_mail_says_what(a_case: At) -> None:
    case = a_case("minuted")
    case.declare_conflict(HEALTH)
    case.stage.move_to(case.clock.today() + DAY)
    assert file_of(case).untold_since is not None
    tell(case)
    case.stage.settle()
    sent = case.messages("monitoring/findings")
    assert len(sent) == len(case.members())
    assert case.person(HEALTH) not in {each.recipient_id for each in sent}
    assert file_of(case).untold_since is None
    with unit_of_work() as work:
        rows = [
            str(row)
            for table in ("table_findings", "monitored_action", "message", "audit")
            for row in work.session.scalars(text(f"SELECT t::text FROM {table} t"))
        ]
    assert [row for row in rows if "Kanarina" in row] == []


@pytest.mark.article("14(3.4)")
def test_what_was_told_in_the_meeting_is_typed_with_its_day_and_mails_nobody(a_case: At) -> None:
    case = a_case("minuted")
    met_on = case.clock.today()
    case.stage.move_to(met_on + 2 * DAY)
    tell(case, FindingsMeans.MEETING, met_on)
    assert file_of(case).untold_since == met_on
    tell(case, FindingsMeans.PAPER, met_on + DAY)
    assert file_of(case).untold_since is None
    assert case.messages("monitoring/findings") == []


@pytest.mark.article("17(5)", "14(6)")
def test_both_are_part_of_the_sealed_file_and_stay_as_they_were_written(a_case: At) -> None:
    case = a_case("minuted")
    seals = []
    for act in (lambda: None, lambda: monitor(case, a1=WORSE), lambda: tell(case)):
        act()
        with unit_of_work() as work:
            seals.append(seal_of(work.session, case.case))
    assert len(set(seals)) == 3
    for change in (
        "UPDATE monitoring_form SET monitored_on = monitored_on - 1",
        "UPDATE monitored_action SET indicator = 'better'",
        "UPDATE table_findings SET told_on = told_on - 1",
    ):
        with pytest.raises(DBAPIError), past_the_rights() as work:
            work.session.execute(text(change))
    closed = a_case("closed")
    with pytest.raises(FileSealed):
        monitor(closed)
    with pytest.raises(FileSealed):
        tell(closed)
    assert {row.status for row in closed.plans()[-1].actions} == {ActionStatus.COMPLETED}
