"""What an act asks of the database: one reading of the facts, and as few statements as it needs."""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial

import pytest
from sqlalchemy import select

from bench.copies import copy_case
from bench.statements import counted
from casework.case import reports
from casework.record.missing_reports import missing_reports
from casework.table import convening
from core.clock import FrozenClock
from models import data_keys
from models.duty import ComingStepRow
from models.plan import PlanAction, ReportRequest
from models.session import unit_of_work
from rules.planning import ActionStatus
from tests.builders import HEAD
from tests.casework.case.test_late_actions import both_asked
from tests.conftest import At
from tests.database import Cleaner
from tests.scenes import Scenes
from workflow.activation import Activation
from workflow.life import perform

AGREEMENT, REPORT, INVITATION_DAY = 20, 21, 43


@contextmanager
def counted_cold() -> Iterator[list[str]]:
    """As in a process that has not read of this life for a minute."""
    data_keys.forget()
    with counted() as seen:
        yield seen


def test_an_agreement(a_case: At) -> None:
    case = a_case("proposed")
    meeting = case.meeting().id
    head = case.account(HEAD).id
    with counted_cold() as seen, case.head() as work:
        convening.agree(work, meeting, by=head)
    assert len(seen) <= AGREEMENT, "\n".join(seen)


def test_a_report(a_case: At) -> None:
    a_case("reports_asked")
    with unit_of_work() as work:
        waiting = select(ReportRequest.id).where(ReportRequest.received_at.is_(None))
        request = work.session.scalars(waiting).first()
        assert request is not None
    with counted_cold() as seen, unit_of_work() as work:
        reports.receive(work, request, done="Vizita u bë.")
    assert len(seen) <= REPORT, "\n".join(seen)


@pytest.mark.article("8(3)")
def test_the_day_on_which_invitations_leave(a_case: At) -> None:
    case = a_case("proposed")
    with case.head() as work:
        convening.agree(work, case.meeting().id, by=case.account(HEAD).id)
    with unit_of_work() as work:
        leaves = work.session.scalars(select(ComingStepRow).filter_by(act="invite_members")).one()
    case.clock.move_to(leaves.on_day)
    with counted_cold() as seen:
        activation = Activation(case.case)
        for due in activation.due_steps():
            activation.take(due, partial(perform, due.act))
        activation.come_to_rest()
        activation.empty_inbox()
    assert case.meeting().invited_at is not None
    assert len(seen) <= INVITATION_DAY, "\n".join(seen)


@pytest.mark.article("14(3.3)")
def test_what_is_late_in_a_centre_is_asked_once_for_all_its_cases(
    scenes: Scenes, clock: FrozenClock, cleaner: Cleaner
) -> None:
    case = scenes.stop_at("assessed", clock)
    _, question = both_asked(case)
    place = case.row().municipality_id

    def looked() -> tuple[int, int]:
        with counted() as seen, unit_of_work(read_only=True) as work:
            found = missing_reports(work.session, place)
        return len(seen), len(found)

    copy_case(cleaner.connection, case.case, 1, 1)
    few, of_two = looked()
    copy_case(cleaner.connection, case.case, 2, 9)
    many, of_ten = looked()
    assert (many, of_ten) == (few, 5 * of_two)
    with unit_of_work() as work:
        row = work.session.get_one(PlanAction, question.action_id)
        row.status = ActionStatus.COMPLETED
        assert len(missing_reports(work.session, place)) == of_ten - 1
        work.session.rollback()
