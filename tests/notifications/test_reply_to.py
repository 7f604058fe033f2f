"""Who reads an answer to a mail: the case manager, and nobody who may not: Art. 10(2), 6(1.1)."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from sqlalchemy import select

from models.case import Case
from models.centre_contact import CentreContact
from models.people import Account
from models.session import unit_of_work
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


@pytest.mark.parametrize("become", [in_conflict, without_a_manager])
def test_where_none_reads_it_an_answer_reaches_the_centre(
    table: Table, server: MailServer, become: Callable[[Any], None]
) -> None:
    change(Case, table.life, become)
    with unit_of_work() as work:
        place = work.session.get_one(Case, table.life).municipality_id
        by = work.session.scalars(select(Account.id)).first()
        assert by is not None
        work.session.add(
            CentreContact(
                municipality_id=place,
                number=1,
                phone="0290 320 100",
                mail="qps@ferizaj.example",
                entered_at=work.clock.now(),
                entered_by_id=by,
            )
        )
    assert answers_go_to(server, table) == "qps@ferizaj.example"
