"""Every form of a member answers in the member's own language, chosen or not."""

from dataclasses import dataclass, field
from datetime import timedelta
from html import unescape

import pytest
from fastapi import FastAPI
from sqlalchemy import select

from casework.table import contacts
from casework.table.contacts import Contact
from core.i18n import LANGUAGES, translator
from core.settings import Settings
from models.contacts import ContactChange
from models.people import Professional
from models.session import unit_of_work
from simulation.seed import professional
from tests.builders import ACase
from tests.conftest import At
from tests.portal.conftest import Browser
from tests.portal.members import HEALTH, Guest, link_of
from tests.portal.test_doors import routes_of


@dataclass(frozen=True)
class Mistake:
    """A form sent with something missing, and the first thing it answers."""

    path: str
    scene: str
    said: str
    purpose: str = ""
    fields: dict[str, str] = field(default_factory=dict)
    in_conflict: bool = False
    late: bool = False
    """An action's day has passed."""
    status: int = 422


NO_CODE = "Write the six digits of the code."
MISTAKES = [
    Mistake("/l/{token}/open", "prepared", NO_CODE, "declare"),
    Mistake(
        "/l/{token}/declare", "prepared", "Say whether you have a conflict of interest.", "declare"
    ),
    Mistake(
        "/l/{token}/declare/withdraw",
        "prepared",
        "Write how the mistake came about.",
        "declare",
        in_conflict=True,
    ),
    Mistake(
        "/l/{token}/report",
        "reports_asked",
        "Write at least one sentence. If you did nothing, write why.",
        "report",
        {"step": "send"},
    ),
    Mistake(
        "/l/{token}/asked",
        "reports_asked",
        "Write in a sentence or two why the table should meet.",
        "report",
    ),
    Mistake(
        "/l/{token}/information",
        "reports_asked",
        "Write in a sentence or two what the table should know.",
        "report",
    ),
    Mistake("/l/{token}/information/claim", "reports_asked", "Choose what you found.", "report"),
    Mistake(
        "/l/{token}/contribute",
        "reports_asked",
        "Write in a line what the institution can contribute.",
        "report",
    ),
    Mistake("/l/{token}/information/inquiry", "reports_asked", "Write the answer.", "report"),
    Mistake(
        "/l/{token}/files",
        "reports_asked",
        "No file was chosen, or it is empty.",
        "report",
        status=409,
    ),
    Mistake("/l/{token}/action", "minuted", "Choose how far it has come.", "report", late=True),
    Mistake("/l/{token}/sign", "review_met", "Choose what you want to do.", "sign"),
    Mistake("/l/{token}/close", "decided", "Choose what you want to do.", "close"),
    Mistake(
        "/l/{token}/here",
        "invited",
        "Write the six digits that stand on the screen in the room.",
        "read",
    ),
    Mistake("/k/{token}/code", "prepared", "Choose how the code comes."),
    Mistake("/k/{token}/read", "prepared", NO_CODE),
    Mistake("/k/{token}/confirm", "prepared", NO_CODE),
]
ASK_NOTHING = {
    "/l/{token}/declare/refuse",
    "/l/{token}/code",
    *("/l/{token}/app", "/l/{token}/desk"),
    "/l/{token}/leave",
    "/l/{token}/kept",  # what is wrong with its code is said as at the door
    "/l/{token}/other/{obstacle}",
    *("/l/{token}/own-number", "/l/{token}/anew"),
    *("/l/{token}/calendar", "/l/{token}/calendar/end"),
    "/l/{token}/read",
    "/l/{token}/files/{file_id:uuid}/remove",  # the same reason as an officer's
    "/k/{token}/no",
}
"""Nothing can be filled in wrongly: buttons alone, or a reason that may be left out."""


def test_every_form_of_a_member_is_among_them(portal: tuple[FastAPI, str]) -> None:
    app, _ = portal
    posted = {
        path
        for method, path in routes_of(app)
        if method == "POST" and path.startswith(("/l/", "/k/"))
    }
    assert posted == {mistake.path for mistake in MISTAKES} | ASK_NOTHING


@pytest.mark.parametrize("mistake", MISTAKES, ids=lambda mistake: mistake.path)
def test_a_mistake_is_told_in_the_members_own_language(
    browser: Browser, a_case: At, demo: Settings, mistake: Mistake
) -> None:
    case = a_case(mistake.scene)
    case.stage.settle()
    if mistake.late:
        case.stage.move_to(case.working_day(90) + timedelta(days=1))
    if mistake.in_conflict:
        case.declare_conflict(HEALTH)
    home = link_of(HEALTH, mistake.purpose) if mistake.purpose else a_change(case)
    if mistake.purpose and not mistake.path.endswith("/open"):
        Guest(browser, demo, home).enter(chosen="")
    for language in LANGUAGES:
        with unit_of_work() as work:
            person = work.session.get_one(Professional, professional(work, HEALTH).id)
            person.language = language
        browser.get(home)
        browser.hidden = {}
        answer = browser.post(f"{home}{mistake.path[10:]}", mistake.fields)
        assert answer.status_code == mistake.status
        assert f'<html lang="{language}">' in answer.text
        assert translator(language).gettext(mistake.said) in unescape(answer.text)


def a_change(case: ACase) -> str:
    """Another address for the health directorate; the page in its mail."""
    with case.manager() as work:
        seat = contacts.member_of(work, case.case, case.seat(HEALTH))
        person = seat.professional
        superior = (person.superior_name or "", person.superior_email or "")
        wanted = Contact("v.mehmeti@komuna.example", person.phone or "", *superior)
        contacts.change(work, case.case, seat.id, wanted, "Nga komuna.")
    with unit_of_work() as work:
        return f"/k/{work.session.scalars(select(ContactChange)).one().token}"
