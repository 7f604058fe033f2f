"""The newest signed end of the trail goes to where neither we nor the database's owner can change
it: two people's mail, and another machine's address (0153). It says nothing of anybody.
"""

import json
import logging
from datetime import UTC, datetime
from html import escape
from typing import Final

import httpx

from core.i18n import N_, translator
from core.logs import describe
from core.settings import settings
from core.trail import Head
from notifications.channels import Letter, Verdict, mail, post
from notifications.channels.mail import BadAddress

logger = logging.getLogger(__name__)

PATIENCE: Final = 20.0


def tell(head: Head, faults: int, known: int = 0) -> dict[str, bool]:
    """Whether it reached each place that is set; the places are named by their number."""
    own = settings()
    told = {}
    with post.Lines() as line:
        for number, address in enumerate(own.trail_readers, 1):
            told[f"mail {number}"] = _by_mail(line, address, head, faults, known)
    if own.trail_url is not None:
        told["url"] = _by_post(own.trail_url, head, faults, known)
    return told


def _by_mail(line: post.Lines, address: str, head: Head, faults: int, known: int) -> bool:
    day = head.sealed_at.date().isoformat()
    message_id = (
        f"<trail-{head.position}-{day}@{settings().smtp_from.rpartition('@')[2].strip('>')}>"
    )
    try:
        envelope = mail.envelope(
            _letter(head, faults, known), to=address, message_id=message_id, date=datetime.now(UTC)
        )
    except BadAddress:
        return False
    return line.send_one(envelope).verdict is Verdict.ACCEPTED


def _letter(head: Head, faults: int, known: int) -> Letter:
    say = translator(settings().language).gettext
    lines = [
        say(N_("Keep this mail: on any later day it tells whether what is on record was changed.")),
        "",
        json.dumps(head.as_json()),
        "",
        say(_words(faults, known), count=known),
        settings().base_url,
    ]
    text = "\n".join(lines) + "\n"
    return Letter(
        subject=say(N_("Tryeza: end of the trail, entry %(number)s"), number=head.position),
        sender="Tryeza",
        text=text,
        html=f"<pre>{escape(text)}</pre>\n",
        language=settings().language,
    )


def _words(faults: int, known: int) -> str:
    if faults:
        return N_("Something in the record is not as it was written: run `tryeza audit verify`.")
    if known:
        return N_(
            "What was checked is as it was written, but for %(count)s places that were looked into."
        )
    return N_("Nothing that was checked is other than it was written.")


def _by_post(url: str, head: Head, faults: int, known: int) -> bool:
    try:
        said = httpx.post(
            url, json={**head.as_json(), "faults": faults, "known": known}, timeout=PATIENCE
        )
    except httpx.HTTPError as error:
        logger.warning("The trail's end was not taken: %s", describe(error))
        return False
    return said.is_success
