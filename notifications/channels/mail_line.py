"""How the mail server is reached, and what it makes of us before a mail."""

import asyncio
import ssl
from contextlib import suppress
from dataclasses import dataclass
from email.utils import parseaddr
from functools import lru_cache
from typing import Final, Self

import aiosmtplib

from core.settings import Settings
from notifications.channels import Reply, Verdict
from notifications.channels.answers import of_error

PER_COMMAND: Final = 20.0
PARTING: Final = 2.0  # what a goodbye may take
TO_TRY: Final = 15.0
LOOPBACK: Final = "127.0.0.1"


@lru_cache(maxsize=1)
def trust() -> ssl.SSLContext:
    """The authorities this machine trusts; SSL_CERT_FILE adds a mail server's own."""
    return ssl.create_default_context()


@dataclass(frozen=True, slots=True)
class MailLine:
    """The server, and who we are to it."""

    host: str
    port: int
    tls: str
    sender: str
    user: str | None = None
    password: str | None = None

    @classmethod
    def of(cls, current: Settings) -> Self:
        word = current.smtp_password
        return cls(
            host=current.smtp_host or LOOPBACK,
            port=current.smtp_port,
            tls=current.smtp_tls,
            sender=parseaddr(current.smtp_from)[1],
            user=current.smtp_user,
            password=word.get_secret_value() if word else None,
        )

    def client(self) -> aiosmtplib.SMTP:
        """TLS is there as asked for, or there is no connection."""
        return aiosmtplib.SMTP(
            hostname=self.host,
            port=self.port,
            username=self.user,
            password=self.password,
            local_hostname=self.sender.rpartition("@")[2],
            timeout=PER_COMMAND,
            use_tls=self.tls == "tls",
            start_tls=self.tls == "starttls",
            tls_context=trust() if self.tls != "none" else None,
        )

    async def tried(self) -> Reply:
        """Reached, with its TLS, and signed in. Nothing is sent; raises nothing."""
        client = self.client()
        try:
            async with asyncio.timeout(TO_TRY):
                await client.connect()
        except (aiosmtplib.SMTPException, OSError, ValueError) as error:
            return of_error(error)
        with suppress(aiosmtplib.SMTPException, OSError):
            await client.quit(timeout=PARTING)
        client.close()
        return Reply(Verdict.ACCEPTED, "reached")
