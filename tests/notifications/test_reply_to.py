"""Who reads an answer to a mail: the case manager, and nobody who may not: Art. 10(2), 6(1.1)."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from models.case import Case
from notifications import delivery
from tests.notifications.mail_server import MailServer
from tests.notifications.table import Table, change

MANAGER = "manager@qps-ferizaj.example"


def answers_go_to(server: MailServer, table: Table, template: str = "reports/request") -> str:
    table.queue(template)
    delivery.deliver(table.life)
    (_, mail) = server.accepted[-1]
    assert mail["Auto-Submitted"] == "auto-generated"
    return str(mail["Reply-To"] or "")


def test_an_answer_reaches_the_case_manager(table: Table, server: MailServer) -> None:
    assert answers_go_to(server, table) == MANAGER
    assert answers_go_to(server, table, "reports/superior") == MANAGER


def test_an_officer_answers_nobody(table: Table, server: MailServer) -> None:
    assert answers_go_to(server, table, "convening/countered") == ""


def in_conflict(case: Any) -> None:
    case.conflict_on = date(2026, 9, 7)


def without_a_manager(case: Any) -> None:
    case.manager_id = None


@pytest.mark.article("10(2)")
@pytest.mark.parametrize("become", [in_conflict, without_a_manager])
def test_nobody_answers_to_a_manager_in_conflict_or_to_none(
    table: Table, server: MailServer, become: Callable[[Any], None]
) -> None:
    change(Case, table.life, become)
    assert answers_go_to(server, table) == ""
