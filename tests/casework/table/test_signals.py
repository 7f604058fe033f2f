"""Signals for a reassessment, read from the record and answered by the manager: Art. 14(4)."""

from dataclasses import replace
from datetime import timedelta
from uuid import UUID

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError, IntegrityError

from casework.case import assessment, mistaken, planning, referral
from casework.case.seal import seal_of
from casework.record import signal_facts
from casework.table import convening, signals, succession
from identity.access import NotThere
from models.case import Case
from models.meeting import Meeting
from models.session import unit_of_work
from queries.information import state_of
from queries.signals import of_case
from rules.assessment import IndicatorMissing, Risk
from rules.mistaken import Mistake
from rules.phases import FileSealed
from rules.planning import ActionStatus
from rules.signals import Signal, SignalKind, SignalNotStanding, open_signals
from rules.succession import Departure
from simulation import words
from simulation.seed import officer
from tests.builders import HEAD, SILENT, ACase
from tests.casework.case.informing import DAY, give
from tests.casework.conftest import At
from tests.database import past_the_rights
from tests.scenes import a_referral

WHY = "Kanarina 5562: gjendja është e njëjtë."


def waiting(case: ACase) -> list[Signal]:
    with unit_of_work() as work:
        facts = signal_facts.read(work.session, case.case).facts
        return open_signals(facts, case.clock.today())


def kinds(case: ACase) -> list[SignalKind]:
    return [each.kind for each in waiting(case)]


def answer(case: ACase, *chosen: Signal, meeting: Meeting | None = None, reason: str = "") -> None:
    which = chosen or tuple(waiting(case))
    with case.manager() as work:
        signals.answer(
            work,
            case.case,
            which,
            answered_on=case.clock.today(),
            meeting_id=meeting.id if meeting else None,
            reason=reason,
        )


def release(case: ACase, email: str) -> None:
    with case.manager() as work:
        end = succession.End(
            departure=Departure.DEATH, reason="Ndërroi jetë.", on=case.clock.today()
        )
        succession.release(work, case.case, case.seat(email), end)


def refer_again(case: ACase) -> None:
    """The same child, under another number; the head ends it as a duplicate."""
    with case.head() as work:
        place = referral.municipality(work, "ferizaj").id
        other = referral.refer(work, place, a_referral()).id
        mistaken.end(
            work,
            other,
            mistake=Mistake.DUPLICATE,
            reason="I njëjti fëmijë.",
            right_case_id=case.case,
            by=officer(work, HEAD).id,
        )


@pytest.mark.article("14(4)")
def test_everything_that_came_after_the_tables_assessment_is_a_signal(a_case: At) -> None:
    case = a_case("assessed")
    due = case.clock.today() + 2 * DAY
    with case.manager() as work:
        drafts = [replace(each, due_on=due) for each in case.drafts()[:2]]
        planning.adopt(work, case.case, goal=words.GOAL, actions=drafts)
    assert waiting(case) == []
    case.stage.move_to(case.clock.today() + DAY)
    give(case)
    seat = case.seat(SILENT)
    release(case, SILENT)
    refer_again(case)
    found = waiting(case)
    assert {each.kind for each in found} == {
        SignalKind.INFORMATION,
        SignalKind.MEMBER_LOST,
        SignalKind.REFERRED_AGAIN,
    }
    assert {each.since for each in found} == {case.clock.today()}
    with unit_of_work() as work:
        names = signal_facts.read(work.session, case.case).names
    lost = next(each for each in found if each.kind is SignalKind.MEMBER_LOST)
    assert lost.source == seat
    assert all(names[each.source] for each in found)
    case.stage.move_to(due + DAY)
    assert kinds(case).count(SignalKind.OVERDUE) == 2


@pytest.mark.article("5(1.2)", "14(4)")
def test_before_the_table_has_assessed_only_what_came_in_is_a_signal_and_is_considered(
    a_case: At,
) -> None:
    case = a_case("met")
    case.stage.move_to(case.clock.today() + DAY)
    release(case, SILENT)
    assert waiting(case) == []
    give(case)
    assert kinds(case) == [SignalKind.INFORMATION]
    answer(case, reason=WHY)
    assert waiting(case) == []
    with case.manager() as work:
        behind = state_of(work, work.session.get_one(Case, case.case)).behind
    assert (behind.after, behind.considered) == (0, 1)


