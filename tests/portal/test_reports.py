"""Who has reported, paper reports, standing instruction, superiors and contacts: 8(9), 14(3.2)."""

from datetime import timedelta
from functools import partial
from uuid import UUID

import pytest
from sqlalchemy import select

from casework.case import reports
from casework.record.table import planned_meeting
from casework.table import convening
from models.case import Member
from models.contacts import ContactChange
from models.life import Life, Wakeup
from models.outbox import Message, MessageStatus
from models.plan import ReportRequest
from models.session import unit_of_work
from simulation.life import CaseStory
from simulation.words import SILENT
from tests.builders import HOUR, MANAGER
from tests.conftest import At
from tests.portal.acts import ADMIN, OTHER_HEAD, OTHER_MANAGER, fields_of, once, planned, wait_until
from tests.portal.conftest import Browser, SignIn


def silent_one(story: CaseStory, *, instructed: bool = True) -> str:
    """The review is planned, one report is missing after three reminders; its address."""
    address = planned(story)
    if not instructed:
        once(story, "withdraw the instruction", partial(withdraw_instruction, story))
    story.convene_review()
    story.report(silent=SILENT)
    with unit_of_work() as work:
        day = planned_meeting(work.session, story.case).day
    wait_until(story, day - timedelta(days=2))
    return f"{address}/reports"


def withdraw_instruction(story: CaseStory) -> None:
    with unit_of_work() as work:
        reports.withdraw_instruction(work, story.case)


def missing(story: CaseStory) -> ReportRequest:
    with unit_of_work() as work:
        query = select(ReportRequest).where(ReportRequest.received_at.is_(None))
        request = work.session.scalars(query).one()
        assert request.member.professional.email == SILENT
        return request


@pytest.mark.article("8(9)", "14(3.2)")
def test_who_has_not_reported_is_seen_at_once(
    story: CaseStory, manager: Browser, chief: Browser
) -> None:
    address = silent_one(story)
    for browser in (manager, chief):
        page = browser.get(address).text
        assert "5 of 6 received" in page
        assert "reminded 3 times" in page
        assert "gives a last chance has not left yet" in page
    assert "Take it on paper" in manager.get(address).text
    assert "Take it on paper" not in chief.get(address).text


@pytest.mark.article("8(9)", "14(2)")
def test_a_report_on_paper_is_taken_and_stamped_late(
    story: CaseStory, manager: Browser, chief: Browser
) -> None:
    address = f"{silent_one(story)}/{missing(story).id}"
    assert "This report has not arrived." in chief.get(address).text
    form: dict[str, object] = dict(fields_of(manager.get(address).text))
    answer = manager.post(address, form | {"concerns": "Kept words", "done": ""})
    assert answer.status_code == 422
    assert "Write what was done." in answer.text
    assert "Kept words" in answer.text
    wrong = form | {"done": "Done", "actions.0.status": "nearly"}
    assert manager.post(address, wrong).status_code == 422
    foreign = form | {"done": "Done", "actions.0.action": story.case}
    foreign |= {"actions.0.status": "completed"}
    assert manager.post(address, foreign).status_code == 404
    full = form | {"done": "Two visits.", "actions.0.status": "completed"}
    assert manager.post(address, full).status_code == 303
    page = chief.get(address).text
    assert "Two visits." in page
    assert "on paper" in page
    assert "after its day" in manager.get(address.rpartition("/")[0]).text
    assert manager.post(address, full).status_code == 409


@pytest.mark.article("14(3.2)")
def test_the_standing_instruction_is_given_and_withdrawn(
    story: CaseStory, manager: Browser
) -> None:
    address = f"{planned(story)}/reports"
    assert "After 3 reminders" in manager.get(address).text
    wrong = [("", "1"), ("0", "1"), ("4", "1"), ("three", "1"), ("1", "15"), ("1", "-1"), ("1", "")]
    for reminders, days in wrong:
        fields = {"after_reminders": reminders, "last_chance_days": days}
        answer = manager.post(f"{address}/instruction", fields)
        assert answer.status_code == 422
        assert f'value="{reminders}"' in answer.text
    fields = {"after_reminders": "2", "last_chance_days": "5"}
    assert manager.post(f"{address}/instruction", fields).status_code == 303
    page = manager.get(address).text
    assert "After 2 reminders" in page
    assert "of 5 days" in page
    assert manager.post(f"{address}/instruction/withdraw").status_code == 303
    assert "None is given" in manager.get(address).text


