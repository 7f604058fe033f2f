"""A member at their link who asks for a meeting: Art. 8(4)."""

import html
from collections.abc import Callable
from datetime import timedelta
from typing import Final

import pytest
from sqlalchemy import select

from core.settings import Settings
from models.meeting_request import MeetingRequest
from simulation import words
from tests.builders import ACase
from tests.conftest import At
from tests.onrecord import reading
from tests.portal.conftest import Browser, SignIn
from tests.portal.members import Guest, link_of

WHY: Final = "Kanarina nuk vjen në shkollë prej një jave."
WHEN: Final = "Të premten, pas orës 14."
NOT_NOW: Final = "Tryeza u mblodh dje për të njëjtën gjë."
DAY: Final = timedelta(days=1)
FAMILY: Final = words.Family()
TOLD_OF_THE_CHILD: Final = (str(FAMILY.child.name), FAMILY.father, FAMILY.mother, "Podgorani")

AtTheLink = Callable[[str], Guest]


@pytest.fixture(name="case")
def a_minuted_case(sign_in: SignIn, a_case: At) -> ACase:
    """After the first meeting, none planned; the empty database came first."""
    case = a_case("minuted")
    case.stage.settle()
    return case


@pytest.fixture(name="at_the_link")
def entering(browser: Browser, case: ACase, demo: Settings) -> AtTheLink:
    """`at_the_link(ADVOCATE)`: in by the link to the minutes."""

    inside: dict[str, Guest] = {}

    def enter(email: str) -> Guest:
        if email not in inside:
            inside[email] = Guest(browser, demo, link_of(email, "minutes"))
            inside[email].enter()
        return inside[email]

    return enter


def ask(guest: Guest, reason: str = WHY) -> None:
    guest.get("/asked")
    assert guest.post("/asked", {"reason": reason, "wish": WHEN}).status_code == 303


def requests() -> list[MeetingRequest]:
    with reading() as work:
        query = select(MeetingRequest).order_by(MeetingRequest.recorded_at)
        return list(work.session.scalars(query))


def seen(page: str) -> str:
    return html.unescape(page)
