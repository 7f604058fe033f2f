"""What is owed is written down whatever changes a fact, by an act or beside one: Art. 14(1)."""

from datetime import timedelta
from uuid import UUID

import pytest
from sqlalchemy import select

from bench.copies import copy_case
from casework.case import referral
from casework.municipality import quarterly
from casework.record.table import planned_meeting
from casework.table import contacts, convening
from casework.table.contacts import Contact
from models.life import Life, LifeKind
from models.people import Professional
from models.session import unit_of_work
from queries import breaches, open_duties
from rules.days import Quarter
from rules.duties import Duty
from simulation.seed import officer, professional
from tests import written
from tests.builders import HEAD, MANAGER, SILENT, ACase
from tests.casework.conftest import At
from tests.database import Cleaner
from workflow import duties
from workflow.life import perform


def owed(life_id: UUID) -> set[Duty]:
    with unit_of_work() as work:
        return {duty.duty for duty in duties.duties_of(work, life_id)}


def change(who: str, **values: str | None) -> Professional:
    with unit_of_work() as work:
        person = professional(work, who)
        for name, value in values.items():
            setattr(person, name, value)
        return person


@pytest.mark.article("14(3.2)")
def test_a_superior_named_at_one_table_is_known_at_the_other(a_case: At, cleaner: Cleaner) -> None:
    case = a_case("one_silent")
    person = change(SILENT, superior_email=None)
    case.stage.move_to(case.meeting().day - timedelta(days=4))
    copy_case(cleaner.connection, case.case, 1, 1)
    with unit_of_work() as work:
        other = work.session.scalars(select(Life.id).where(Life.key.endswith("-1"))).one()
    assert Duty.NAME_SUPERIOR in owed(case.case) & owed(other)
    contact = Contact(person.email or "", person.phone or "", "Agim Ademi", "agim@policia.example")
    with case.manager() as work:
        contacts.change(work, case.case, case.seat(SILENT), contact, "The police station")
    assert Duty.NAME_SUPERIOR not in owed(case.case) | owed(other)


@pytest.mark.article("14(3.2)")
def test_the_reminders_write_down_what_its_reminders_change(a_case: At) -> None:
    case = a_case("one_silent")
    with unit_of_work() as work:
        reminders = work.session.scalars(
            select(Life).where(Life.kind == LifeKind.REMINDERS, Life.key == "ferizaj")
        ).one()
    for days in (7, 5, 4):
        case.clock.move_to(case.meeting().day - timedelta(days=days))
        perform("send_reminders", reminders.id, reminders.municipality_id)
        written.check_now()  # though the case itself has not been looked at
    assert Duty.CONFIRM_NOTICE in owed(case.case)


@pytest.mark.article("10(1)", "17(5)")
@pytest.mark.parametrize(
    ("scene", "duty"),
    [("review_met", Duty.CHAIR_SIGNS_MINUTES), ("decided", Duty.CHAIR_SIGNS_CLOSURE)],
)
def test_the_chairs_signature_stands_among_the_chairs_duties(
    a_case: At, scene: str, duty: Duty
) -> None:
    case = a_case(scene)
    case.stage.settle()
    with case.manager() as work:
        mine = [task for task in open_duties.own(work).lines if task.duty.actor == "manager"]
    assert duty in {task.duty.duty for task in mine}


@pytest.mark.article("16(1)")
def test_a_review_that_is_late_is_counted_though_another_duty_is_next(a_case: At) -> None:
    case = a_case("minuted")
    case.stage.move_to(case.working_day(14 + 31 + 30))
    with case.head() as work:
        next_one = duties.next_of(work, [case.case])[case.case]
        late = {str(article): count for article, count in breaches.by_article(work)}
        listed = {task.duty.duty for task in open_duties.late_with_others(work).lines}
    assert next_one.duty is not Duty.REVIEW_PLAN
    assert late["5(1.5)"] == 1
    assert {next_one.duty, Duty.REVIEW_PLAN} <= listed


@pytest.mark.article("8(2)")
def test_who_convenes_owes_what_the_chair_owes(begun: ACase) -> None:
    """The convener's duties; the head's where nobody else convenes."""
    with unit_of_work() as work:
        place = referral.municipality(work, "ferizaj").id
        quarter = quarterly.open_quarter(work, place, Quarter(2026, 3))
    begun.stage.settle()
    with begun.head() as work:
        convening.agree(work, planned_meeting(work.session, quarter).id, by=officer(work, HEAD).id)
    with begun.manager() as work:
        assert Duty.HOLD_MEETING in {task.duty.duty for task in open_duties.own(work).lines}
    with begun.head() as work:
        assert Duty.HOLD_MEETING not in {
            task.duty.duty for task in open_duties.decisions(work).lines
        }
    with unit_of_work() as work:
        officer(work, MANAGER).convener = False
    with begun.manager() as work:
        assert open_duties.own(work).total == 0
    with begun.head() as work:
        held = {task.duty.duty: task for task in open_duties.decisions(work).lines}[
            Duty.HOLD_MEETING
        ]
    assert (held.duty.actor, held.label) == ("head", "2026-Q3")


def test_a_life_that_has_ended_owes_nothing(a_case: At) -> None:
    case = a_case("closed")
    assert owed(case.case) == set()
    with case.manager() as work:
        assert case.row().number not in {task.label for task in open_duties.own(work).lines}
        assert case.row().number not in {step.label for step in open_duties.coming(work)}
