"""What a server that knows RFC 3461 says of a mail that it gives back: which one it is, and its
headers alone, so that no link travels twice."""

from collections.abc import Sequence
from contextlib import suppress

import aiosmtplib

from notifications.channels.mail import Envelope


async def begin(client: aiosmtplib.SMTP, envelope: Envelope) -> None:
    """MAIL, with the envelope's id, under which a report names it."""
    if client.is_ehlo_or_helo_needed:  # what the server can is known by it
        with suppress(aiosmtplib.SMTPHeloError):  # it may take a HELO yet
            await client.ehlo()
    known = f"ENVID={_xtext(envelope.message_id.strip('<>'))}"
    options = ("RET=HDRS", known) if client.supports_extension("dsn") else ()
    await client.mail(envelope.sender, options=options)


def of_recipient(client: aiosmtplib.SMTP, envelope: Envelope) -> Sequence[str]:
    if not client.supports_extension("dsn"):
        return ()
    return "NOTIFY=FAILURE", f"ORCPT=rfc822;{_xtext(envelope.recipient)}"


def _xtext(text: str) -> str:
    """RFC 3461, 4: printable ASCII without `+` and `=`."""
    return "".join(
        sign if "!" <= sign <= "~" and sign not in "+=" else f"+{ord(sign):02X}" for sign in text
    )
