"""Who owes a signature or a declaration is reminded, in one mail: 10(1), 17(5), 18(2)."""

from datetime import timedelta
from email import message_from_bytes, policy
from itertools import islice
from uuid import UUID

import pytest
from sqlalchemy import Select, select, update

from bench.statements import counted
from casework.municipality import reminders
from casework.record.reminder_facts import reminder_facts
from casework.table import minutes
from casework.table.succession import End, release
from models.case import Case
from models.life import Life, LifeKind
from models.meeting import Minutes
from models.outbox import Message
from models.session import unit_of_work
from models.signature_reminder import SignatureReminder
from notifications import posting
from notifications.channels.mail import Envelope
from rules.duties import Duty
from rules.signing import SignatureMethod
from rules.succession import Departure
from simulation import by_code
from simulation.stage import member_acting
from tests.builders import MANAGER, SILENT, ACase
from tests.casework.conftest import At
from tests.database import Cleaner
from tests.notifications.rows import requests_have_left
from workflow import last_look
from workflow.life import due_steps, next_moment, perform


def _life_of_reminders() -> Select[Life]:
    return select(Life).where(Life.kind == LifeKind.REMINDERS, Life.key == "ferizaj")


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


def _begin_morning(case: ACase) -> UUID:
    """At the moment at which the reminders wake by themselves; their life."""
    with unit_of_work(read_only=True) as work:
        life = work.session.scalars(_life_of_reminders()).one()
    moment = last_look.until(life)
    assert moment is not None
    case.clock.move_to(moment)
    return life.id


@pytest.mark.parametrize("scene", ["agreed", "decided"])
@pytest.mark.article("18(2)")
def test_what_a_morning_finds_after_its_mails_is_what_the_rules_say(a_case: At, scene: str) -> None:
    """It follows from what was read before them: nothing is read twice in one morning."""
    case = a_case(scene)
    before = len(case.messages("reminders/officer"))
    for _ in range(4):
        perform("send_reminders", _begin_morning(case), None)
        with unit_of_work(read_only=True) as work:
            life = work.session.scalars(_life_of_reminders()).one()
            anew = reminders.look(work, life)
            assert last_look.still(life, work.clock.now()) == list(anew.steps)
            assert last_look.until(life) == next_moment(anew, work.clock.today())
    assert len(case.messages("reminders/officer")) > before


def test_at_its_own_hour_the_mail_of_a_morning_is_begun_without_a_look(a_case: At) -> None:
    case = a_case("agreed")
    life = _begin_morning(case)
    with counted() as seen:
        due = list(islice(due_steps(life), 1))
    assert ([step.act for step in due], len(seen)) == (["send_reminders"], 1)
    perform("send_reminders", life, due[0].subject_id)  # asks under the lock
    with counted() as seen:
        assert list(due_steps(life)) == []
    assert len(seen) > 1


@pytest.mark.article("18(2)")
def test_who_was_asked_to_declare_is_reminded_until_they_refuse(a_case: At) -> None:
    case = a_case("agreed")
    asked = case.clock.today()
    case.stage.move_to(asked + timedelta(days=2))
    assert reminded(case) == []
    case.stage.move_to(asked + timedelta(days=3))
    assert reminded(case) == [["declare"]]
    with unit_of_work() as work:
        life = work.session.scalars(_life_of_reminders()).one()
        rows = work.session.scalars(
            select(SignatureReminder).where(SignatureReminder.member_id == case.seat(SILENT))
        ).all()
        assert [(row.duty, row.sent_on) for row in rows] == [("declare", case.clock.today())]
    perform("send_reminders", life.id, life.municipality_id)
    assert reminded(case) == [["declare"]]  # never twice on one day
    with member_acting(case.seat(SILENT)) as work:
        by_code.refuse(work, case.seat(SILENT))
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
    said = case.messages("reminders/owed", case.person(SILENT))[-1].context["items"]
    days = {each["subject_id"]: each["met_on"] for each in said}  # two minutes are told apart
    assert days == {str(case.papers()[-1].id): "2026-10-19", str(case.closure().id): None}
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


