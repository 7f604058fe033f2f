"""The day of a referral is corrected: what follows, what stays, what refuses: Art. 4(2), 8(1)."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import IntegrityError

from casework.case import known, receipt, referral_day
from casework.case.receipt import WantedReceipt
from casework.case.referral import refer
from casework.case.seal import seal_of
from casework.record.known import child_person
from models.case import Child
from models.fact import FactRow
from models.outbox import Message, MessageStatus
from models.referral_day import ReferralDay
from models.session import unit_of_work
from queries import receipts
from rules.duties import Duty
from rules.known import FactName
from rules.phases import FileSealed
from rules.receipt import ReceiptWay
from rules.referral_day import (
    AppointedBeforeItCame,
    CameBeforeAChildhood,
    CameBeforeTheBirth,
    CameBeforeTheEarlier,
    LinkedBeforeItCame,
    MetBeforeItCame,
    NoChildAnyMore,
    ReceiptBeforeItCame,
    ReferralDayStands,
    SeatedBeforeItCame,
    ToldBeforeItCame,
)
from tests.again import come_back, link
from tests.builders import HEAD, ACase
from tests.casework.conftest import At
from tests.database import Cleaner, past_the_rights
from tests.scenes import FAMILY, a_referral

DAY = timedelta(days=1)
WHY = "U shtyp gabim; vula e letrës thotë ndryshe."


def correct(case: ACase, came_on: date, *, head: bool = False) -> ReferralDay:
    with case.head() if head else case.manager() as work:
        return referral_day.correct(work, case.case, came_on, reason=f" {WHY} ")


def rows() -> list[ReferralDay]:
    with unit_of_work() as work:
        return list(work.session.scalars(select(ReferralDay).order_by(ReferralDay.number)))


@pytest.mark.article("4(2)", "8(1)")
def test_it_stands_beside_what_was_written_and_every_day_is_counted_from_it(a_case: At) -> None:
    case = a_case("referred")
    correct(case, case.begins - 5 * DAY, head=True)
    correct(case, case.begins - 2 * DAY, head=True)
    assert case.row().referred_on == case.begins - 2 * DAY
    assert [(row.number, row.was_on, row.came_on, row.reason) for row in rows()] == [
        (1, case.begins, case.begins - 5 * DAY, WHY),
        (2, case.begins - 5 * DAY, case.begins - 2 * DAY, WHY),
    ]
    assert rows()[0].recorded_by_id == case.account(HEAD).id
    duty = case.duties()[Duty.APPOINT_MANAGER]
    assert (duty.due, duty.is_missed(case.clock.today())) == (case.begins - DAY, True)
    assert case.recorded("day of the referral corrected").detail == {
        "correction": 2,
        "on": str(case.begins - 2 * DAY),
    }


@pytest.mark.article("8(1)", "12(1)")
def test_what_came_to_be_known_with_the_referral_goes_with_its_day(a_case: At) -> None:
    case = a_case("prepared")
    with case.manager() as work:
        child = child_person(work.session, case.case).id
        known.state(
            work,
            case.case,
            child,
            FactName.HEALTH,
            "Astmë",
            valid_from=None,
            known_on=case.begins,
            source="Mjekja",
        )
    correct(case, case.begins - 3 * DAY)
    with unit_of_work() as work:
        found = work.session.scalars(select(FactRow).where(FactRow.case_id == case.case)).all()
        moved = {row.source for row in found if row.known_on == case.begins - 3 * DAY}
        stayed = {row.source for row in found if row.known_on == case.begins}
    assert moved == {case.row().referrer}
    assert "Mjekja" in stayed
    assert case.row().referrer not in stayed


@pytest.mark.article("4(2)", "8(1)")
def test_it_is_no_day_after_the_appointment(a_case: At) -> None:
    case = a_case("appointed")
    case.clock.move_to(case.clock.today() + DAY)
    with pytest.raises(AppointedBeforeItCame):
        correct(case, case.begins + DAY)
    assert rows() == []
    correct(case, case.begins - DAY)


@pytest.mark.article("4(3)", "8(1)", "8(10)")
def test_seats_meetings_and_words_to_the_family_rest_on_it_too(
    a_case: At, cleaner: Cleaner
) -> None:
    case = a_case("met")
    late = case.clock.today() + DAY
    case.clock.move_to(late)
    day = case.begins + DAY
    cleaner.tamper("UPDATE appointment SET appointed_on = '2026-12-31'")  # as if each came alone
    with pytest.raises(SeatedBeforeItCame):
        correct(case, day)
    with past_the_rights() as work:
        work.session.execute(text("UPDATE member SET selected_on = :on"), {"on": late})
    with pytest.raises((MetBeforeItCame, ToldBeforeItCame)):
        correct(case, late)


@pytest.mark.article("5(1.1)", "8(1)")
def test_a_child_is_referred_once_it_is_born_and_while_it_is_one(a_case: At) -> None:
    case = a_case("referred")
    born = FAMILY.child.birth_date
    assert born is not None
    assert FAMILY.child.birth_estimated
    correct(case, born - DAY, head=True)
    with unit_of_work() as work:
        work.session.scalars(select(Child)).one().birth_estimated = False
    with pytest.raises(CameBeforeTheBirth):
        correct(case, born - 2 * DAY, head=True)
    with pytest.raises(CameBeforeAChildhood):
        correct(case, date(1900, 1, 1), head=True)
    correct(case, born, head=True)
    guessed = replace(a_referral(), came_on=born - DAY)
    sure = replace(guessed, child=replace(guessed.child, birth_estimated=False))
    with pytest.raises(CameBeforeTheBirth), case.head() as work:
        refer(work, case.row().municipality_id, sure)
    with case.head() as work:
        refer(work, case.row().municipality_id, guessed)
    grown = replace(sure.child, birth_date=case.begins.replace(year=case.begins.year - 20))
    with pytest.raises(NoChildAnyMore), case.head() as work:
        refer(work, case.row().municipality_id, replace(a_referral(), child=grown))
    with case.head() as work:
        estimate = replace(grown, birth_estimated=True)
        refer(work, case.row().municipality_id, replace(a_referral(), child=estimate))


@pytest.mark.article("18(1)", "8(1)")
def test_an_earlier_case_stays_earlier_and_its_link_later(a_case: At) -> None:
    earlier = a_case("closed")
    again = come_back(earlier, manager=None)
    link(again, earlier.case)
    again.clock.move_to(again.clock.today() + DAY)
    with pytest.raises(LinkedBeforeItCame):
        correct(again, again.clock.today(), head=True)
    with pytest.raises(CameBeforeTheEarlier):
        correct(again, earlier.begins - DAY, head=True)
    correct(again, earlier.begins, head=True)


@pytest.mark.article("18(1)", "8(1)")
def test_a_receipt_says_the_day_that_holds_and_one_that_was_given_the_day_of_then(
    a_case: At,
) -> None:
    case = a_case("referred")
    with case.head() as work:
        wanted = WantedReceipt(ReceiptWay.MAIL, "agim@shembull.example", "sq")
        receipt.send(work, receipt.want(work, case.case, wanted).id)
    correct(case, case.begins - DAY, head=True)
    with unit_of_work() as work:
        messages = work.session.scalars(select(Message).where(Message.life_id == case.case)).all()
        said = {each.template: each for each in messages}
        waiting = said["referral/receipt"]
        assert waiting.status == MessageStatus.QUEUED
        assert waiting.context["came_on"] == str(case.begins - DAY)
        waiting.status = MessageStatus.SENT
        case.clock.move_to(case.clock.today() + DAY)
    correct(case, case.begins - 2 * DAY, head=True)
    with case.head() as work:
        message = work.session.scalars(
            select(Message).where(Message.template == "referral/receipt")
        ).one()
        assert message.context["came_on"] == str(case.begins - DAY)


@pytest.mark.article("18(1)", "8(1)")
def test_what_was_handed_over_says_what_stood_then(a_case: At) -> None:
    case = a_case("referred")
    with case.head() as work:
        row = receipt.want(work, case.case, WantedReceipt(ReceiptWay.BY_HAND))
        receipt.hand_over(work, row.id, case.begins)
    case.clock.move_to(case.clock.today() + DAY)
    with pytest.raises(ReceiptBeforeItCame):
        correct(case, case.clock.today(), head=True)
    correct(case, case.begins - DAY, head=True)
    with case.head() as work:
        assert receipts.of_case(work, case.row()).otherwise == {row.id: case.begins}
    case.clock.move_to(case.clock.today() + DAY)
    correct(case, case.begins, head=True)
    with case.head() as work:
        assert receipts.of_case(work, case.row()).otherwise == {}


@pytest.mark.article("17(5)", "8(1)")
def test_a_sealed_file_keeps_its_day_and_its_corrections(a_case: At) -> None:
    case = a_case("decided")
    correct(case, case.begins - DAY)
    (row,) = rows()
    with unit_of_work() as work:
        before = seal_of(work.session, case.case)
        work.session.add(
            ReferralDay(
                case_id=case.case,
                number=2,
                was_on=row.came_on,
                came_on=row.was_on,
                reason=WHY,
                recorded_at=row.recorded_at,
                recorded_by_id=row.recorded_by_id,
            )
        )
        work.session.flush()
        assert seal_of(work.session, case.case) != before
        work.session.rollback()
    closed = a_case("closed")
    with pytest.raises(FileSealed):
        correct(closed, closed.begins - DAY)


@pytest.mark.article("8(1)")
@pytest.mark.parametrize(
    "change",
    [
        "UPDATE cases SET referred_on = referred_on - 1",
        "UPDATE referral_day SET came_on = came_on - 1",
        "UPDATE fact SET known_on = known_on - 1",
    ],
)
def test_the_database_keeps_what_stood_there(a_case: At, change: str) -> None:
    case = a_case("referred")
    correct(case, case.begins - 2 * DAY, head=True)
    with pytest.raises(IntegrityError), past_the_rights() as work:
        work.session.execute(text(change))


@pytest.mark.article("8(1)")
def test_pressed_twice_it_is_corrected_once(a_case: At) -> None:
    case = a_case("referred")
    correct(case, case.begins - DAY, head=True)
    with pytest.raises(ReferralDayStands):
        correct(case, case.begins - DAY, head=True)
    assert len(rows()) == 1
