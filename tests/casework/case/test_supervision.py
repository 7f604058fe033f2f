"""Questions and visits stand beside the file, a month as it was signed: Art. 16(1), 16(2)."""

from datetime import date, timedelta
from uuid import UUID

import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import IntegrityError

from casework.case import supervision, visits
from casework.case.seal import seal_of
from casework.case.supervision import AskedOf
from casework.case.visits import Follows, Visited
from casework.municipality import months
from casework.municipality.months import MonthText
from casework.table import participants
from casework.tell.reminders import open_reminders
from identity.access import NotThere
from models.assessment import Assessment
from models.session import unit_of_work
from models.supervision import SignedMonth
from notifications.notices.base import NOBODY
from queries.supervision import one_question, questions_of, subjects
from queries.visits import of_case
from rules.deputies import NotTheHead
from rules.duties import Duty
from rules.months import (
    MonthNotOver,
    MonthSigned,
    last_of,
)
from rules.roles import Owner
from rules.signing import TextChanged
from rules.supervision import (
    OwnWork,
    QuestionState,
    Supervised,
    Turn,
)
from rules.visits import Followed
from simulation.stage import acting
from tests.builders import HEAD, MANAGER, OTHER_HEAD, OTHER_MANAGER, ACase
from tests.casework.conftest import At
from tests.database import past_the_rights
from tests.deputy import entry, named

WHY, SAID = "Kanarina 5521: pse nuk u vizitua familja?", "Kanarina 9904: babai ishte jashtë."
DAY = timedelta(days=1)


def ask(case: ACase, of: AskedOf | None = None, on: date | None = None) -> UUID:
    with case.head() as work:
        today = case.clock.today()
        return supervision.ask(work, case.case, asked_on=on or today, words=WHY, of=of).id


def state(case: ACase, question: UUID) -> QuestionState:
    with case.head() as work:
        return one_question(work, case.row(), question).state


@pytest.mark.article("16(1)")
def test_a_question_is_answered_closed_and_asked_further_and_each_is_told_once(
    a_case: At,
) -> None:
    case = a_case("planned")
    question, today = ask(case), case.clock.today()
    assert len(case.messages("supervision/asked", case.account(MANAGER).id)) == 1
    case.stage.move_to(today + 3 * DAY)
    with case.manager() as work:
        supervision.answer(work, question, said_on=today + DAY, words=SAID)
    assert len(case.messages("supervision/answered", case.account(HEAD).id)) == 1
    with case.head() as work:
        supervision.close(work, question, said_on=today + 2 * DAY)
    assert state(case, question) is QuestionState.CLOSED
    with case.head() as work:
        supervision.reopen(work, question, said_on=today + 3 * DAY, words="Dhe nëna?")
    assert state(case, question) is QuestionState.WAITS
    assert len(case.messages("supervision/asked")) == 2
    with case.manager() as work:
        (line,) = questions_of(work, case.row())
        assert [(each.turn, each.said_on - today) for each in line.turns] == [
            (Turn.ANSWERED, DAY),
            (Turn.CLOSED, 2 * DAY),
            (Turn.REOPENED, 3 * DAY),
        ]
    acts = [act for act, article in case.trail() if article == "16(1)"]
    assert acts == [
        f"supervision question {did}" for did in ("asked", "answered", "closed", "reopened")
    ]
    for changed in (
        "supervision_question SET asked_on = '2026-01-01'",
        "question_turn SET turn = 'closed'",
    ):
        with pytest.raises(IntegrityError, match="stays"), past_the_rights() as work:
            work.session.execute(text(f"UPDATE {changed}"))