@pytest.mark.article("14(4)", "15(2)")
def test_what_a_review_found_uncompleted_is_a_signal_and_answered_it_stays_so(a_case: At) -> None:
    case = a_case("review_met")
    case.review(status=ActionStatus.UNCOMPLETED, risk=Risk.HIGH)
    found = waiting(case)
    assert {each.kind for each in found} == {SignalKind.UNCOMPLETED}
    answer(case, reason=WHY)
    assert waiting(case) == []
    case.stage.move_to(case.clock.today() + DAY)
    assert waiting(case) == []
    with case.manager() as work:
        assert [row.reason for line in of_case(work, case.row()).answered for row in line.answers]
    with pytest.raises(SignalNotStanding):
        answer(case, Signal(SignalKind.OVERDUE, found[0].source, found[0].since), reason=WHY)


def settle(case: ACase, *worse: str) -> UUID:
    with case.manager() as work:
        return assessment.settle(
            work,
            case.case,
            risk=Risk.HIGH,
            summary=words.SUMMARY,
            indicators=words.COMPREHENSIVE,
            worse=worse,
            why=WHY,
        ).id


@pytest.mark.article("14(4)", "12(3)", "12(3.3)")
def test_an_indicator_that_the_table_found_worse_is_a_signal_until_it_is_corrected(
    a_case: At,
) -> None:
    case = a_case("review_met")
    with pytest.raises(IndicatorMissing):
        settle(case, "mood")
    row = settle(case, "education")
    (found,) = waiting(case)
    assert (found.kind, found.source) == (SignalKind.WORSE, row)
    case.stage.clock.moment += timedelta(hours=1)
    case.review(status=ActionStatus.UNCOMPLETED, risk=Risk.HIGH)
    assert waiting(case) == [found]  # found uncompleted on the day on which the table assessed
    settle(case)
    assert waiting(case) == []


@pytest.mark.article("14(4)", "8(3)")
def test_a_meeting_answers_until_it_is_called_off_and_on_another_day_too(a_case: At) -> None:
    case = a_case("minuted")
    case.stage.move_to(case.clock.today() + DAY)
    give(case)
    first = case.propose(case.at(30))
    answer(case, meeting=first)
    assert waiting(case) == []
    with case.head() as work:
        convening.counter(work, first.id, note="Jo atë ditë.")
    second = case.propose(case.at(31))
    assert waiting(case) == []
    with case.manager() as work:
        convening.cancel(work, case.case, second.id)
    assert kinds(case) == [SignalKind.INFORMATION]
    with case.manager() as work:
        (line,) = of_case(work, case.row()).waiting
        assert {row.meeting_id for row in line.answers} == {first.id, second.id}
    (found,) = waiting(case)
    with pytest.raises(NotThere), case.manager() as work:
        signals.answer(work, case.case, [found], answered_on=found.since, meeting_id=case.case)


@pytest.mark.article("14(4)", "18(1)", "17(5)")
def test_an_answer_is_sealed_stays_and_belongs_to_the_file(a_case: At) -> None:
    case = a_case("minuted")
    case.stage.move_to(case.clock.today() + DAY)
    give(case)
    with unit_of_work() as work:
        before = seal_of(work.session, case.case)
    answer(case, reason=WHY)
    with unit_of_work() as work:
        assert seal_of(work.session, case.case) != before
        rows = work.session.scalars(text("SELECT t::text FROM signal_answer t")).all()
        trail = work.session.scalars(text("SELECT t::text FROM audit t")).all()
    assert len(rows) == 1
    assert not any("Kanarina 5562" in row for row in (*rows, *trail))
    for change in ("UPDATE signal_answer SET since = since - 1", "DELETE FROM signal_answer"):
        with pytest.raises(DBAPIError), past_the_rights() as work:
            work.session.execute(text(change))
    with pytest.raises(IntegrityError), unit_of_work() as work:
        work.session.execute(
            text(
                "INSERT INTO signal_answer (id, case_id, kind, source_id, since, answered_on,"
                " recorded_at, answered_by_id) SELECT gen_random_uuid(), case_id, kind, source_id,"
                " since, answered_on, recorded_at, answered_by_id FROM signal_answer"
            )
        )


@pytest.mark.article("17(5)", "14(4)")
def test_of_a_closed_file_no_signal_is_answered(a_case: At) -> None:
    case = a_case("closed")
    assert waiting(case) == []
    with pytest.raises(FileSealed):
        answer(case, Signal(SignalKind.OVERDUE, case.case, case.begins), reason=WHY)
