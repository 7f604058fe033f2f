"""A member with a browser: opens the mailed link, reads the SMS, types the code."""

import re
from dataclasses import dataclass
from http import HTTPStatus

import httpx
from sqlalchemy import select

from core.settings import Settings
from models.case import Case, Member
from models.life import AuditEntry
from models.people import MemberLink
from models.session import unit_of_work
from notifications.mailbox import read_texts
from simulation.seed import professional
from tests.onrecord import reading
from tests.portal.conftest import Browser

HEALTH = "valon.mehmeti@komuna-ferizaj.example"
COMMUNITIES = "mirjana.djordjevic@komuna-ferizaj.example"
ADVOCATE = "shpresa.kelmendi@viktimat.example"
BY_CARD = {"means": "card"}
"""How an officer recognised somebody before a code is read out."""


def link_of(email: str, purpose: str) -> str:
    """The newest link of this purpose that somebody was mailed, of a case before the municipal."""
    with reading() as work:
        query = (
            select(MemberLink)
            .join(Member, Member.id == MemberLink.member_id)
            .where(MemberLink.purpose == purpose)
            .where(Member.professional_id == professional(work, email).id)
            .outerjoin(Case, Case.id == Member.life_id)
            .order_by(Case.id.is_(None), MemberLink.created_at.desc())
        )
        return f"/l/{work.session.scalars(query.limit(1)).one().token}"


def newest_code(settings: Settings) -> str:
    """What stands in the last SMS."""
    found = re.search(r"\b(\d{6})\b", read_texts(settings.state_dir)[-1].words)
    assert found is not None
    return found[1]


def acts() -> list[str]:
    """The trail, oldest first."""
    with unit_of_work() as work:
        return list(work.session.scalars(select(AuditEntry.act).order_by(AuditEntry.number)))


@dataclass
class Guest:
    """Somebody at their link."""

    browser: Browser
    settings: Settings
    home: str

    def get(self, path: str = "") -> httpx.Response:
        return self.browser.get(self.home + path)

    def post(self, path: str, fields: object = None) -> httpx.Response:
        """What a person does: where the page asks for a code of its own, type the one that came."""
        asked = self.ask(path, fields)
        waits = re.search(r'name="confirmation" value="([-\w]+)"', asked.text)
        if asked.status_code != HTTPStatus.OK or waits is None:
            return asked
        return self.confirm(path, fields, waits[1], newest_code(self.settings))

    def ask(self, path: str, fields: object = None) -> httpx.Response:
        """The form alone, as it is sent first."""
        return self.browser.post(self.home + path, fields)

    def confirm(self, path: str, fields: object, waits: str, code: str) -> httpx.Response:
        said = {"confirmation": waits, "code": code, "step": "confirm"}
        return self.browser.post(self.home + path, dict(fields or {}) | said)  # type: ignore[call-overload]

    def enter(self, chosen: str = "?lang=en") -> httpx.Response:
        """Ask for a code, type it, and see where it leads."""
        self.get(chosen)
        assert self.post("/code").status_code == 303
        self.get("/code")
        opened = self.post("/open", {"code": newest_code(self.settings)})
        assert opened.status_code == 303, opened.text
        onward = self.get("/go").headers["location"]
        return self.browser.get(onward)
