"""The first page of each role: what is due, by whom, until when: Art. 14(1), 16(1)."""

from datetime import date, timedelta

import pytest

from casework.case import assessment
from casework.municipality.months import sign_off
from casework.record.table import planned_meeting
from casework.table import convening
from core.clock import SystemClock
from core.i18n import N_, translator
from deployments.checks import Check
from deployments.lines import reports
from deployments.watch import as_line
from models import edition
from models.copies import Backup, RestoredCopy
from models.life import Heartbeat
from models.session import unit_of_work
from portal.causes import part
from portal.duties import DUTY_PAGES
from portal.institutions import institution
from portal.routes.today import lacks_backup
from rules.assessment import Risk
from simulation import words
from simulation.life import HEAD, MANAGER, CaseStory
from simulation.stage import acting
from tests.conftest import At
from tests.database import past_the_rights
from tests.portal.acts import ADMIN, OTHER_HEAD, OTHER_MANAGER, invited
from tests.portal.conftest import Browser, SignIn


@pytest.mark.article("14(1)")
def test_a_manager_sees_the_next_duties_each_with_its_press(
    story: CaseStory, manager: Browser
) -> None:
    story.refer()
    page = manager.get("/").text
    number = story.number()
    assert f'href="/cases/{number}/assessment"' in page
    assert f'href="/cases/{number}/table"' in page
    assert "our limit" in page
    assert page.count("btn main") == 1


def test_what_others_owe_stands_apart_until_it_is_late(story: CaseStory, manager: Browser) -> None:
    story.refer()
    story.prepare()
    story.first_meeting()
    assert "We remind them on" not in manager.get("/").text
    story.convene_review()
    story.wait(7)
    page = manager.get("/").text
    assert "Does not depend on you" in page
    assert "We remind them on" in page


def test_what_others_owe_is_said_as_a_state_and_from_whom(
    story: CaseStory, manager: Browser
) -> None:
    story.refer()
    story.prepare()
    with acting(MANAGER) as work:
        planned = planned_meeting(work.session, story.case)
        convening.cancel(work, planned.life_id)
        convening.propose(work, story.case, starts_at=planned.starts_at, place="Salla 2")
    for language, said in (
        ("en", "Agreement to the date of the meeting is awaited (head)"),
        ("sq", "Pritet pajtimi për datën e takimit (udhëheqësi)"),
        ("sr", "Čeka se saglasnost za datum sastanka (rukovodilac)"),
    ):
        page = manager.get(f"/?lang={language}").text
        assert said in page


def test_every_duty_has_words_for_whoever_does_not_owe_it() -> None:
    silent = [duty for duty, page in DUTY_PAGES.items() if not page.awaited and not page.how_many]
    assert silent == []


def test_known_institutions_are_called_as_the_reader_knows_them(
    story: CaseStory, manager: Browser
) -> None:
    story.refer()
    page = manager.get(f"/cases/{story.number()}/table?lang=sr").text
    assert "Policija Kosova, Jedinica u zajednici" in page
    assert "Policia e Kosovës" not in page
    assert institution(translator("sr"), "Shtëpia e Gjyshes, Pediatria") == (
        "Shtëpia e Gjyshes, Pedijatrija"
    )


def test_parts_of_the_system_have_plain_names() -> None:
    say = translator("sr")
    assert part(say, "keeper") == "Nadzor nad koracima"
    assert part(say, "worker a-1") == "Izvršavanje koraka a-1"
    assert part(say, "something new") == "something new"


@pytest.mark.article("16(1)")
def test_the_head_reads_how_many_months_of_the_managers_wait_unsigned(
    sign_in: SignIn, a_case: At
) -> None:
    case = a_case("overdue")
    head, months = sign_in(HEAD), 'href="/supervision"'
    assert "(1 waits)" in head.get("/").text.partition(months)[2][:200]
    manager = case.account(MANAGER)
    with case.head() as work:
        sign_off(work, manager.id, date(2026, 9, 1))
    assert "waits)" not in head.get("/").text.partition(months)[2][:200]


@pytest.mark.article("6(1.5)", "12(1)")
def test_once_the_assessment_is_written_the_duty_is_the_plan(sign_in: SignIn, a_case: At) -> None:
    case = a_case("appointed")
    manager = sign_in(MANAGER)
    assert "Write the initial assessment and plan" in manager.get("/").text
    with case.manager() as work:
        assessment.record_initial(
            work, case.case, risk=Risk.HIGH, summary=words.SUMMARY, indicators=words.INITIAL
        )
    page = manager.get("/").text
    assert "Write the initial assessment and plan" not in page
    assert f'href="/cases/{case.row().number}/plan/initial"' in page


@pytest.mark.article("9")
def test_the_tab_is_lit_to_which_the_page_belongs(sign_in: SignIn, a_case: At) -> None:
    case = a_case("overdue")
    manager = sign_in(MANAGER)
    for page in (f"/meetings/{case.meeting().id}", f"/declarations/{case.case}"):
        assert '<a href="/cases" aria-current="page">' in manager.get(page).text
    meeting = manager.get(f"/meetings/{case.meeting().id}").text
    assert f'class="btn sm" href="/cases/{case.row().number}/reports">See who' in meeting


