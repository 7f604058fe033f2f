"""SMS: the gateway's line, tried, and on wish with one text."""

import json
import secrets
from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, datetime
from typing import Any, Final

from pydantic import TypeAdapter, ValidationError

from core import reach
from core.i18n import N_
from core.ids import new_id
from core.setting_kinds import GatewayAddress, HeaderTable, Pattern
from core.settings import settings as current
from core.sms_settings import SHORTEST_SECRET
from deployments import lines
from deployments.setup.env_files import Folder, Setting
from deployments.setup.mails import FILE, TEST_WORDS
from deployments.setup.questions import (
    Answers,
    FoundByTrying,
    Odd,
    SetupQuestion,
    a_mobile_number,
    one_of,
)
from deployments.terminal import words
from notifications.channels import Verdict
from notifications.channels.gateway import Gateway
from notifications.channels.sms import Sms, plain


def questions(folder: Folder) -> list[SetupQuestion]:
    stands = folder.of(FILE)

    def one(key: str, ask: str, hint: str = "", **more: Any) -> SetupQuestion:
        held = stands.get(f"TRYEZA_SMS_{key.upper()}", more.pop("usual", ""))
        return SetupQuestion(key, ask, hint, stands=held, **more)

    return [
        one(
            "url",
            N_("Address of the SMS gateway"),
            N_("https://…, or http:// on this machine; with {to}, {text}, {sender}, {id}."),
            secret=True,
            check=_of(GatewayAddress),
        ),
        one("method", N_("POST or GET"), usual="POST", check=_method),
        one(
            "headers",
            N_("Its headers, as JSON"),
            N_('Like {"Authorization": "Bearer …"}; empty for none.'),
            secret=True,
            optional=True,
            check=_of(HeaderTable),
        ),
        one("body", N_("Its body"), N_("With the same places."), secret=True, optional=True),
        one(
            "from",
            N_("Sender that telephones show"),
            N_("Eleven letters and digits that say whose it is, or a number."),
            check=_a_sender_of_texts,
        ),
        *_what_it_answers(one, stands.get("TRYEZA_SMS_REPORT_SECRET", "")),
        SetupQuestion(
            "trial",
            N_("Send one trial text to"),
            N_("A mobile number; empty, and none is sent."),
            optional=True,
            check=a_mobile_number,
        ),
    ]


def _what_it_answers(one: Callable[..., SetupQuestion], secret: str) -> list[SetupQuestion]:
    def check(said: str) -> str:
        return _a_report_word(said, secret)

    return [
        one(
            "taken", N_("Its answer to what was taken"), _PATTERN, optional=True, check=_of(Pattern)
        ),
        one(
            "bad_number",
            N_("Its answer to a number that is none"),
            _PATTERN,
            optional=True,
            check=_of(Pattern),
        ),
        one(
            "report_secret",
            N_("Word by which the gateway reports"),
            N_("Twenty signs or more; empty, nobody reports. By new one is made, where none is."),
            secret=True,
            optional=True,
            check=check,
        ),
    ]


_PATTERN: Final = N_("A regular expression; empty, the code of the answer says it.")


def settings(_: Folder, said: Answers) -> Iterator[Setting]:
    for key, value in said.items():
        if key != "trial":
            yield Setting(FILE, f"TRYEZA_SMS_{key.upper()}", value)


AS_ASKED: Final[Mapping[str, str]] = {
    lines.NO_GATEWAY: N_(
        "The SMS gateway %(host)s:%(port)s does not answer: look at its address, and whether this"
        " machine may go out there."
    ),
    lines.NO_TLS: N_(
        "The SMS gateway %(host)s:%(port)s has no certificate for this name that the machine"
        " trusts: the file of its authority is asked for under Mail."
    ),
}


def told(folder: Folder, said: Answers) -> Iterator[FoundByTrying]:
    """What the gateway's side has to be told; the word itself is read where it stands."""
    if said["report_secret"]:
        message = N_(
            "The gateway reports to %(url)s/sms/report, with the word that stands under"
            " TRYEZA_SMS_REPORT_SECRET in %(path)s: give it both."
        )
        base = folder.get("common.env", "TRYEZA_BASE_URL")
        yield FoundByTrying(message, {"url": base, "path": folder.path / FILE})


def tried(said: Answers) -> list[FoundByTrying]:
    found = lines.sms({"TRYEZA_SMS_URL": said["url"]})
    if not found.works:
        return [FoundByTrying(AS_ASKED.get(found.message, found.message), found.facts)]
    places = said["url"] + said["body"]
    if "{to}" not in places or "{text}" not in places:
        message = N_(
            "Address and body say nowhere {to} and {text}: nothing would be sent to anybody."
        )
        return [FoundByTrying(message)]
    return list(_trial_text(said["trial"])) if said["trial"] else []


def _trial_text(to: str) -> Iterator[FoundByTrying]:
    text = Sms(str(new_id()), to, plain(words().gettext(TEST_WORDS)), datetime.now(UTC))
    reply = Gateway(current()).send(text)
    if reply.verdict != Verdict.ACCEPTED:
        message = N_("The gateway did not take the trial text (%(said)s): look at its answers.")
        yield FoundByTrying(message, {"said": reply.words})


def _of(kind: Any) -> Callable[[str], str]:
    """As `core.settings` checks it, and in its words."""
    adapter: TypeAdapter[Any] = TypeAdapter(kind)

    def check(said: str) -> str:
        try:
            adapter.validate_python(said)
        except (ValidationError, json.JSONDecodeError):
            raise Odd(_KINDS[kind]) from None
        return said

    return check


_KINDS: Final = {
    GatewayAddress: N_("The address is https://…, or http:// on this machine."),
    HeaderTable: N_('The headers are one JSON object of texts: {"Name": "value"}.'),
    Pattern: N_("This is no regular expression."),
}


def _method(said: str) -> str:
    return one_of("post", "get")(said).upper()


def _a_sender_of_texts(said: str) -> str:
    if not reach.is_sender(said):
        raise Odd(
            N_(
                "Operators take eleven letters and digits that say whose it is (not INFO, SMS or"
                " CODE), or a number."
            )
        )
    return said


def _a_report_word(said: str, stands: str) -> str:
    """One that stands is kept: the gateway has been told it."""
    if said == "new":
        return stands or secrets.token_hex(20)
    if len(said) < SHORTEST_SECRET:
        raise Odd(N_("Twenty signs or more, so that nobody guesses it."))
    return said