@pytest.mark.article("13(2.2)", "10(1)")
def test_the_manager_is_told_of_actions_that_nobody_answers_for_and_of_no_child(
    a_case: At,
) -> None:
    case = a_case("minuted")
    with case.manager() as work:
        end = End(Departure.END_OF_OFFICE, "Ka dalë në pension.")
        release(work, case.case, case.seat(SILENT), end)
    case.stage.settle()
    case.stage.move_to(case.clock.today() + timedelta(days=3))
    mail = list(case.messages("reminders/officer", case.account(MANAGER).id))[-1]
    assert of_case(case, [mail]) == [["hand_on_actions"]]
    with unit_of_work() as work:
        content = posting.prepare(work, work.session.get_one(Message, mail.id))
    assert isinstance(content, Envelope)
    message = message_from_bytes(content.content, policy=policy.default)
    body = message.get_body(("plain",))
    said = f"{message['Subject']} {body.get_content() if body else ''}"
    assert case.row().number in said
    assert "nuk përgjigjet më askush" in said
    with case.manager() as work:
        assert str(work.session.get_one(Case, case.case).child.name) not in said


@pytest.mark.article("10(1)", "17(5)")
def test_what_falls_due_after_the_mornings_mail_is_mailed_too(a_case: At, cleaner: Cleaner) -> None:
    """Counted is only what leaves: a second round of one day writes a mail of its own."""
    case = a_case("decided")
    case.stage.settle()
    day = case.clock.today() + timedelta(days=3)
    with unit_of_work() as work:
        life = work.session.scalars(_life_of_reminders()).one()
        owed = reminder_facts(work, life).signs
        before = [  # so that they are not due in the morning
            SignatureReminder(
                life_id=each.life.id,
                duty=each.duty,
                subject_id=each.subject_id,
                member_id=each.seat.id if each.seat else None,
                account_id=each.account_id,
                sent_on=day,
                sent_at=case.clock.now(),
            )
            for each in owed
            if each.duty in {Duty.SIGN_MINUTES, Duty.CHAIR_SIGNS_MINUTES}
        ]
        work.session.add_all(before)
    case.stage.move_to(day)
    assert reminded(case) == [["sign_closure"]]
    for row in before:
        cleaner.connection.execute("DELETE FROM signature_reminder WHERE id = %s", [row.id])
    for _ in range(2):
        perform("send_reminders", life.id, life.municipality_id)
        assert sorted(reminded(case)) == [["sign_closure"], ["sign_minutes"]]
    officer = of_case(case, list(case.messages("reminders/officer", case.account(MANAGER).id)))
    assert sorted(officer)[-2:] == [["chair_signs_closure"], ["chair_signs_minutes"]]


@pytest.mark.article("18(2)")
@pytest.mark.parametrize("taken", [None, 0, 1])
def test_nobody_is_reminded_beside_the_mail_that_asks(a_case: At, taken: int | None) -> None:
    """After an outage both would leave in one minute; a day later each is of use."""
    case = a_case("agreed")
    case.stage.move_to(case.clock.today() + timedelta(days=3))
    (mail,) = case.reminders(case.person(SILENT))
    if taken is not None:
        requests_have_left()
        with unit_of_work() as work:
            asked = Message.template.not_like("reminders/%")
            at = case.clock.now() - timedelta(days=taken)
            work.session.execute(update(Message).where(asked).values(accepted_at=at))
    with unit_of_work() as work:
        content = posting.prepare(work, work.session.get_one(Message, mail.id))
    assert (content is not None) is (taken == 1)


@pytest.mark.article("18(2)")
def test_who_has_done_it_before_the_mail_leaves_is_not_told_that_it_is_missing(a_case: At) -> None:
    case = a_case("agreed")
    case.stage.move_to(case.clock.today() + timedelta(days=3))
    requests_have_left()
    seat = case.seat(SILENT)
    (mail,) = case.reminders(case.person(SILENT))
    for done in (False, True):
        if done:
            with member_acting(seat) as work:
                by_code.declare(work, seat, conflict=False, confidential=True)
        with unit_of_work() as work:
            content = posting.prepare(work, work.session.get_one(Message, mail.id))
        assert (case.row().number in str(content)) is not done


@pytest.mark.article("18(2)")
def test_the_links_of_a_mornings_mails_are_asked_for_at_once(a_case: At) -> None:
    case = a_case("agreed")
    case.clock.move_to(case.clock.today() + timedelta(days=3))
    with unit_of_work(read_only=True) as work:
        life = work.session.scalars(_life_of_reminders()).one()
        life_id, place = life.id, life.municipality_id
    with counted() as seen:
        perform("send_reminders", life_id, place)
    assert len(list(case.messages("reminders/owed"))) >= 4
    assert sum("FROM member_link" in statement for statement in seen) == 1
