"""`python -m deployments.smtp_capture PORT FOLDER`: a mail server that keeps every mail as a file.

It stands where the mail server of an institution would; the mailbox page reads what it keeps.
"""

import asyncio
import socket
import sys
from collections.abc import Awaitable, Sequence
from pathlib import Path
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

from core.sockets import handed_over
from deployments.prefect_settings import LOOPBACK
from notifications import mailbox
from runtime.ending import Ending

LARGEST = 10_000_000


class MailCapture:
    """Says 250 only when the mail is on disk: what was accepted is not lost."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: ARG002
        """Keep the mail under the moment of its acceptance, with the envelope in front."""
        content = envelope.original_content or b""
        try:
            mailbox.store(self.folder, envelope.mail_from or "", envelope.rcpt_tos, content)
        except OSError:  # aiosmtpd's own answer would be a 500, and no mail is at fault
            return "452 4.3.1 No room on the disk"
        return "250 Kept"


class OnSocket(Controller):
    """A mail server on the socket that is held for it, where there is one."""

    def __init__(self, *args: Any, sockets: Sequence[socket.socket] | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._sockets = sockets

    def _create_server(self) -> Awaitable[asyncio.AbstractServer]:
        if not self._sockets:
            own: Awaitable[asyncio.AbstractServer] = super()._create_server()
            return own
        created: Awaitable[asyncio.AbstractServer] = self.loop.create_server(
            self._factory_invoker, sock=self._sockets[0]
        )
        return created


def main() -> None:
    ending = Ending()
    ending.listen()
    port, folder = sys.argv[1:]
    controller = OnSocket(
        MailCapture(Path(folder)),
        hostname=LOOPBACK,
        port=int(port),
        data_size_limit=LARGEST,
        sockets=handed_over(),
    )
    controller.start()
    ending.wait()
    controller.stop()


if __name__ == "__main__":
    main()
