"""Of several codes of one person the newest alone is of use: 0155."""

from datetime import timedelta

import pytest

from core.clock import FrozenClock
from core.settings import Settings
from identity import codes
from models.outbox import Message
from models.session import unit_of_work
from notifications import delivery
from tests.notifications.rows import only_message
from tests.notifications.table import Table, change
from tests.notifications.test_codes import sent_codes, try_code
from tests.notifications.test_gateway import KANNEL, Operator, by, operator

__all__ = ["operator"]

pytestmark = pytest.mark.article("18(1)")


@pytest.fixture(autouse=True)
def telephone(configured: Settings) -> None:
    """No text of another test."""
    for file in (configured.state_dir / "sms").glob("*"):
        file.unlink()


def test_a_code_that_a_newer_one_replaced_is_not_sent(table: Table, clock: FrozenClock) -> None:
    """A gateway that was away gets one of them: the older opens nothing any more."""
    with unit_of_work() as work:
        older = codes.issue(work, table.link)
    clock.moment += timedelta(seconds=1)
    with unit_of_work() as work:
        newer = codes.issue(work, table.link)
    assert not delivery.deliver_now(older)
    assert delivery.deliver_now(newer)
    (code,) = sent_codes()
    assert try_code(table.doctor, code)


@pytest.mark.parametrize(("minutes", "leaves"), [(4, True), (5, False)])
def test_a_code_that_was_put_off_leaves_in_its_first_half_alone(
    table: Table, clock: FrozenClock, operator: Operator, minutes: int, *, leaves: bool
) -> None:
    """Later somebody has pressed "Try again", and would have two."""
    with unit_of_work() as work:
        code = codes.issue(work, table.link)
    with by(operator, KANNEL, TRYEZA_SMS_METHOD="GET"):
        operator.code = 503
        assert not delivery.deliver_now(code)
        clock.moment += timedelta(minutes=minutes)
        change(Message, code, lambda row: setattr(row, "not_before", clock.moment))
        operator.code = 200
        delivery.deliver(table.life)
    assert only_message().status == ("sent" if leaves else "obsolete")
    assert len(operator.asked) == 1 + leaves
