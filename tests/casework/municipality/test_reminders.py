"""Who owes a signature or a declaration is reminded, in one mail: Art. 10(1), 17(5), 18(2)."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from casework.table import declarations, minutes
from models.life import Life, LifeKind
from models.meeting import Minutes
from models.outbox import Message
from models.session import unit_of_work
from models.signature_reminder import SignatureReminder
from notifications import posting
from rules.signing import SignatureMethod
from simulation.stage import member_acting
from tests.builders import MANAGER, SILENT, ACase
from tests.casework.conftest import At
from workflow.life import perform


def of_case(case: ACase, messages: list[Message]) -> list[list[str]]:
    """By mail, of which signatures and declarations of this case it reminds."""
    number = case.row().number
    found = [
        [
            item["duty"]
            for item in message.context["items"]
            if item["table"] == number and item["duty"] != "write_report"
        ]
        for message in messages
    ]
    return [duties for duties in found if duties]


def reminded(case: ACase, email: str = SILENT) -> list[list[str]]:
    return of_case(case, list(case.messages("reminders/owed", case.person(email))))


@pytest.mark.article("18(2)")
def test_who_was_asked_to_declare_is_reminded_until_they_refuse(a_case: At) -> None:
    case = a_case("agreed")
    asked = case.clock.today()
    case.stage.move_to(asked + timedelta(days=2))
    assert reminded(case) == []
    case.stage.move_to(asked + timedelta(days=3))
    assert reminded(case) == [["declare"]]
    with unit_of_work() as work:
        query = select(Life).where(Life.kind == LifeKind.REMINDERS, Life.key == "ferizaj")
        life = work.session.scalars(query).one()
        rows = work.session.scalars(
            select(SignatureReminder).where(SignatureReminder.member_id == case.seat(SILENT))
        ).all()
        assert [(row.duty, row.sent_on) for row in rows] == [("declare", case.clock.today())]
    perform("send_reminders", life.id, life.municipality_id)
    assert reminded(case) == [["declare"]]  # never twice on one day
    with member_acting(case.seat(SILENT)) as work:
        declarations.refuse(work, case.seat(SILENT))
    case.stage.move_to(asked + timedelta(days=10))
    assert reminded(case) == [["declare"]]


@pytest.mark.article("10(1)", "17(5)")
def test_minutes_and_closing_form_are_reminded_of_in_one_mail(a_case: At) -> None:
    case = a_case("decided")
    decided = case.clock.today()
    case.stage.move_to(decided + timedelta(days=2))
    assert reminded(case) == []
    case.stage.move_to(decided + timedelta(days=3))
    (first,) = reminded(case)
    assert sorted(first) == ["sign_closure", "sign_minutes"]
    officer = of_case(case, list(case.messages("reminders/officer", case.account(MANAGER).id)))
    assert sorted(officer[-1]) == ["chair_signs_closure", "chair_signs_minutes"]
    with case.manager() as work:
        query = select(Minutes).order_by(Minutes.signatures_asked_at.desc())
        paper = work.session.scalars(query.limit(1)).one()
        minutes.sign(
            work,
            paper.id,
            member_id=case.seat(SILENT),
            method=SignatureMethod.REFUSED,
            reason="Nuk e thashë ashtu.",
        )
    case.stage.move_to(decided + timedelta(days=10))
    assert reminded(case)[1:] == [["sign_closure"]]  # a refusal on record ends it


@pytest.mark.article("18(2)")
def test_who_has_done_it_before_the_mail_leaves_is_not_told_that_it_is_missing(a_case: At) -> None:
    case = a_case("agreed")
    case.stage.move_to(case.clock.today() + timedelta(days=3))
    seat = case.seat(SILENT)
    (mail,) = case.reminders(case.person(SILENT))
    for done in (False, True):
        if done:
            with member_acting(seat) as work:
                declarations.declare(work, seat, conflict=False, confidential=True)
        with unit_of_work() as work:
            content = posting.prepare(work, work.session.get_one(Message, mail.id))
        assert (case.row().number in str(content)) is not done
