"""From the meeting to the sealed file in a real browser: wide, on 320 px, without a script."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser as Chromium
from playwright.sync_api import BrowserContext, expect
from playwright.sync_api import Page as Tab

from casework.case import assessment, planning, reports
from casework.record.table import sitting
from rules.assessment import Risk
from rules.planning import ActionStatus
from simulation import words
from simulation.life import MANAGER, CaseStory
from simulation.seed import officer
from simulation.stage import acting
from tests.portal.acts import invited, last_meeting
from tests.portal.chromium import fits
from tests.portal.conftest import Browser

WIDE, NARROW = {"width": 1280, "height": 900}, {"width": 320, "height": 640}


@pytest.fixture
def context(chromium: Chromium) -> Iterator[BrowserContext]:
    with chromium.new_context(java_script_enabled=True) as found:
        yield found


class Eyes:
    """Looks at every page in both widths and keeps a picture of it."""

    def __init__(self, context: BrowserContext, browser: Browser, pictures: Path) -> None:
        self.tab: Tab = context.new_page()
        self.base = str(browser.client.base_url).rstrip("/")
        self.pictures = pictures
        context.add_cookies(
            [
                {"name": cookie.name, "value": cookie.value or "", "url": self.base}
                for cookie in browser.client.cookies.jar
            ]
        )

    def look(self, path: str, name: str, language: str = "sq") -> None:
        """The page holds one heading, scrolls nowhere sideways and obeys its own policy."""
        complaints: list[str] = []
        self.tab.on("console", lambda said: complaints.append(said.text))
        for size, suffix in ((NARROW, "320"), (WIDE, "wide")):
            self.tab.set_viewport_size(size)  # type: ignore[arg-type]
            answer = self.tab.goto(f"{self.base}{path}?lang={language}", wait_until="networkidle")
            assert answer is not None
            assert answer.status == 200, path
            fits(self.tab)
            self.tab.screenshot(path=self.pictures / f"{name}-{suffix}.png", full_page=True)
        assert [said for said in complaints if "Content Security Policy" in said] == []


@pytest.mark.browser
def test_the_pages_of_a_case_from_its_meeting_to_its_seal(
    story: CaseStory, manager: Browser, context: BrowserContext, tmp_path: Path
) -> None:
    eyes = Eyes(context, manager, tmp_path)
    address = invited(story)
    case = f"/cases/{story.number()}"
    for page in ("", "/family", "/record"):
        eyes.look(address + page, f"meeting{page.replace('/', '-')}")
    fill_in_the_family(eyes, address)
    story.meet()
    eyes.look(address, "meeting-held")
    eyes.look(f"{address}/minutes", "minutes-draft")
    eyes.look(f"{case}/assessment/comprehensive", "assessment", "sr")
    settle_and_plan(story)
    eyes.look(f"{case}/reports", "instruction")
    story.convene_review()
    story.report(silent=words.SILENT)
    eyes.look(f"{case}/reports", "reports")
    story.meet()
    story.stage.settle()
    eyes.look(f"{case}/review", "review")
    eyes.look(f"{address}/minutes", "minutes-open")
    story.review(Risk.MEDIUM, ActionStatus.IN_PROCESS, "Mirë.")
    for page in ("plan", "closure", "assessment/comprehensive"):
        eyes.look(f"{case}/{page}", page.replace("/", "-"))
    eyes.look(f"{address}/minutes", "minutes-signed", "sr")
    eyes.look(f"{last_meeting(story)}/minutes", "minutes-second")
    eyes.look("/roundtable", "roundtable")
    eyes.look("/roundtable/2026-Q3", "quarter")


def fill_in_the_family(eyes: Eyes, address: str) -> None:
    """As a person would, with one thing forgotten."""
    eyes.tab.goto(f"{eyes.base}{address}/family?lang=en")
    eyes.tab.fill("input[name='kin.0.told_on']", "yesterday")
    eyes.tab.click("main form button")
    expect(eyes.tab.locator("[role=alert]")).to_have_count(1)
    eyes.tab.screenshot(path=eyes.pictures / "family-error.png", full_page=True)
    expect(eyes.tab.locator("input[name='kin.0.told_on']")).to_have_value("yesterday")


def settle_and_plan(story: CaseStory) -> None:
    """The first meeting's papers, through the acts."""
    with acting(MANAGER) as work:
        assessment.settle(
            work, story.case, risk=Risk.HIGH, summary=words.SUMMARY, indicators=words.COMPREHENSIVE
        )
        seats = {m.professional.email: m.id for m in sitting(work.session, story.case)}
        due = story.in_days(20)
        drafts = [
            assessment.ActionDraft(objective, action, service, due, seats[who])
            for who, objective, action, service in words.PLAN
        ]
        planning.adopt(work, story.case, goal=words.GOAL, actions=drafts)
        by = officer(work, MANAGER).id
        reports.instruct(work, story.case, after_reminders=3, last_chance_days=1, by=by)
    story.write_minutes()
