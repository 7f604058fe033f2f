"""SMS by an HTTP gateway: an operator's, or a Kannel that speaks SMPP to one.

What is sent, and what its answer means, are settings: no two gateways agree on either. The answer
decides about the message, and only a pattern that is given decides about the number.
"""

import asyncio
import html
import json
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final
from urllib.parse import quote_plus

import httpx

from core.settings import Settings, settings
from models.outbox import MailCause
from notifications.channels import Reply, Verdict
from notifications.channels.mail_line import trust
from notifications.channels.post import on_the_wire
from notifications.channels.sms import Console, Sms, SmsSender
from notifications.mailbox import SMS_FOLDER

SECONDS: Final = 15.0
"""For all of it, however slowly it is answered: less than a message's lease (`delivery.LEASE`)."""
TO_REACH: Final = 10.0
MOST: Final = 65_536
"""Bytes of an answer that are read; one that is longer is none of a gateway."""
LONGEST_ID: Final = 100
NOT_NOW: Final = frozenset({408, 425, 429, 503})
"""The gateway says itself that it took nothing: RFC 9110, 15.6.4; RFC 6585, 4."""
_PLACE: Final = re.compile(r"\{(to|text|sender|id)\}")


@dataclass(frozen=True, slots=True)
class GatewayAnswer:
    """What a gateway said: its code, and the beginning of its words, which nobody keeps."""

    code: int
    words: str


class Gateway:
    """One request a message, and never a second one for what may have been taken."""

    def __init__(self, asked: Settings) -> None:
        self.asked = asked

    def send(self, text: Sms) -> Reply:
        """Raises nothing. Without an answer it is `unknown`: a second SMS would alarm."""
        try:
            return self._understood(on_the_wire(self._ask_in_time(text)))
        except (httpx.ConnectError, httpx.ConnectTimeout):
            return Reply(Verdict.DELAYED, "gateway not reached", cause=MailCause.UNANSWERED)
        except (httpx.HTTPError, TimeoutError):
            return Reply(Verdict.UNKNOWN, "no answer", cause=MailCause.UNANSWERED)
        except (httpx.InvalidURL, ValueError):  # no request was made of it
            return Reply(Verdict.DELAYED, "gateway settings", cause=MailCause.OURS)

    async def _ask_in_time(self, text: Sms) -> GatewayAnswer:
        """Redirects lead nowhere: whom the settings name is asked, and nobody else."""
        times = httpx.Timeout(SECONDS, connect=TO_REACH)
        async with (
            asyncio.timeout(SECONDS),
            httpx.AsyncClient(timeout=times, verify=trust(), trust_env=False) as client,
        ):
            return await self._ask(client, text)

    async def _ask(self, client: httpx.AsyncClient, text: Sms) -> GatewayAnswer:
        asked = self.asked
        said = {"to": text.to, "text": text.words, "sender": asked.sms_from, "id": text.id}
        body = asked.sms_body.get_secret_value()
        async with client.stream(
            asked.sms_method,
            filled(asked.sms_url.get_secret_value(), said, quote_plus),
            headers=asked.sms_header_lines,
            content=filled(body, said, written_as(asked.sms_header_lines)) if body else None,
        ) as answer:
            words = b""
            async for piece in answer.aiter_bytes():
                words += piece
                if len(words) > MOST:
                    break
        return GatewayAnswer(answer.status_code, words[:MOST].decode("utf-8", "replace"))

    def _understood(self, answer: GatewayAnswer) -> Reply:
        bad, taken = self.asked.sms_bad_number, self.asked.sms_taken
        if bad and re.search(bad, answer.words):
            return Reply(Verdict.REFUSED, f"{answer.code} number", cause=MailCause.ADDRESS)
        if httpx.codes.is_success(answer.code) and (not taken or re.search(taken, answer.words)):
            found = re.search(self.asked.sms_id, answer.words) if self.asked.sms_id else None
            id = found[1][:LONGEST_ID] if found and found[1] else None
            return Reply(Verdict.ACCEPTED, f"{answer.code} accepted", gateway_id=id)
        if httpx.codes.is_server_error(answer.code) and answer.code not in NOT_NOW:
            return Reply(Verdict.UNKNOWN, f"{answer.code} gateway", cause=MailCause.UNANSWERED)
        cause = MailCause.TEMPORARY if answer.code in NOT_NOW else MailCause.SERVER
        return Reply(Verdict.DELAYED, f"{answer.code} gateway", cause=cause)


def written_as(headers: dict[str, str]) -> Callable[[str], str]:
    """How a value stands in a body: by its Content-Type, else as in a form."""
    kind = next((said for name, said in headers.items() if name.lower() == "content-type"), "")
    if "json" in kind:
        return lambda value: json.dumps(value)[1:-1]
    if "xml" in kind:
        return html.escape
    return quote_plus


def filled(template: str, said: dict[str, str], written: Callable[[str], str]) -> str:
    """The template with `{to}`, `{text}`, `{sender}` and `{id}` in place; other braces stay."""
    return _PLACE.sub(lambda place: written(said[place[1]]), template)


def sender() -> SmsSender:
    """The sender that the settings ask for; without one a process of production does not begin:
    `core.settings.Settings.lacks`."""
    current = settings()
    if current.sms_url.get_secret_value():
        return Gateway(current)
    return Console(current.state_dir / SMS_FOLDER)
