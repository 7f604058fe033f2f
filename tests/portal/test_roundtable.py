"""The municipal meeting of each quarter, from its date to its signed minutes: Art. 8(2), 8(3)."""

import re
from datetime import date

import pytest
from sqlalchemy import select

from casework.municipality import standing
from models.case import Member
from models.life import Life
from models.meeting import Meeting
from models.people import Account, Professional
from models.session import unit_of_work
from rules.days import add_months
from simulation.life import HOUR, CaseStory
from simulation.people import PASSWORD
from tests.builders import MANAGER
from tests.conftest import At
from tests.portal.acts import ADMIN, OTHER_HEAD, OTHER_MANAGER, fields_of, once
from tests.portal.conftest import Browser, SignIn
from tests.portal.test_meetings import first_chair

QUARTER = "/roundtable/2026-Q3"


def proposed(story: CaseStory, quarter: str = "2026-Q3") -> Meeting:
    """The quarter's meeting as the system proposed it last."""
    once(story, "settled", story.stage.settle)
    with unit_of_work() as work:
        life = work.session.scalars(select(Life).where(Life.key == f"ferizaj:{quarter}")).one()
        query = select(Meeting).where(Meeting.life_id == life.id)
        return work.session.scalars(query.where(Meeting.cancelled_at.is_(None))).one()


@pytest.mark.article("8(2)", "8(3)")
def test_the_head_agrees_to_the_proposed_day(
    story: CaseStory, manager: Browser, chief: Browser
) -> None:
    meeting = proposed(story)
    assert "proposed" in chief.get("/roundtable").text
    page = chief.get(QUARTER).text
    assert "Agree to this day" in page
    assert "Agree to this day" not in manager.get(QUARTER).text
    assert manager.post(f"{QUARTER}/agree").status_code == 404
    assert chief.post(f"{QUARTER}/agree").status_code == 303
    assert chief.post(f"{QUARTER}/agree").status_code == 409
    assert "Agree to this day" not in chief.get(QUARTER).text
    assert meeting.day > story.stage.today()


@pytest.mark.article("8(3)")
def test_the_head_asks_for_another_day(story: CaseStory, chief: Browser) -> None:
    first = proposed(story)
    chief.get(QUARTER)
    answer = chief.post(f"{QUARTER}/counter", {"note": " "})
    assert answer.status_code == 422
    assert "Write which days suit" in answer.text
    assert chief.post(f"{QUARTER}/counter", {"note": "Not in that week."}).status_code == 303
    assert proposed(story).day > first.day
    page = chief.get(QUARTER).text
    assert "Not in that week." in page
    assert "Agree to this day" in page


def recorded(manager: Browser, meeting: Meeting, **more: str) -> str:
    """The meeting put on record, everybody there; gives its address."""
    address = f"/meetings/{meeting.id}"
    page = manager.get(f"{address}/record").text
    form: dict[str, object] = dict(fields_of(page))
    form |= {name.replace(".member", ".came"): "yes" for name in form if ".member" in name}
    form |= {"agenda": "as_sent", "chaired": first_chair(page)}
    if "earlier.0.paper" in form:
        assert (
            manager.post(f"{address}/record", form).status_code == 422
        )  # silence approves nothing
        form["earlier.0.approved"] = "yes"
    assert manager.post(f"{address}/record", form).status_code == 303
    return address


@pytest.mark.article("8(2)", "9", "10(1)")
def test_the_minutes_are_approved_by_the_next_quarters_meeting_and_signed(
    story: CaseStory, manager: Browser, chief: Browser
) -> None:
    meeting = proposed(story)
    chief.get(QUARTER)
    chief.post(f"{QUARTER}/agree")
    story.stage.move_to(meeting.day, HOUR)
    address = recorded(manager, meeting)
    assert "Gjendja e përgjithshme" in manager.get(f"{address}/minutes").text
    assert chief.post(f"{address}/minutes", {"text": "Mine"}).status_code == 404
    written = manager.post(f"{address}/minutes", {"text": "1. Agenda\nAgreed."})
    assert written.status_code == 303
    story.stage.settle()
    assert manager.post(f"{address}/minutes/sign", {"password": PASSWORD}).status_code == 409
    story.stage.move_to(date(2026, 10, 1))
    with unit_of_work() as work:
        standing.ensure(work)
    following = proposed(story, "2026-Q4")
    chief.get("/roundtable/2026-Q4")
    assert chief.post("/roundtable/2026-Q4/agree").status_code == 303
    story.stage.move_to(following.day, HOUR)
    recorded(manager, following)
    story.stage.settle()
    manager.get(f"{address}/minutes")  # what is signed is what was read
    assert manager.post(f"{address}/minutes/sign", {"password": PASSWORD}).status_code == 303
    with unit_of_work() as work:
        seated = work.session.scalars(select(Member.id).where(Member.life_id == meeting.life_id))
        members = list(seated)
    for member_id in members:
        taken = {"member_id": member_id, "method": "paper"}
        assert manager.post(f"{address}/minutes/paper", taken).status_code == 303
    story.stage.settle()
    assert "its minutes are signed" in chief.get(QUARTER).text