@pytest.mark.article("14(3.2)")
def test_without_an_instruction_the_manager_says_so(story: CaseStory, manager: Browser) -> None:
    address = silent_one(story, instructed=False)
    request = missing(story)
    assert f"{address}/{request.id}/notice" in manager.get(address).text
    page = manager.get(f"{address}/{request.id}/notice").text
    assert "Bekim Rama" in page
    assert manager.post(f"{address}/{request.id}/notice").status_code == 303
    story.stage.settle()
    assert "gives a last chance has not left yet" in manager.get(address).text
    with unit_of_work() as work:
        given = work.session.scalars(select(ReportRequest.id).where(ReportRequest.on_paper)).first()
        other = work.session.scalars(
            select(ReportRequest.id).where(ReportRequest.received_at.is_not(None))
        ).first()
    assert given is None
    assert manager.post(f"{address}/{other}/notice").status_code == 409


@pytest.mark.article("14(3.2)")
def test_who_will_not_cooperate_is_not_waited_for(a_case: At, sign_in: SignIn) -> None:
    case, manager = a_case("reports_asked"), sign_in(MANAGER)
    address = f"/cases/{case.row().number}/reports"
    notice = f"{address}/{case.request(SILENT).id}/notice"
    assert notice in manager.get(address).text
    assert "need not be waited for" in manager.get(notice).text
    answer = manager.post(notice)
    assert (answer.status_code, 'name="all_the_same"' in answer.text) == (409, True)
    assert manager.post(notice, {"all_the_same": "yes"}).status_code == 303
    case.stage.settle()
    assert "gives a last chance has not left yet" in manager.get(address).text


def refused_mail(story: CaseStory) -> UUID:
    """One message to a member was refused for good; gives the member."""
    with unit_of_work() as work:
        query = select(Member, Message).join(
            Message, Message.recipient_id == Member.professional_id
        )
        wanted = query.where(Message.life_id == story.case, Member.life_id == story.case)
        row = work.session.execute(wanted.where(Message.recipient == "member")).first()
        assert row is not None
        member, message = row
        message.status, message.reply = MessageStatus.FAILED, "550"
        found: UUID = member.id
        return found


CONTACT = {
    "email": "new@institution.example",
    "phone": "+38344100999",
    "superior_name": "Nora Deda",
    "superior_email": "nora@institution.example",
    "superior_language": "sr",
}


@pytest.mark.article("8(3)", "14(3.2)", "18(1)")
def test_a_corrected_contact_waits_for_the_head_and_the_mail_leaves_again(
    story: CaseStory, manager: Browser, chief: Browser
) -> None:
    case = planned(story)
    member_id = refused_mail(story)
    assert "Contacts that lead nowhere" in manager.get(f"{case}/reports").text
    address = f"{case}/members/{member_id}/contact"
    assert address in manager.get(f"{case}/reports").text
    wrong = [
        ({"email": ""}, "Write the mail address."),
        ({"email": "nobody"}, "Write the whole address"),
        ({"email": "a@b..com"}, "Write the whole address"),
        ({"phone": "no phone"}, "Write digits only"),
        ({"phone": "------"}, "Write digits only"),
        ({"phone": "038 200 100"}, "takes no SMS. Write a mobile number, which in Kosovo"),
        ({"phone": "+377 44 123 456"}, "Write it as +383 44123456."),
        ({"superior_email": ""}, "Write both, the name and the mail address."),
        ({"superior_name": ""}, "Write both, the name and the mail address."),
        ({"superior_language": "de"}, "Choose one of these."),
    ]
    for changes, said in wrong:
        answer = manager.post(address, CONTACT | changes)
        assert answer.status_code == 422
        assert said in answer.text
    assert chief.post(address, CONTACT).status_code == 404
    assert manager.post(address, CONTACT).status_code == 303
    assert "A new contact waits for its confirmation" in manager.get(f"{case}/reports").text
    assert "A new contact waits for its confirmation" in manager.get(address).text
    with unit_of_work() as work:
        change = work.session.scalars(select(ContactChange)).one()
    page = f"/contacts/{change.id}"
    assert page in chief.get("/").text
    assert "somebody else confirms it" in manager.get(page).text
    assert "+38344100999" in chief.get(page).text
    day = f"{story.stage.today():%d.%m.%Y}"
    call = {"person": "Ana", "number": "038 200 100", "on": day, "at": "10:00"}
    assert manager.post(f"{page}/call", call).status_code == 409
    missing = chief.post(f"{page}/call", call | {"number": "038", "person": ""})
    assert missing.status_code == 422
    assert "Write the name of whom you spoke with." in missing.text
    same = chief.post(f"{page}/call", call | {"number": "+383 44 100 999"})
    assert "The number called is the new one" in same.text
    assert 'value="Ana"' in same.text
    assert chief.post(f"{page}/call", call).status_code == 303
    assert "Confirmed by a recorded call" in chief.get(page).text
    assert "Contacts that lead nowhere" not in manager.get(f"{case}/reports").text
    with unit_of_work() as work:
        assert not work.session.scalars(select(Message).where(Message.status == "failed")).all()
        assert work.session.scalars(
            select(Wakeup).where(Wakeup.reason == "contact change in_force")
        ).all()
        assert work.session.get_one(Life, story.case).wake_at is not None