@pytest.mark.article("16(1)")
def test_a_question_is_on_a_duty_or_a_paper_of_this_case(a_case: At) -> None:
    case = a_case("planned")
    with case.head() as work:
        duties = [each for each in subjects(work, case.row()) if each.about is Supervised.DUTY]
        assert {each.duty for each in duties} == {
            each.duty for each in case.duties().values() if each.actor is Owner.MANAGER
        }
        assessment = work.session.scalars(select(Assessment.id)).first()
    duty = duties[0]
    ask(case, AskedOf(Supervised.DUTY, duty.subject_id, duty.duty))
    ask(case, AskedOf(Supervised.ASSESSMENT, assessment))
    with case.head() as work:
        assert [
            (each.subject.about, each.subject.duty, each.row.due_on)
            for each in questions_of(work, case.row())
        ] == [
            (Supervised.ASSESSMENT, None, None),
            (Supervised.DUTY, duty.duty, duty.on),
        ]
    for strange in (
        AskedOf(Supervised.DUTY, case.case, Duty.HOLD_MEETING),
        *(AskedOf(about, case.case) for about in Supervised),
        AskedOf(Supervised.PLAN),
    ):
        with pytest.raises(NotThere):
            ask(case, strange)


@pytest.mark.article("16(1)", "10(2)")
def test_nobody_asks_of_their_own_case_and_nobody_is_asked_who_cannot_answer(a_case: At) -> None:
    case = a_case("planned")
    with case.manager() as work, pytest.raises(NotTheHead):
        supervision.ask(work, case.case, asked_on=case.clock.today(), words=WHY)
    question = ask(case)
    named(case, OTHER_MANAGER)
    with acting(OTHER_MANAGER) as work:
        supervision.ask(work, case.case, asked_on=case.clock.today(), words=WHY)
    assert entry("supervision question asked").detail["deputy_for_the_head"]
    with acting(OTHER_HEAD) as work, pytest.raises(NotTheHead):
        supervision.close(work, question, said_on=case.clock.today(), words="x")


@pytest.mark.article("16(1)", "8(3)")
def test_a_deputy_neither_asks_closes_nor_signs_off_where_they_are_the_manager(
    a_case: At,
) -> None:
    case = a_case("planned")
    question = ask(case)
    named(case, MANAGER, days=60)
    own, today = case.account(MANAGER).id, case.clock.today()
    for own_act in (
        lambda work: supervision.ask(work, case.case, asked_on=today, words=WHY),
        lambda work: supervision.close(work, question, said_on=today, words="x"),
        lambda work: visits.enter(work, case.case, Visited(today, "Unë", "Mirë.")),
        lambda work: months.sign_off(work, own, today.replace(day=1) - DAY),
    ):
        with case.manager() as work, pytest.raises(OwnWork):
            own_act(work)


@pytest.mark.article("16(1)", "10(2)")
def test_a_question_waits_for_the_next_manager_while_this_one_is_in_conflict(a_case: At) -> None:
    case = a_case("planned")
    with case.manager() as work:
        participants.declare_as_chair(work, case.case, conflict=True)
    ask(case)
    (message,) = case.messages("supervision/asked")
    assert message.recipient_id == NOBODY


