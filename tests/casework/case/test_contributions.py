"""Contributions stay as they were said and go into a plan by the manager's click alone: 6(1.6)."""

from dataclasses import replace
from datetime import date, timedelta
from uuid import UUID

import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import DBAPIError

from casework.case import assessment, contributions, reviewing
from casework.case.plan_rows import ActionDraft
from casework.case.seal import seal_of
from casework.municipality import standing
from casework.table import succession
from identity.access import NotThere
from models.case import Member
from models.contribution import Contribution
from models.life import Life, LifeKind
from models.session import unit_of_work
from queries import contributions as read
from queries.contributions import Gathered
from rules.aims import Aim
from rules.assessment import Risk
from rules.contributions import (
    IsInThePlan,
    LeftBeforeItWasSaid,
    LeftWithoutWord,
    NothingContributed,
    TakenOverBeforeItWasSaid,
)
from rules.information import InformantHasLeft, InformantNotBound, InformedFromNoSeat
from rules.initiative import RequestMeans
from rules.planning import ActionStatus
from rules.succession import Departure
from simulation import words
from simulation.stage import member_acting
from tests.builders import HOUR, SILENT, ACase
from tests.casework.case.test_planning import adopt
from tests.casework.conftest import At
from tests.database import past_the_rights
from tests.notifications.rows import requests_have_left
from tests.portal.members import HEALTH

OFFER = "Kanarina 4471: kontroll te pediatri"
NEEDS = "Transport deri te QKMF."
DAY = timedelta(days=1)


def contribute(case: ACase, email: str = HEALTH, due_on: date | None = None) -> Contribution:
    seat = case.seat(email)
    with member_acting(seat) as work:
        return contributions.contribute(
            work, seat, action=OFFER, aim=Aim.PROTECTION, due_on=due_on, needs=NEEDS
        )


def leave(case: ACase, contribution: UUID, on: date | None = None, why: str = "Nuk duhet.") -> None:
    with case.manager() as work:
        contributions.leave(work, contribution, words=why, on=on or case.clock.today())


def gathered(case: ACase) -> Gathered:
    with case.manager() as work:
        found = read.of_case(work, case.row())
        for line in found.lines:
            assert line.holder.professional.name
        return found


def taken_from(case: ACase, contribution: UUID) -> list[ActionDraft]:
    first, *others = case.drafts()
    return [replace(first, contribution_id=contribution), *others]


@pytest.mark.article("6(1.6)", "18(1)")
def test_a_member_contributes_and_nothing_of_it_is_plain_in_the_database(a_case: At) -> None:
    case = a_case("invited")
    said = contribute(case)
    assert (said.number, said.said_on, said.means) == (1, case.clock.today(), "link")
    assert (said.member_id, said.recorded_by_id) == (case.seat(HEALTH), None)
    assert case.recorded("contribution to the plan").actor_id == case.seat(HEALTH)
    leave(case, said.id, why="Kanarina 4471 e ka bërë.")
    with unit_of_work() as work:
        rows = [
            str(row)
            for table in ("contribution", "left_contribution", "message", "audit")
            for row in work.session.scalars(text(f"SELECT t::text FROM {table} t"))
        ]
        found = work.session.get_one(Contribution, said.id)
        assert (found.action, found.needs) == (OFFER, NEEDS)
    assert [row for row in rows if "Kanarina" in row or "Transport" in row] == []


@pytest.mark.article("6(1.6)", "10(2)", "18(2)")
def test_undeclared_or_recused_nobody_contributes_by_a_link(a_case: At) -> None:
    case = a_case("prepared")
    with pytest.raises(InformantNotBound):
        contribute(case)
    case.declare(case.seat(HEALTH))
    said = contribute(case)
    seat = case.declare_conflict(HEALTH)
    with pytest.raises(InformantHasLeft), member_acting(seat) as work:
        contributions.contribute(work, seat, action=OFFER)
    assert [line.contribution.id for line in gathered(case).lines] == [said.id]


@pytest.mark.article("6(1.6)", "8(6)")
def test_what_a_member_said_before_they_left_is_typed_later_as_theirs(a_case: At) -> None:
    case = a_case("invited")
    seat, said_on = case.seat(SILENT), case.clock.today()
    case.stage.move_to(said_on + 2 * DAY)
    with case.manager() as work:
        end = succession.End(
            departure=Departure.END_OF_OFFICE, reason="Doli në pension.", on=said_on + DAY
        )
        succession.release(work, case.case, seat, end)

    def enter(on: date) -> Contribution:
        with case.manager() as work:
            return contributions.enter(
                work, case.case, seat, said_on=on, means=RequestMeans.PHONE, action=OFFER
            )

    said = enter(said_on)
    assert (said.said_on, said.means, said.aim, said.due_on) == (said_on, "phone", None, None)
    assert said.recorded_by_id is not None
    with pytest.raises(InformedFromNoSeat):
        enter(said_on + 2 * DAY)


@pytest.mark.article("6(1.6)")
def test_it_is_an_action_by_the_manager_alone_and_whoever_proposed_it_stays_named(
    a_case: At,
) -> None:
    case = a_case("assessed")
    said = contribute(case)
    assert gathered(case).waiting == 1
    adopt(case, taken_from(case, said.id))
    (line,) = gathered(case).lines
    assert line.action is not None
    assert (line.action.number, line.action.contribution_id, line.waits) == (1, said.id, False)
    assert [row.contribution_id for row in case.plans()[-1].actions][1:] == [None] * 4
    with pytest.raises(IsInThePlan):
        leave(case, said.id)


