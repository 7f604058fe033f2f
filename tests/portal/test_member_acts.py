"""What members do behind their link: declare, report, sign; and what they may not."""

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlalchemy import select

from core.settings import Settings
from models.case import Case, Member
from models.plan import ReportedAction, ReportRequest
from models.session import unit_of_work
from simulation.seed import professional
from tests.builders import SILENT, ACase
from tests.casework.case.test_death import died
from tests.conftest import At
from tests.onrecord import reading
from tests.portal.conftest import Browser
from tests.portal.members import COMMUNITIES, HEALTH, Guest, acts, link_of

MemberAt = Callable[..., Guest]


@pytest.fixture
def member_at(browser: Browser, a_case: At, demo: Settings) -> MemberAt:
    """`member_at("prepared", HEALTH, "declare")`: that member at that link, not yet in.

    `then` plays on from the scene.
    """

    def at(
        scene: str, email: str, purpose: str, then: Callable[[ACase], None] = lambda _case: None
    ) -> Guest:
        then(a_case(scene))
        return Guest(browser, demo, link_of(email, purpose))

    return at


def seat_of(email: str) -> Member:
    """The seat at the case's table; the municipal one seats the same people."""
    with reading() as work:
        person = professional(work, email).id
        query = select(Member).join(Case, Case.id == Member.life_id)
        return work.session.scalars(query.where(Member.professional_id == person)).one()


def a_week_before(case: ACase) -> None:
    case.stage.move_to(case.meeting().day - timedelta(days=7))


def settled(case: ACase) -> None:
    case.stage.settle()


@pytest.mark.article("10(2)", "18(2)")
def test_both_declarations_open_the_papers(member_at: MemberAt) -> None:
    guest = member_at("prepared", HEALTH, "declare")
    assert "neither" in guest.enter().text.lower()
    sent = guest.post("/declare", {"conflict": "no", "confidential": "yes"})
    assert sent.headers["location"] == f"{guest.home}/go"
    assert "are on record" in guest.get("/declare").text
    assert seat_of(HEALTH).may_read


@pytest.mark.article("10(2)")
def test_whoever_has_a_conflict_is_out_at_once(member_at: MemberAt) -> None:
    guest = member_at("prepared", HEALTH, "declare")
    guest.enter()
    out = guest.post("/declare", {"conflict": "yes"})
    assert out.status_code == 200
    assert "do not take part" in out.text
    # The session is over at once; all that is left is to say that it was a mistake: 0103, 0155.
    assert guest.get("/go").headers["location"] == guest.home
    guest.enter()
    assert guest.get("/read").status_code == 404
    page = guest.get("/declare").text
    assert "do not take part" in page
    assert page.count("<form") == page.count(f'action="{guest.home}/declare/withdraw"') + 1
    assert not seat_of(HEALTH).sits


@pytest.mark.article("18(2)")
def test_without_a_tick_the_papers_stay_closed(member_at: MemberAt) -> None:
    guest = member_at("prepared", HEALTH, "declare")
    guest.enter()
    refused = guest.post("/declare", {"conflict": "no"})
    assert refused.status_code == 422
    assert "Art. 18(2)" in refused.text
    assert 'value="no" checked' in refused.text


@pytest.mark.article("18(2)")
def test_why_somebody_does_not_sign_is_kept_where_it_was_not_taken(member_at: MemberAt) -> None:
    guest = member_at("prepared", HEALTH, "declare")
    guest.enter()
    wrong = guest.post("/declare/refuse", {"reason": "Nuk e nënshkruaj. " + "a" * 10_000})
    assert wrong.status_code == 422
    assert "Nuk e nënshkruaj." in wrong.text
    assert "<details open>" in wrong.text
    assert seat_of(HEALTH).refused_on is None


@pytest.mark.parametrize("fields", [{}, {"conflict": ""}, {"conflict": "perhaps"}])
def test_an_odd_declaration_is_asked_again(member_at: MemberAt, fields: dict[str, str]) -> None:
    guest = member_at("prepared", HEALTH, "declare")
    guest.enter()
    assert guest.post("/declare", fields).status_code == 422
    assert seat_of(HEALTH).declared_at is None


