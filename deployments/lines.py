"""The lines to people, tried: a mail server and an SMS gateway are reached, and nothing is sent.

`tryeza setup` tries what was answered, `tryeza doctor` what stands.
"""

import asyncio
import re
import ssl
from collections.abc import Mapping
from contextlib import suppress
from email.utils import parseaddr
from typing import Final
from urllib.parse import urlsplit

from core.i18n import N_
from deployments.checks import Check
from notifications.channels import Reply, Verdict
from notifications.channels.mail_line import LOOPBACK, TO_TRY, MailLine, trust
from notifications.channels.post import on_the_wire

NO_MAIL: Final = N_("The mail server %(host)s:%(port)s does not answer: check SMTP_HOST.")
UNTRUSTED: Final = N_(
    "The mail server %(host)s:%(port)s has no certificate for this name that the machine trusts:"
    " give the name on its certificate, name its authority in SSL_CERT_FILE, or look whether"
    " SMTP_TLS is right (starttls, or tls from the first byte)."
)
UNOFFERED: Final = N_(
    "The mail server %(host)s:%(port)s offers no TLS, or takes no sign-in: look at SMTP_PORT and"
    " SMTP_TLS."
)
NOT_LET_IN: Final = N_(
    "The mail server %(host)s:%(port)s does not take SMTP_USER and SMTP_PASSWORD (%(code)s)."
)
OTHERWISE: Final = N_(
    "Something else than a mail server answers at %(host)s:%(port)s: look at SMTP_PORT and"
    " SMTP_TLS."
)
_OF_MAIL: Final = (
    ("no trusted TLS", UNTRUSTED),
    ("TLS or sign-in not offered", UNOFFERED),
    ("sign-in", NOT_LET_IN),
    ("greeting", N_(
        "The mail server %(host)s:%(port)s refuses this machine (%(code)s): let it in there."
    )),
    ("not a mail server", OTHERWISE),
)  # fmt: skip

NO_GATEWAY: Final = N_(
    "The SMS gateway %(host)s:%(port)s does not answer: check TRYEZA_SMS_URL, and whether this"
    " machine may go out there."
)
NO_TLS: Final = N_(
    "The SMS gateway %(host)s:%(port)s has no certificate for this name that the machine trusts:"
    " name its authority in SSL_CERT_FILE."
)


def mail(env: Mapping[str, str]) -> Check:
    """The mail server: reached, with its TLS, signed in."""
    host, port = env.get("SMTP_HOST") or LOOPBACK, env.get("SMTP_PORT", "25")
    facts: dict[str, object] = {"host": host, "port": port}
    if not port.isdigit():
        return Check("mail", False, NO_MAIL, facts)
    line = MailLine(
        host=host,
        port=int(port),
        tls=env.get("SMTP_TLS", "starttls"),
        sender=parseaddr(env.get("SMTP_FROM", ""))[1] or "tryeza@localhost",
        user=env.get("SMTP_USER") or None,
        password=env.get("SMTP_PASSWORD") or None,
    )
    reply = on_the_wire(line.tried())
    if reply.verdict == Verdict.ACCEPTED:
        return Check("mail", True, N_("The mail server %(host)s:%(port)s answers."), facts)
    return Check("mail", False, of_mail(reply), facts | {"code": code_of(reply)})


def of_mail(reply: Reply) -> str:
    """What to do about an answer that let nothing through."""
    return next((words for part, words in _OF_MAIL if part in reply.words), NO_MAIL)


def code_of(reply: Reply) -> str:
    found = re.match(r"\d{3}(?: \d\.\d+\.\d+)?", reply.words)
    return found[0] if found else reply.words


def sms(env: Mapping[str, str]) -> Check:
    """The gateway: reached, with its TLS. It says nothing before it is given a text."""
    address = urlsplit(env.get("TRYEZA_SMS_URL", ""))
    host = address.hostname or ""
    is_tls = address.scheme == "https"
    with suppress(ValueError):
        port = address.port or (443 if is_tls else 80)
        if host:
            return on_the_wire(_reached(host, port, is_tls=is_tls))
    return Check("sms", False, N_("The SMS gateway has no address: set TRYEZA_SMS_URL."))


def reports(env: Mapping[str, str]) -> Check:
    """Whether the gateway could say what became of a text: a code that no telephone had would else
    be thought to have arrived."""
    if env.get("TRYEZA_SMS_REPORT_SECRET"):
        return Check("sms reports", True, N_("The SMS gateway may report what became of a text."))
    message = N_(
        "Nobody reports what became of a text, and one that reached no telephone looks as if it"
        " had arrived. Let the gateway report, with TRYEZA_SMS_REPORT_SECRET: `tryeza setup` makes"
        " one (report_secret) and says where the reports go."
    )
    return Check("sms reports", True, message, warns=True)


async def _reached(host: str, port: int, *, is_tls: bool) -> Check:
    facts = {"host": host, "port": port}
    try:
        async with asyncio.timeout(TO_TRY):
            asked = asyncio.open_connection(host, port, ssl=trust() if is_tls else None)
            _, out = await asked
            out.close()
            with suppress(OSError):
                await out.wait_closed()
    except OSError as error:
        message = NO_TLS if isinstance(error, ssl.SSLError) else NO_GATEWAY
        return Check("sms", False, message, facts)
    return Check("sms", True, N_("The SMS gateway %(host)s:%(port)s answers."), facts)
