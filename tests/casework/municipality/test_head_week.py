"""On the first working day of a week the head's morning has the centre's week: 16(1), ours."""

from collections import Counter
from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import select

from casework.municipality import deputies
from casework.table import disowned_addresses, participants
from casework.tell.handover import cross_off
from core.clock import local_day
from core.i18n import LANGUAGES
from models.case import Case, Member
from models.duty import DutyRow
from models.outbox import Message
from models.people import Professional
from models.session import unit_of_work
from queries import attendance
from rules.roles import Owner
from simulation.stage import acting
from tests import quarters
from tests.builders import HEAD, HOUR, MANAGER, OTHER_MANAGER, SILENT, ACase
from tests.casework.conftest import At
from tests.casework.municipality.as_posted import posted
from tests.casework.municipality.test_mornings import next_morning, reminders_of
from workflow.life import look_again

DAY = timedelta(days=1)


def weeks(case: ACase, email: str = HEAD) -> list[Message]:
    found = case.messages("reminders/officer", case.account(email).id)
    return [mail for mail in found if mail.context["week"]]


def days(case: ACase, email: str = HEAD) -> list[date]:
    return [local_day(mail.queued_at) for mail in weeks(case, email)]


def to_monday(case: ACase) -> date:
    today = case.clock.today()
    monday = today + (7 - today.weekday()) * DAY
    case.stage.move_to(monday)
    return monday


@pytest.mark.article("16(1)")
def test_it_leaves_each_monday_once_in_the_mail_of_the_morning(a_case: At) -> None:
    case = a_case("planned")
    first = to_monday(case)
    case.stage.move_to(first + 15 * DAY)
    mondays = [day for day in days(case) if day >= first]
    assert mondays == [first, first + 7 * DAY, first + 14 * DAY]
    head = case.account(HEAD).id
    mails = Counter(local_day(mail.queued_at) for mail in case.messages("reminders/officer", head))
    assert {mails[day] for day in mondays} == {1}  # one mail, not two
    assert weeks(case, MANAGER) == []


@pytest.mark.article("16(1)")
def test_after_a_holiday_it_leaves_on_the_next_working_day(a_case: At) -> None:
    case = a_case("planned")
    new_year = date(2027, 1, 4)  # observed on a Monday
    assert case.clock.today() < new_year
    case.stage.move_to(new_year - DAY)
    case.stage.move_to(new_year + 6 * DAY)
    assert [day for day in days(case) if day >= new_year - DAY] == [new_year + DAY]
    monday = weeks(case)[-1].context["week"]["monday"]
    assert monday == new_year.isoformat()


@pytest.mark.article("16(1)")
@pytest.mark.parametrize("looked", [False, True])
def test_after_an_outage_it_leaves_once_and_no_older_one(a_case: At, *, looked: bool) -> None:
    case = a_case("planned")
    monday = to_monday(case)
    wednesday = monday + 16 * DAY
    case.clock.move_to(wednesday)  # two Mondays pass without anybody at work
    if looked:
        look_at_the_round()
    case.stage.settle()
    next_morning(case)
    assert [day for day in days(case) if day > monday] == [wednesday]
    assert weeks(case)[-1].context["week"]["monday"] == (monday + 14 * DAY).isoformat()


def look_at_the_round() -> None:
    with unit_of_work(read_only=True) as work:
        life = reminders_of(work.session).id
    look_again(life)


@pytest.mark.article("16(1)")
def test_a_week_without_anything_says_so_in_one_line(begun: ACase) -> None:
    quarters.agree(begun, quarters.opened(quarters.Q3))
    to_monday(begun)
    with unit_of_work(read_only=True) as work:
        query = select(Message.id, Message.context).order_by(Message.queued_at.desc())
        query = query.where(Message.recipient_id == begun.account(HEAD).id)
        mails = [row for row in work.session.execute(query) if row.context.get("week")]
    said = mails[0].context
    assert [line["section"] for line in said["lines"]] == ["week"]
    assert said["week"]["waited_for"] == said["week"]["figures"] == []
    text = posted(mails[0].id, "en")
    assert "Nothing is late in the centre, and nothing falls due until Sunday " in text
    assert text.count("\n- ") == 0