@pytest.mark.article("18(2)")
@pytest.mark.parametrize("path", ["/go", "/read", "/paper/assessment", "/paper/plan"])
def test_no_paper_before_the_declarations(member_at: MemberAt, path: str) -> None:
    guest = member_at("agreed", HEALTH, "read", then=a_week_before)
    guest.enter()
    assert guest.get(path).headers["location"] == f"{guest.home}/declare"
    guest.get("/declare")
    guest.post("/declare", {"conflict": "no", "confidential": "yes"})
    assert "Agenda" in guest.get("/read").text


def report_of(guest: Guest, **fields: str) -> dict[str, str]:
    """The report as the form has it: the hidden ids of the member's actions with it."""
    page = guest.get("/report").text
    ids = re.findall(r'name="(actions\.\d+\.action)" value="([^"]+)"', page)
    states = {f"{name.removesuffix('action')}status": "completed" for name, _ in ids}
    return dict(ids) | states | fields


def given() -> list[ReportRequest]:
    with unit_of_work() as work:
        query = select(ReportRequest).where(ReportRequest.received_at.is_not(None))
        return list(work.session.scalars(query))


@pytest.mark.article("8(9)")
def test_a_report_is_checked_then_sent_then_receipted(member_at: MemberAt) -> None:
    guest = member_at("reports_asked", HEALTH, "report")
    page = guest.enter().text
    assert "Kontroll dhe vaksina" in page
    assert "Vizita javore" not in page
    report = report_of(
        guest, done="Kontrolli u bë.\nVaksina u dha.", concerns="Asgjë <b>tjetër</b>"
    )
    check = guest.post("/report", report | {"step": "check"})
    assert check.status_code == 200
    assert "not sent yet" in check.text
    assert "&lt;b&gt;" in check.text
    assert given() == []
    back = guest.post("/report", report | {"step": "change"})
    assert "Vaksina u dha." in back.text
    sent = guest.post("/report", report | {"step": "send"})
    assert sent.status_code == 303
    done = guest.get("/report").text
    assert "In time." in done
    (received,) = given()
    assert received.done == "Kontrolli u bë.\nVaksina u dha."
    assert received.id.hex[:8].upper() in done
    assert guest.post("/report", report | {"step": "send"}).status_code == 409


@pytest.mark.article("14(2)")
def test_a_late_report_is_taken_and_says_so(member_at: MemberAt) -> None:
    guest = member_at("overdue", SILENT, "report")
    assert "day late" in guest.enter().text
    guest.post("/report", report_of(guest, done="Vizita u bë.") | {"step": "send"})
    assert "After the last day" in guest.get("/report").text


@pytest.mark.article("8(9)", "17(3.5)")
def test_an_old_link_says_that_nothing_is_owed_for_a_dead_child(
    member_at: MemberAt,
) -> None:
    cases: list[ACase] = []
    guest = member_at("reports_asked", HEALTH, "report", cases.append)
    guest.enter()
    typed = report_of(guest, done="Vizita u bë.") | {"step": "check"}
    died(cases[0])
    page = guest.get("/report").text
    assert "Nothing is owed any more" in page
    assert "has died" in page
    assert "<textarea" not in page
    check = guest.post("/report", typed)  # typed before it was known: nothing of it is lost
    assert "Vizita u bë." in check.text
    assert guest.post("/report", typed | {"step": "send"}).status_code == 303
    assert given()[0].done == "Vizita u bë."
    assert "The report was handed in" in guest.get("/report").text


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"done": ""}, "Write at least one sentence"),
        ({"done": "   \n "}, "Write at least one sentence"),
        ({"done": "a" * 10_001}, "Shorten this"),
        ({"done": "x", "actions.0.status": ""}, "Choose how far"),
        ({"done": "x", "actions.0.status": "half"}, "Choose one of these"),
        ({"done": "x", "actions.0.action": "7"}, "Choose one of these"),
        ({"done": "x", "actions.0.action": "", "actions.0.status": ""}, "Choose how far"),
        ({"done": "x", "actions.0.action": "0" * 32}, "Choose how far"),
        ({"done": "x\x07"}, "cannot be stored"),
        ({"done": "x", "step": "steal"}, "Choose one of these"),
    ],
)
def test_an_odd_report_keeps_everything_typed(
    member_at: MemberAt, changes: dict[str, str], said: str
) -> None:
    guest = member_at("reports_asked", HEALTH, "report")
    guest.enter()
    fields = report_of(guest, concerns="Familja kërkon një termin.") | {"step": "send"} | changes
    wrong = guest.post("/report", fields)
    assert wrong.status_code == 422
    assert said in wrong.text
    assert "Familja kërkon një termin." in wrong.text
    assert given() == []


