"""The demo's mailbox: what the mail server and the telephone took in, newest first."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Annotated, Final

from fastapi import APIRouter, Query
from starlette.responses import HTMLResponse, Response

from identity import credentials
from identity.access import NotThere
from notifications.mailbox import CapturedMail, find_mail, read_mails, read_texts
from portal.entering import RealTime
from portal.web import Open, Page

router = APIRouter(prefix="/dev")

SHOWN: Final = 60
LINK: Final = re.compile(r"(https?://[^\s<>\"]+)")
AS_SENT: Final = "default-src 'none'; style-src 'unsafe-inline'; sandbox allow-popups"
"""A mail styles itself within its own page, and can do nothing else there."""


@dataclass(frozen=True, slots=True)
class Item:
    """One line of the mailbox."""

    name: str
    at: datetime
    to: str
    title: str
    is_mail: bool


@router.get("/mailbox")
def mailbox(
    page: Open, clock: RealTime, to: Annotated[str, Query(max_length=200)] = ""
) -> Response:
    """Mails, SMS and codes of this demo; `to` narrows to one address or number."""
    items = [item for item in _items(page) if to.lower() in item.to.lower()]
    with page.sign_in_work(read_only=True) as work:
        codes = credentials.demo_codes(work, clock.now())
    shown = {email: code for email, code in codes.items() if to.lower() in email.lower()}
    return page.render("dev/mailbox.html", items=items[:SHOWN], to=to, codes=shown)


def _items(page: Page) -> list[Item]:
    folder = page.settings.state_dir
    mails = [
        Item(each.name, each.sent_at or each.accepted_at, ", ".join(each.recipients), each.subject,
             is_mail=True)
        for each in read_mails(folder, last=SHOWN * 5)
    ]  # fmt: skip
    texts = [
        Item(each.name, each.sent_at, each.to, each.words, is_mail=False)
        for each in read_texts(folder, last=SHOWN)
    ]
    return sorted([*mails, *texts], key=lambda item: item.name, reverse=True)


@router.get("/mailbox/{name}")
def mail_page(page: Open, name: str) -> Response:
    mail = _mail(page, name)
    lines = [list(_parts(line, page.settings.base_url)) for line in mail.text.splitlines()]
    return page.render("dev/mail.html", mail=mail, lines=lines)


@router.get("/mailbox/{name}/html")
def mail_as_sent(page: Open, name: str) -> Response:
    """The mail as its reader's program shows it, in a page that can do nothing."""
    headers = {"Content-Security-Policy": AS_SENT}
    return HTMLResponse(_mail(page, name).html, headers=headers)


def _mail(page: Page, name: str) -> CapturedMail:
    found = find_mail(page.settings.state_dir, name)
    if found is None:
        raise NotThere
    return found


def _parts(line: str, base_url: str) -> Iterator[tuple[str, str]]:
    """Text and the address it leads to; only our own pages become links."""
    for part in LINK.split(line):
        ours = LINK.fullmatch(part) and part.startswith(f"{base_url.rstrip('/')}/")
        yield part, part.removeprefix(base_url.rstrip("/")) if ours else ""