@pytest.mark.article("8(9)", "9", "16(1)")
def test_it_has_what_is_due_who_is_waited_for_and_the_figures_of_the_page(a_case: At) -> None:
    case = a_case("overdue")
    case.tell_family()
    case.stage.move_to(case.meeting().day, HOUR)
    case.hold(absent={case.seat(SILENT): ""})
    monday = to_monday(case)
    mail = weeks(case)[-1]
    week = mail.context["week"]
    owed = rows(case)
    due = [each for each in owed if each.due_on and monday <= each.due_on <= monday + 6 * DAY]
    late = [each for each in owed if each.due_on and each.due_on < monday]
    assert late
    lines = {line["section"]: line for line in mail.context["lines"] if line["table"]}
    assert lines["centre"]["count"] == len([each for each in late if each.actor != Owner.HEAD])
    assert lines.get("week", {"count": 0})["count"] == len(due)
    waited = {each["officer"] or each["who"]: each for each in week["waited_for"]}
    managers = [each for each in late + due if each.actor == Owner.MANAGER]
    name = str(case.account(MANAGER).id)  # who is called so is read as the mail leaves
    assert (waited[name]["things"], waited[name]["late"]) == (
        len(managers),
        len([each for each in late if each.actor == Owner.MANAGER]),
    )
    assert (case.account(MANAGER).name or "nobody") in posted(mail.id, "en")
    assert (case.account(MANAGER).name or "") not in str(mail.context)
    silent = affiliation(SILENT)
    owing = [
        each
        for each in late + due
        if each.actor == Owner.MEMBERS and case.seat(SILENT) in each.member_ids
    ]
    assert waited.get(silent, {"things": 0})["things"] == len(owing)
    with acting(HEAD) as work:
        page = {line.institution: line.facts for line in attendance.of_centre(work)}
    figures = {each["institution"]: each for each in week["figures"]}
    assert {
        name: (each["invited"], each["came"], each["excused"]) for name, each in figures.items()
    } == {name: (each.invited, each.came, each.excused) for name, each in page.items()}
    assert week["figures"][0]["institution"] == silent  # the least present first
    reports = {name: (each["in_time"], each["owed"]) for name, each in figures.items()}
    assert reports.pop(silent) == (0, 1)
    assert set(reports.values()) <= {(1, 1), (0, 0)}
    assert (1, 1) in reports.values()


@pytest.mark.article("10(6)", "18(1)")
def test_no_childs_name_and_no_members_is_in_it(a_case: At) -> None:
    case = a_case("overdue")
    to_monday(case)
    with unit_of_work(read_only=True) as work:
        people = {each.name for each in work.session.scalars(select(Professional)) if each.name}
        child = work.session.get_one(Case, case.case).child.name
    assert child
    assert people
    for language in LANGUAGES:
        text = posted(weeks(case)[-1].id, language)
        assert child not in text
        assert not [name for name in people if name in text]


@pytest.mark.article("16(1)", "17(3)")
def test_while_a_deputy_decides_the_week_is_theirs_and_leaves_once(a_case: At) -> None:
    case = a_case("planned")
    with case.head() as work:
        place, other = case.row().municipality_id, case.account(OTHER_MANAGER).id
        today = case.clock.today()
        deputies.appoint(work, place, other, deputies.Days(today, today + 20 * DAY), "Vendimi 4")
    case.stage.settle()
    before, monday = days(case), to_monday(case)
    next_morning(case)
    assert days(case) == before
    assert days(case, OTHER_MANAGER) == [monday]


@pytest.mark.article("10(2)")
def test_nothing_of_a_table_at_which_its_reader_has_a_conflict(a_case: At) -> None:
    case = a_case("overdue")
    case.tell_family()
    case.stage.move_to(case.meeting().day, HOUR)
    case.hold(absent={case.seat(SILENT): ""})
    with case.manager() as work:
        participants.declare_as_chair(work, case.case, conflict=True)
    with case.head() as work:
        place, them, today = case.row().municipality_id, case.account(MANAGER), case.clock.today()
        deputies.appoint(work, place, them.id, deputies.Days(today, today + 20 * DAY), "Vendimi 4")
    case.stage.settle()
    to_monday(case)
    mail = weeks(case, MANAGER)[-1]
    assert case.row().number not in {line["table"] for line in mail.context["lines"]}
    assert mail.context["week"]["figures"] == []
    assert affiliation(SILENT) not in {each["who"] for each in mail.context["week"]["waited_for"]}


@pytest.mark.article("10(2)")
def test_the_lines_of_a_case_that_is_not_theirs_any_more_are_crossed_off(a_case: At) -> None:
    case = a_case("overdue")
    to_monday(case)
    mail, head = weeks(case)[-1], case.account(HEAD).id
    number = case.row().number
    assert number in {line["table"] for line in mail.context["lines"]}
    with unit_of_work() as work:
        cross_off(work, case.case, head)
    left = weeks(case)[-1]
    assert number not in {line["table"] for line in left.context["lines"]}
    assert left.status == "queued"  # the week stays


def rows(case: ACase) -> list[Any]:
    with unit_of_work(read_only=True) as work:
        query = select(DutyRow).where(DutyRow.life_id == case.case)
        found = list(work.session.scalars(query))
        work.session.expunge_all()
    return found


def affiliation(email: str) -> str:
    with unit_of_work(read_only=True) as work:
        for each in work.session.scalars(select(Professional).join(Member)):
            if each.email == email:
                return each.affiliation
    raise AssertionError(email)


@pytest.mark.article("16(1)", "14(3.2)")
def test_of_whom_no_mail_reaches_it_says_so(a_case: At) -> None:
    case = a_case("one_silent")
    with unit_of_work() as work:
        disowned_addresses.disown(work, work.session.get_one(Member, case.seat(SILENT)))
    case.stage.settle()
    to_monday(case)
    mail = weeks(case)[-1]
    waited = {each["who"]: each for each in mail.context["week"]["waited_for"]}
    silent = waited[affiliation(SILENT)]
    assert silent["unreached"] == silent["things"] > 0
    assert sum(each["unreached"] for each in waited.values()) == silent["unreached"]
    said = f"no mail reaches who is asked: {silent['things']}"
    assert said in " ".join(posted(mail.id, "en").split())