def test_ten_megabytes_are_refused_in_plain_words(member_at: MemberAt) -> None:
    guest = member_at("reports_asked", HEALTH, "report")
    guest.enter()
    assert guest.post("/report", {"done": "a" * 10_000_000}).status_code == 413


def test_nobody_reports_on_somebody_elses_action(member_at: MemberAt) -> None:
    guest = member_at("reports_asked", HEALTH, "report")
    guest.enter()
    mine = report_of(guest, done="x")
    theirs = Guest(guest.browser, guest.settings, link_of(SILENT, "report"))
    theirs.enter()
    other = report_of(theirs, done="x")
    guest.get("/report")
    mixed = mine | {"actions.5.action": other["actions.0.action"], "actions.5.status": "completed"}
    assert guest.post("/report", mixed | {"step": "send"}).status_code in {303, 422}
    with unit_of_work() as work:
        told = {str(each) for each in work.session.scalars(select(ReportedAction.action_id))}
    assert other["actions.0.action"] not in told


@pytest.mark.article("18(1)")
def test_every_opening_of_a_paper_is_on_the_record(member_at: MemberAt) -> None:
    guest = member_at("invited", HEALTH, "read")
    guest.enter()
    for kind in ("assessment", "plan"):
        assert guest.get(f"/paper/{kind}").status_code == 200
    assert guest.get("/paper/minutes").status_code == 404  # there was no meeting yet
    assert [act for act in acts() if act.endswith("opened")][-3:] == [
        "agenda opened",
        "assessment opened",
        "plan opened",
    ]
    assert "Lirie" not in guest.get("/read").text
    shown = guest.post("/read")
    assert "Lirie Podgorani" in shown.text
    assert "name shown" in acts()


def test_a_link_opens_only_the_papers_of_its_duty(member_at: MemberAt) -> None:
    guest = member_at("reports_asked", HEALTH, "report")
    guest.enter()
    assert guest.get("/paper/plan").status_code == 200
    for path in ("/paper/assessment", "/paper/closing", "/read", "/sign", "/close", "/plan"):
        assert guest.get(path).status_code == 404


@pytest.mark.article("13(3)")
def test_the_plan_shows_whose_each_action_is(member_at: MemberAt) -> None:
    guest = member_at("planned", HEALTH, "plan")
    page = guest.enter().text
    assert page.count("You are responsible") == 1
    assert "Unified plan, version 1" in page


@pytest.mark.article("10(1)")
def test_the_draft_minutes_are_there_to_be_read(member_at: MemberAt) -> None:
    guest = member_at("minuted", COMMUNITIES, "minutes")
    assert "A draft." in guest.enter().text


@pytest.mark.article("8(9)")
def test_the_reports_that_came_are_read_behind_the_invitation(member_at: MemberAt) -> None:
    guest = member_at("reminded", HEALTH, "read")
    page = guest.enter().text
    assert "Progress reports of the members" in page
    read = guest.get("/paper/reports").text
    assert "Puna vijoi sipas planit." in read
    assert "reports opened" in acts()


@pytest.mark.article("8(9)")
def test_before_the_first_meeting_nobody_has_reported(member_at: MemberAt) -> None:
    guest = member_at("invited", HEALTH, "read")
    guest.enter()
    assert guest.get("/paper/reports").status_code == 404