def test_reports_are_for_the_officers_of_the_case(
    story: CaseStory, chief: Browser, sign_in: SignIn
) -> None:
    address = silent_one(story)
    request = missing(story)
    pages = [address, f"{address}/{request.id}", f"{address}/{request.id}/notice"]
    assert [chief.get(path).status_code for path in pages] == [200, 200, 404]
    assert [chief.post(path, {"done": "x"}).status_code for path in pages[1:]] == [404, 404]
    assert chief.post(f"{address}/instruction/withdraw").status_code == 404
    for other in map(sign_in, (OTHER_MANAGER, OTHER_HEAD, ADMIN)):
        assert [other.get(path).status_code for path in pages] == [404] * 3
        assert [other.post(path, {"done": "x"}).status_code for path in pages[1:]] == [404] * 2


@pytest.mark.article("8(9)", "14(3.2)")
def test_a_report_typed_wrong_has_another_day_and_is_taken_back(
    story: CaseStory, manager: Browser, chief: Browser
) -> None:
    address = f"{silent_one(story)}/{missing(story).id}"
    form: dict[str, object] = dict(fields_of(manager.get(address).text))
    assert manager.post(address, form | {"done": "Two visits."}).status_code == 303
    here = f"{address}/correction"
    assert here in manager.get(address).text
    assert "Put the correction on record" in manager.get(here).text
    assert "Put the correction on record" not in chief.get(here).text
    day = f"{story.stage.today() - timedelta(days=3):%d.%m.%Y}"
    assert manager.post(here, {"on": day, "reason": ""}).status_code == 422
    assert chief.post(here, {"on": day, "reason": "A slip."}).status_code == 404
    assert manager.post(here, {"on": day, "reason": "A slip."}).status_code == 303
    assert "A slip." in chief.get(address).text
    assert manager.post(f"{here}/taken-back", {"why": "Another case."}).status_code == 303
    page = manager.get(address).text
    for words in ("Report on paper", "Another case.", "Two visits."):
        assert words in page
    assert "This report has not arrived." in chief.get(address).text


@pytest.mark.article("8(9)")
def test_a_meeting_that_was_called_off_waits_for_no_report(a_case: At, sign_in: SignIn) -> None:
    case = a_case("reports_asked")
    with case.manager() as work:
        convening.cancel(work, case.case)
    case.stage.settle()
    page = sign_in(MANAGER).get(f"/cases/{case.row().number}/reports?lang=en").text
    section = page.partition("For the meeting on")[2].partition("</section>")[0]
    assert "called off on" in section
    assert "received" not in section
    assert "awaited" not in section
    assert "not owed any more" in section


@pytest.mark.article("14(3.2)")
def test_before_there_is_a_plan_the_page_says_why_no_superior_hears(
    a_case: At, sign_in: SignIn
) -> None:
    """An instruction is in force, and 14(3.2) speaks of members whom a plan makes responsible."""
    case, manager = a_case("met"), sign_in(MANAGER)
    address = f"/cases/{case.row().number}/reports"
    with case.manager() as work:
        by = case.account(MANAGER).id
        reports.instruct(work, case.case, after_reminders=1, last_chance_days=1, by=by)
    case.propose(case.at(29), all_the_same=True)
    case.stage.settle()
    case.agree()
    case.stage.move_to(case.meeting().day - timedelta(days=3), HOUR)
    assert "Until there is such a plan no superior is notified" in manager.get(address).text
    assert "No plan makes them responsible" not in manager.get(address).text  # not late yet
    case.stage.move_to(case.meeting().day + timedelta(days=5), HOUR)
    assert case.messages("reports/last_chance") == case.messages("reports/superior") == []
    page = manager.get(address).text
    asked = page.partition("For the meeting on")[2]
    assert asked.count("No plan makes them responsible") == asked.count("missing") > 1