def review(case: ACase, added: list[ActionDraft]) -> None:
    progress = case.findings(ActionStatus.IN_PROCESS)
    with case.manager() as work:
        reviewing.settle_review(
            work,
            case.case,
            risk=Risk.LOW,
            finding=words.REVIEW_FINDING,
            progress=progress,
            added=added,
        )


@pytest.mark.article("6(1.6)", "15(3)")
def test_a_review_takes_it_over_and_the_next_version_carries_it_on(a_case: At) -> None:
    case = a_case("reminded")
    said = contribute(case)
    case.meet()
    review(case, taken_from(case, said.id)[:1])
    assert [row.contribution_id for row in case.plans()[-1].actions] == [None] * 5 + [said.id]
    case.write_minutes()
    case.convene(case.at(60))
    case.meet()
    late = contribute(case)
    review(case, case.drafts()[:1])
    assert [row.contribution_id for row in case.plans()[-1].actions][5:] == [said.id, None]
    assert [line.waits for line in gathered(case).lines] == [True, False]
    assert gathered(case).lines[0].contribution.id == late.id


@pytest.mark.article("6(1.6)")
def test_a_plan_takes_over_nothing_that_was_said_after_its_day(a_case: At) -> None:
    case = a_case("assessed")
    case.stage.move_to(case.clock.today() + DAY)
    said = contribute(case)
    with pytest.raises(TakenOverBeforeItWasSaid):
        adopt(case, taken_from(case, said.id))


@pytest.mark.article("6(1.5)", "6(1.6)")
def test_the_managers_draft_takes_it_over_and_the_table_has_not_yet(a_case: At) -> None:
    case = a_case("invited")
    said = contribute(case)
    with case.manager() as work:
        drafts = [ActionDraft("", OFFER, "", None, contribution_id=said.id)]
        assessment.draft_initial_plan(work, case.case, goal="Siguri", actions=drafts)
    (line,) = gathered(case).lines
    assert (line.action, line.waits) == (None, True)
    assert line.drafted is not None
    leave(case, said.id)
    (line,) = gathered(case).lines
    assert line.left is not None


@pytest.mark.article("6(1.6)")
def test_left_out_with_a_word_it_can_be_taken_over_later(a_case: At) -> None:
    case = a_case("invited")
    said = contribute(case)
    for why, on, refused in (
        (" ", said.said_on, LeftWithoutWord),
        ("x", said.said_on - DAY, LeftBeforeItWasSaid),
    ):
        with pytest.raises(refused):
            leave(case, said.id, on, why)
    leave(case, said.id)
    found = gathered(case)
    assert (found.waiting, found.lines[0].left and found.lines[0].left.words) == (0, "Nuk duhet.")
    case.tell_family()
    case.stage.move_to(case.meeting().day, HOUR)
    case.hold()
    with case.manager() as work:
        assessment.settle(
            work,
            case.case,
            risk=Risk.HIGH,
            summary=words.SUMMARY,
            indicators=words.COMPREHENSIVE,
        )
    adopt(case, taken_from(case, said.id))
    (line,) = gathered(case).lines
    assert (line.left, line.action and line.action.number) == (None, 1)


@pytest.mark.article("6(1.6)")
def test_nothing_of_another_case_goes_into_a_plan(a_case: At) -> None:
    case = a_case("assessed")
    with pytest.raises(NotThere):
        adopt(case, taken_from(case, case.case))
    assert case.plans() == []


@pytest.mark.article("6(1.6)")
def test_who_sits_and_said_nothing_for_the_meeting_is_named_and_owes_nothing(a_case: At) -> None:
    case = a_case("invited")
    contribute(case)
    assert gathered(case).meeting is None, "no invitation has left so far"
    requests_have_left()
    found = gathered(case)
    assert found.meeting is not None
    assert case.seat(HEALTH) not in {member.id for member in found.silent}
    assert len(found.silent) == len(case.members()) - 1
    assert [duty for duty in case.duties() if "contrib" in duty] == []


@pytest.mark.article("6(1.6)", "8(2)")
def test_the_municipal_table_plans_for_no_child(a_case: At) -> None:
    a_case("planned")
    with unit_of_work() as work:
        standing.ensure(work)
        query = select(Member.id).join(Life, Life.id == Member.life_id)
        seat = work.session.scalars(query.where(Life.kind == LifeKind.QUARTERLY)).first()
    assert seat is not None
    with pytest.raises(NotThere), member_acting(seat) as work:
        contributions.contribute(work, seat, action=OFFER)


@pytest.mark.article("17(5)")
def test_a_contribution_is_part_of_the_sealed_file_and_stays_as_it_was_said(a_case: At) -> None:
    case = a_case("invited")
    with unit_of_work() as work:
        before = seal_of(work.session, case.case)
    said = contribute(case)
    with unit_of_work() as work:
        after = seal_of(work.session, case.case)
    leave(case, said.id)
    with unit_of_work() as work:
        assert len({before, after, seal_of(work.session, case.case)}) == 3
    with pytest.raises(DBAPIError), past_the_rights() as work:
        work.session.execute(text("UPDATE contribution SET said_on = said_on - 1"))
    with pytest.raises(NothingContributed), case.manager() as work:
        contributions.enter(
            work,
            case.case,
            case.seat(HEALTH),
            said_on=case.clock.today(),
            means=RequestMeans.PAPER,
            action=" ",
        )