@pytest.mark.article("8(2)")
def test_three_months_without_a_meeting_are_late_and_the_end_of_a_quarter_is_not(
    story: CaseStory, chief: Browser
) -> None:
    proposed(story)
    story.stage.move_to(date(2026, 10, 15))
    assert "days late" not in chief.get("/roundtable").text
    assert "Hold the meeting of the quarter" not in chief.get("/").text
    page = chief.get(QUARTER).text
    assert "That there is one in each quarter of the year is our choice." in page
    assert "from the day on which the municipality entered service" in page
    assert "Agree to this day" in page  # it has moved on
    limit = add_months(story.stage.today(), 3)
    story.stage.move_to(limit)
    assert "days late" in chief.get("/roundtable").text
    assert "the quarter" in chief.get("/").text.partition("Late with others")[2]


@pytest.mark.article("8(2)")
def test_a_table_without_members_or_head_is_shown(
    story: CaseStory, chief: Browser, sign_in: SignIn
) -> None:
    admin = sign_in(ADMIN)
    missing = "Nobody is a standing member, and nobody can be invited"
    assert missing not in chief.get("/").text
    assert "no standing seat" in chief.get("/").text
    with unit_of_work() as work:
        for person in work.session.scalars(select(Professional)):
            person.standing = False
    assert missing in chief.get("/").text
    page = admin.get("/").text.partition('id="tables"')[2].partition("</section>")[0]
    assert "Ferizaj" in page
    assert missing in page
    with unit_of_work() as work:
        for account in work.session.scalars(select(Account).where(Account.role == "head")):
            account.disabled_at = work.clock.now()
    page = admin.get("/").text.partition('id="tables"')[2].partition("</section>")[0]
    assert "Nobody acts as head." in page


def test_a_quarter_is_for_the_head_and_who_convenes(
    story: CaseStory, chief: Browser, sign_in: SignIn
) -> None:
    meeting = proposed(story)
    other_manager, stranger, admin = map(sign_in, (OTHER_MANAGER, OTHER_HEAD, ADMIN))
    page = other_manager.get("/roundtable")
    assert page.status_code == 200
    assert QUARTER not in page.text
    assert admin.get("/roundtable").status_code == 404
    for browser in (other_manager, admin):
        assert browser.get(QUARTER).status_code == 404
        assert browser.post(f"{QUARTER}/agree").status_code == 404
    for browser in (other_manager, admin, stranger):
        assert browser.get(f"/meetings/{meeting.id}").status_code == 404
    for wrong in ("/roundtable/2026-Q9", "/roundtable/x", "/roundtable/%25"):
        assert chief.get(wrong).status_code == 404


@pytest.mark.article("8(2)")
def test_the_head_names_who_convenes(
    story: CaseStory, manager: Browser, chief: Browser, sign_in: SignIn
) -> None:
    meeting = proposed(story)
    other = sign_in(OTHER_MANAGER)
    assert "Name them" not in manager.get("/roundtable").text
    assert manager.post("/roundtable", {"officer": "head"}).status_code == 403
    page = chief.get("/roundtable").text
    assert fields_of(page)["officer"] == [""]  # nobody is chosen beforehand
    (named,) = re.findall(r'<option value="([^"]+)">Vjosa Krasniqi', page)
    assert chief.post("/roundtable", {"officer": ""}).status_code == 422
    assert chief.post("/roundtable", {"officer": meeting.id}).status_code == 409
    assert chief.post("/roundtable", {"officer": named}).status_code == 303
    assert other.get(QUARTER).status_code == 200
    assert manager.get(QUARTER).status_code == 404
    assert manager.get(f"/meetings/{meeting.id}").status_code == 404


@pytest.mark.article("18(2)")
def test_the_meetings_page_says_who_of_the_municipal_table_has_signed(
    a_case: At, sign_in: SignIn
) -> None:
    a_case("quarter_opened")
    with unit_of_work() as work:
        quarter = select(Life.id).where(Life.key == "ferizaj:2026-Q3").scalar_subquery()
        meeting = work.session.scalars(select(Meeting).where(Meeting.life_id == quarter)).one()
        member = work.session.scalars(select(Member).where(Member.life_id == quarter)).first()
        assert member is not None
        member.confidential_at = work.clock.now()
    page = sign_in(MANAGER).get(f"/meetings/{meeting.id}?lang=en").text
    cells = re.findall(r'data-label="Confidentiality">(.*?)</td>', page, re.DOTALL)
    assert sum("awaited" in cell for cell in cells) == len(cells) - 1
    assert "–" not in "".join(cells)