@pytest.mark.article("16(1)")
def test_a_month_is_signed_once_as_it_stood_and_remarks_come_beside_it(a_case: At) -> None:
    case = a_case("overdue")
    officer, month = case.account(MANAGER).id, case.clock.today().replace(day=1)
    question = ask(case)
    with case.head() as work, pytest.raises(MonthNotOver):
        months.sign_off(work, officer, month)
    case.stage.move_to(last_of(month) + 2 * DAY)
    with case.head() as work:
        stood = months.text_of(work, case.account(MANAGER), month)
    assert [(each.number, each.case) for each in stood.waiting] == [(1, case.row().number)]
    assert stood.open
    assert stood.breached
    with case.head() as work, pytest.raises(TextChanged):
        months.sign_off(work, officer, month, shown=b"x")
    with case.head() as work:
        months.sign_off(work, officer, month, remark="Vizitat mungojnë.")
    with case.manager() as work:  # afterwards it stands otherwise, and what was signed stays
        supervision.answer(work, question, said_on=case.clock.today(), words=SAID)
    with case.head() as work:
        months.add_remark(work, officer, month, "Njëra u bë; u shkrua vonë.")
    with case.head() as work, pytest.raises(MonthSigned):
        months.sign_off(work, officer, month)
    with case.head() as work:
        (row,) = work.session.scalars(select(SignedMonth))
        assert MonthText.model_validate_json(row.text or "") == stood
        assert [each.number for each in row.remarks] == [1, 2]
        told = case.messages("supervision/month", officer)
        assert [each.life_id for each in told] == [
            open_reminders(work, case.row().municipality_id)
        ] * 2
    assert entry("month signed off").detail["month"] == str(month)
    assert entry("remark on a month").detail["number"] == 2
    with acting(OTHER_HEAD) as work, pytest.raises(NotTheHead):
        months.add_remark(work, officer, month, "x")
    with case.head() as work, pytest.raises(NotThere):
        months.add_remark(work, case.account(HEAD).id, month, "x")
    with pytest.raises(IntegrityError, match="stays"), past_the_rights() as work:
        work.session.execute(text("UPDATE month_remark SET number = 7"))


@pytest.mark.article("16(2)")
def test_a_visit_is_told_followed_up_and_corrected_and_nothing_is_lost(a_case: At) -> None:
    case = a_case("planned")
    today = case.clock.today()
    follows = Follows("Thirret mjeku.", today + DAY)
    with case.head() as work:
        first = visits.enter(work, case.case, Visited(today - DAY, "Drita", SAID, follows))
    assert len(case.messages("supervision/visit", case.account(MANAGER).id)) == 1
    case.stage.move_to(today + 4 * DAY)
    with case.manager() as work:
        (line,) = of_case(work, case.row())
        (due,) = line.follow_ups
        assert due.late
        visits.say(work, due.row.id, Followed.DONE, said_on=today + 3 * DAY)
    with case.head() as work:
        visits.say(work, due.row.id, Followed.NOT_DONE, said_on=today + 2 * DAY, words="Mbyllur.")
        visits.follow(work, first.id, Follows("Vizita përsëritet."))
        again = visits.enter(
            work, case.case, Visited(today - 2 * DAY, "Drita", SAID, corrects_id=first.id)
        )
        with pytest.raises(NotThere):
            visits.enter(work, case.case, Visited(today, "Drita", SAID, corrects_id=case.case))
    with case.head() as work:
        newer, older = of_case(work, case.row())
        assert (newer.row.id, newer.corrected_by, older.row.id) == (first.id, [2], again.id)
        assert older.corrects == 1
        done, more = newer.follow_ups
        assert done.holds is not None
        assert (done.late, done.holds.became) == (False, Followed.DONE)
        assert [each.became for each in done.before] == [Followed.NOT_DONE]
        assert (more.late, more.holds) == (False, None)
    with case.manager() as work, pytest.raises(NotTheHead):
        visits.follow(work, first.id, follows)
    with pytest.raises(IntegrityError, match="stays"), past_the_rights() as work:
        work.session.execute(text("UPDATE monitoring_visit SET visited_on = '2026-01-01'"))


@pytest.mark.article("16(1)", "16(2)", "17(5)")
def test_supervision_goes_on_beside_a_sealed_file_which_stays(a_case: At) -> None:
    case = a_case("closed")
    question = ask(case)
    with case.manager() as work:
        supervision.answer(work, question, said_on=case.clock.today(), words=SAID)
    with case.head() as work:
        visits.enter(work, case.case, Visited(case.clock.today(), "Drita", SAID))
        carrier = open_reminders(work, case.row().municipality_id)
    for template in ("supervision/asked", "supervision/answered", "supervision/visit"):
        assert [each.life_id for each in case.messages(template)] == [carrier]
    with unit_of_work() as work:
        assert seal_of(work.session, case.case) == case.row().seal
