"""The demo's case at one of its scenes, and what a browser would send back."""

import re
from collections.abc import Callable
from datetime import date, time
from functools import partial
from html import unescape

from casework.record.table import last_held, planned_meeting
from core.clock import REMINDERS
from models.session import unit_of_work
from simulation.life import HOUR, CaseStory
from tests.portal.kept import KeptStory

OTHER_MANAGER = "vjosa.krasniqi@qps-ferizaj.example"
OTHER_HEAD = "marija.stojkovic@qps-gjilan.example"
ADMIN = "sanije.musliu@tryeza.example"


def invited(story: CaseStory) -> str:
    """Up to the day of the first meeting, invitations out, nothing recorded; its address."""
    story.refer()
    story.prepare()
    with unit_of_work() as work:
        meeting = planned_meeting(work.session, story.case)
    wait_until(story, meeting.day, HOUR)
    return f"/meetings/{meeting.id}"


def wait_until(story: CaseStory, day: date, hour: time = REMINDERS) -> None:
    once(story, f"until {day} {hour}", partial(story.stage.move_to, day, hour))


def once(story: CaseStory, name: str, play: Callable[[], None]) -> None:
    """A step more of the story, played once a process like the others."""
    assert isinstance(story, KeptStory)
    story.once(name, play)


def met(story: CaseStory) -> str:
    """The first meeting is held, nothing is written down yet; its address."""
    story.refer()
    story.prepare()
    story.meet()
    return last_meeting(story)


def planned(story: CaseStory) -> str:
    """The plan is adopted and the minutes are written; gives the case's address."""
    story.refer()
    story.prepare()
    story.first_meeting()
    return f"/cases/{story.number()}"


def last_meeting(story: CaseStory) -> str:
    with unit_of_work() as work:
        held = last_held(work.session, story.case)
    assert held is not None
    return f"/meetings/{held.id}"


def of_today(story: CaseStory) -> dict[str, str]:
    """Today, said where a form asks on which day it was."""
    return {"on": f"{story.stage.today():%d.%m.%Y}"}


def fields_of(page: str) -> dict[str, list[str]]:
    """What a browser would send back untouched: hidden values, ticks, texts, chosen options."""
    fields: dict[str, list[str]] = {}
    for tag in re.findall(r"<input [^>]+>", page):
        found = dict(re.findall(r'(\w+)="([^"]*)"', tag))
        if found.get("id", "").endswith("-day") and not found["value"]:
            continue  # no other day is written beside those of one click
        ticked = found.get("type") not in {"radio", "checkbox"} or " checked" in tag
        if "name" in found and found["name"] not in {"csrf", "once", "number"} and ticked:
            fields.setdefault(found["name"], []).append(unescape(found.get("value", "")))
    for name, words in re.findall(
        r'<textarea [^>]*name="([^"]+)"[^>]*>\n?(.*?)</textarea>', page, re.S
    ):
        fields.setdefault(name, []).append(unescape(words))
    for name, options in re.findall(r'<select [^>]*name="([^"]+)"[^>]*>(.*?)</select>', page, re.S):
        chosen = re.search(r'value="([^"]*)" selected', options)
        fields.setdefault(name, []).append(chosen[1] if chosen else "")
    return fields
