"""The list of cases and the page of each: Art. 11, 16(1), 18(1)."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from models.case import Case
from models.life import AuditEntry
from models.session import unit_of_work
from rules.duties import Duty
from simulation.life import CaseStory
from simulation.seed import officer
from tests.builders import HEAD, MANAGER, SILENT, ACase
from tests.conftest import At
from tests.portal.acts import ADMIN, OTHER_HEAD, OTHER_MANAGER, invited, planned
from tests.portal.conftest import Browser, SignIn
from workflow.breaches import happened


def number(case: ACase) -> str:
    with case.head() as work:
        return work.session.get_one(Case, case.case).number


@pytest.mark.article("16(1)")
def test_one_line_per_case_with_what_it_waits_for(story: CaseStory, chief: Browser) -> None:
    invited(story)
    page = chief.get("/cases").text
    assert page.count(f'href="/cases/{story.number()}"') == 1
    assert "Parent and child are still to be told of the meeting" in page
    assert "Blerim Hoxha" in page
    assert "Lirie" not in page


def test_counts_filter_and_stand_in_the_address(story: CaseStory, chief: Browser) -> None:
    story.refer()
    number = story.number()
    assert f'href="/cases/{number}"' in chief.get("/cases?group=soon").text
    page = chief.get("/cases?group=late").text
    assert "No case fits what you chose." in page
    assert 'href="/cases" aria-current="true"' in page
    assert f'href="/cases/{number}"' in chief.get("/cases?manager=Blerim+Hoxha").text
    assert f'href="/cases/{number}"' not in chief.get("/cases?phase=review").text


@pytest.mark.parametrize(
    "query", ["group=x", "phase=%0A", "risk=%FF", "closed=maybe", "number=" + "a" * 5000, "actor="]
)
def test_no_address_breaks_the_list(story: CaseStory, chief: Browser, query: str) -> None:
    story.refer()
    assert chief.get(f"/cases?{query}").status_code == 200


def test_a_number_typed_leads_to_its_case(story: CaseStory, manager: Browser) -> None:
    story.refer()
    number = story.number()
    assert manager.get(f"/cases?number={number.lower()}").headers["location"] == f"/cases/{number}"
    assert (
        manager.get(f"/cases?number={number.replace('-', '')}").headers["location"]
        == f"/cases/{number}"
    )


@pytest.mark.parametrize("typed", ["R-26-9999", "-", "%25", "Lirie"])
def test_a_search_that_finds_nothing_shows_nothing_else(
    story: CaseStory, chief: Browser, typed: str
) -> None:
    story.refer()
    page = chief.get(f"/cases?number={typed}").text
    assert "No case that you may open has this number." in page
    assert story.number() not in page
    assert "Show all cases" in page


@pytest.mark.article("8(3)")
def test_the_decisions_of_the_head_stand_on_top(story: CaseStory, chief: Browser) -> None:
    story.refer()
    page = chief.get("/cases").text
    assert page.index("Waiting for your decision") < page.index("All cases")
    assert "Appoint a case manager" in page


@pytest.mark.article("11(1)")
def test_the_page_of_a_case_begins_with_what_is_due(story: CaseStory, manager: Browser) -> None:
    page = manager.get(planned(story)).text
    assert page.count("<h1") == 1
    assert 'aria-current="step"' in page
    assert page.index("What is awaited now") < page.index("The life of the case")
    assert "Fatmir Gashi" in page
    assert "Unified plan, version 1" in page
    assert "does not take part" in page  # the father: Art. 4(5)


@pytest.mark.article("16(1)", "5(1.5)")
def test_no_page_says_that_no_limit_has_passed_while_a_review_is_late(
    sign_in: SignIn, a_case: At
) -> None:
    case = a_case("minuted")
    chief = sign_in(HEAD)
    sentence = "No limit of the Regulation has passed"
    assert sentence in chief.get("/cases").text
    case.stage.move_to(case.working_day(14 + 31 + 30))
    page = chief.get("/cases").text
    assert sentence not in page
    assert "Art. 5(1.5)" in page[page.index("Limits passed, by article") :]
    assert "The review of the plan is awaited" in chief.get("/").text


@pytest.mark.article("10(1)")
def test_the_chair_reads_their_own_signature_as_theirs(sign_in: SignIn, a_case: At) -> None:
    case = a_case("review_met")
    case.stage.settle()
    meeting = case.papers()[0].meeting_id
    page = sign_in(MANAGER).get("/").text
    line = page[page.index("The chair signs the minutes") :]
    assert (
        f'href="/meetings/{meeting}/minutes"'
        in page[: page.index("The chair signs the minutes")][-200:]
    )
    assert "You" in line[:400]
    assert "The chair signs the minutes" in sign_in(MANAGER).get(f"/meetings/{meeting}").text


@pytest.mark.article("18(1)")
def test_the_childs_name_is_shown_on_request_and_on_record(
    story: CaseStory, manager: Browser
) -> None:
    address = planned(story)
    assert "Lirie" not in manager.get(address).text
    page = manager.post(address)
    assert page.status_code == 200
    assert "Lirie Podgorani" in page.text
    assert "Lirie" not in manager.get(address).text
    with unit_of_work() as work:
        shown = work.session.scalars(select(AuditEntry).where(AuditEntry.act == "name shown")).all()
    assert [entry.article for entry in shown] == ["18(1)"]


def test_a_brothers_file_is_one_step_away(story: CaseStory, chief: Browser) -> None:
    story.refer()
    assert "Same family" in chief.get(f"/cases/{story.number()}").text


def test_a_closed_case_shows_its_seal(a_case: At, sign_in: SignIn) -> None:
    case, manager = a_case("closed"), sign_in(MANAGER)
    page = manager.get(f"/cases/{number(case)}").text
    assert "This file is closed and sealed" in page
    assert "1 review" in page
    assert "Propose to close the case" not in page
    assert "Send to the head" not in manager.get(f"/cases/{number(case)}/meeting").text
    assert number(case) not in manager.get("/cases").text
    assert number(case) in manager.get("/cases?closed=yes").text


def test_whoever_may_not_sees_the_same_page_as_for_what_does_not_exist(
    story: CaseStory, sign_in: SignIn
) -> None:
    story.refer()
    address = f"/cases/{story.number()}"
    for email in (OTHER_MANAGER, OTHER_HEAD):
        browser = sign_in(email)
        browser.get("/cases")
        assert browser.get(address).status_code == 404
        assert browser.post(address).status_code == 404
        assert browser.get("/cases/R-00-0000").status_code == 404
    with unit_of_work() as work:
        refused = select(AuditEntry).where(AuditEntry.act == "look refused")
        entries = work.session.scalars(refused.order_by(AuditEntry.number)).all()
        officers = {officer(work, email).id for email in (OTHER_MANAGER, OTHER_HEAD)}
    assert [each.life_id for each in entries] == [story.case, story.case, None] * 2
    assert {each.actor_id for each in entries} == officers
    assert all(each.detail == {} for each in entries)
    assert sign_in(ADMIN).get(address).status_code == 403
    assert sign_in(ADMIN).get("/cases").status_code == 403


@pytest.mark.article("16(1)", "8(9)")
def test_the_page_of_a_case_lists_every_limit_that_passed(sign_in: SignIn, a_case: At) -> None:
    case = a_case("one_silent")
    case.clock.move_to(case.request(SILENT).due_on)
    for reader in (HEAD, MANAGER):
        page = sign_in(reader).get(f"/cases/{number(case)}").text
        assert "No limit of the Regulation has passed." in page
    case.clock.move_to(case.request(SILENT).due_on + timedelta(days=1))
    for reader in (HEAD, MANAGER):
        page = sign_in(reader).get(f"/cases/{number(case)}").text
        assert "No limit of the Regulation has passed." not in page
        assert "The progress report was not there three days before" in page
        assert "still owed" in page


@pytest.mark.article("16(1)", "8(9)")
def test_what_had_happened_in_time_is_struck_through_on_the_page(
    sign_in: SignIn, a_case: At
) -> None:
    case = a_case("one_silent")
    request = case.request(SILENT)
    case.stage.move_to(request.due_on + timedelta(days=1))
    with case.manager() as work:
        happened(
            work,
            case.case,
            Duty.WRITE_REPORT,
            request.due_on,
            subject_id=request.meeting_id,
            member_id=request.member_id,
        )
    page = sign_in(MANAGER).get(f"/cases/{number(case)}").text
    assert "<s>The progress report was not there three days before</s>" in page
    assert "in time; entered on" in page