@pytest.mark.article("16(1)")
def test_the_head_sees_decisions_first_then_what_is_late(story: CaseStory, chief: Browser) -> None:
    story.refer()
    assert "Appoint a case manager" in chief.get("/").text
    story.stage.move_to(story.in_days(10))
    page = chief.get("/").text
    assert "Late with others in your centre" in page
    assert "The initial assessment and plan are awaited" in page  # not theirs to write
    assert "Write the initial" not in page


def test_an_administrator_sees_counts_and_no_case(story: CaseStory, sign_in: SignIn) -> None:
    invited(story)
    page = sign_in(ADMIN).get("/").text
    assert "How the system is" in page
    assert "the meeting" in page
    assert story.number() not in page


def silent_since(**minutes: int) -> None:
    with unit_of_work() as work:
        for name, ago in minutes.items():
            beat_at = SystemClock().now() - timedelta(minutes=ago)
            work.session.add(Heartbeat(name=name, beat_at=beat_at))


def test_an_administrator_reads_who_is_silent_and_whether_anybody_works(
    story: CaseStory, sign_in: SignIn
) -> None:
    admin = sign_in(ADMIN)
    assert "No worker is at work" in admin.get("/").text
    silent_since(gone=10)
    page = admin.get("/").text
    assert "No worker is at work" in page
    assert "gone. Start one" in page
    silent_since(alive=0)
    page = admin.get("/").text
    assert "No worker is at work" not in page
    assert "gone. Another one does its work." in page


def test_an_administrator_reads_of_the_newest_copy_and_that_nothing_is_sent(
    story: CaseStory, sign_in: SignIn
) -> None:
    admin = sign_in(ADMIN)
    page = admin.get("/").text
    assert "Nothing is sent since" not in page
    assert "<dt>Backup</dt>" not in page
    now = SystemClock().now()
    values = {"taken_at": now, "written_at": now, "verified_at": now, "bytes": 1, "places": 1}
    with past_the_rights() as work:
        work.session.add(Backup(file="tryeza-here-20260907T050000Z.age", **values))
        work.session.add(RestoredCopy(file="x", taken_at=now, restored_at=now, waiting=[]))
    page = admin.get("/").text
    assert "Nothing is sent since the record was put back" in page
    assert "tryeza sending" in page
    assert "<dt>Backup</dt>" in page


@pytest.mark.parametrize(("hours", "lacks"), [(None, True), (25, False), (27, True)])
def test_production_asks_for_a_copy_of_the_last_day(hours: int | None, lacks: bool) -> None:
    clock = SystemClock()
    taken_at = None if hours is None else clock.now() - timedelta(hours=hours)
    assert lacks_backup(taken_at, clock) is lacks


def test_an_administrator_reads_what_was_found_on_each_machine_and_when(
    story: CaseStory, sign_in: SignIn
) -> None:
    admin = sign_in(ADMIN)
    for language in ("sq", "sr", "en"):
        page = admin.get(f"/?lang={language}").text
        assert "<code>tryeza watch</code>" in page
        assert "`" not in page
    red = Check("prefect", False, N_("Prefect does not answer at %(url)s."), {"url": "<b>here"})
    green = Check("steps", True, N_("No step is stalled."))
    way_out = Check("trail", False, N_("The trail was never checked: run `tryeza audit verify`."))
    lines = [as_line(each) for each in (red, green, way_out, reports({}))]
    with unit_of_work() as work:
        for machine, ago in (("one", 1), ("two", 20)):
            beat_at = SystemClock().now() - timedelta(minutes=ago)
            beat = Heartbeat(name=f"watch {machine}", beat_at=beat_at, detail={"lines": lines})
            work.session.add(beat)
    page = admin.get("/").text
    assert "Prefect does not answer at &lt;b&gt;here." in page
    assert "No step is stalled." in page
    assert "run <code>tryeza audit verify</code>." in page
    assert page.count("</svg>sms reports</span> Nobody reports what became of a text") == 2
    assert page.count(">old<") == 1, "twenty minutes without a look"
    assert "No worker is at work" in page, "who looks does no work"
    assert "Prefect nuk përgjigjet" in admin.get("/?lang=sq").text
    assert f"database of the edition {edition.wanted()}" in admin.get("/?lang=en").text


def test_nobody_sees_the_cases_of_others(story: CaseStory, sign_in: SignIn) -> None:
    story.refer()
    for email in (OTHER_MANAGER, OTHER_HEAD):
        assert story.number() not in sign_in(email).get("/").text


def test_an_empty_day_says_so(story: CaseStory, sign_in: SignIn) -> None:
    assert "Nothing is due" in sign_in(OTHER_MANAGER).get("/").text
    assert "Nothing is late with others." in sign_in(OTHER_HEAD).get("/").text


def test_no_name_of_a_child_stands_on_a_first_page(
    story: CaseStory, manager: Browser, chief: Browser
) -> None:
    invited(story)
    for browser in (manager, chief):
        page = browser.get("/").text
        assert "Lirie" not in page
        assert "Podgorani" not in page
