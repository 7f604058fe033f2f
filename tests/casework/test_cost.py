"""What an act asks of the database: one reading of the facts, and as few statements as it needs."""

from functools import partial

import pytest
from sqlalchemy import select

from bench.statements import counted
from casework.case import reports
from casework.table import convening
from models.duty import ComingStepRow
from models.plan import ReportRequest
from models.session import unit_of_work
from tests.builders import HEAD
from tests.conftest import At
from workflow.activation import Activation
from workflow.life import due_steps, perform

AGREEMENT, REPORT, INVITATION_DAY = 20, 25, 88


def test_an_agreement(a_case: At) -> None:
    case = a_case("proposed")
    meeting = case.meeting().id
    head = case.account(HEAD).id
    with counted() as seen, case.head() as work:
        convening.agree(work, meeting, by=head)
    assert len(seen) <= AGREEMENT, "\n".join(seen)


def test_a_report(a_case: At) -> None:
    a_case("reports_asked")
    with unit_of_work() as work:
        waiting = select(ReportRequest.id).where(ReportRequest.received_at.is_(None))
        request = work.session.scalars(waiting).first()
        assert request is not None
    with counted() as seen, unit_of_work() as work:
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
    with counted() as seen:
        activation = Activation(case.case)
        for due in due_steps(case.case, activation.skip):
            activation.take(due, partial(perform, due.act))
        activation.come_to_rest()
        activation.empty_inbox()
    assert case.meeting().invited_at is not None
    assert len(seen) <= INVITATION_DAY, "\n".join(seen)
