"""`python -m deployments.smtp_capture PORT FOLDER`: a mail server that keeps every mail as a file.

It stands where the mail server of an institution would; the mailbox page reads what it keeps.
"""

import signal
import sys
import threading
from pathlib import Path

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

from deployments.prefect_settings import LOOPBACK
from notifications import mailbox

LARGEST = 10_000_000


class Keeper:
    """Says 250 only when the mail is on disk: what was accepted is not lost."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: ARG002
        """Keep the mail under the moment of its acceptance, with the envelope in front."""
        content = envelope.original_content or b""
        mailbox.store(self.folder, envelope.mail_from or "", envelope.rcpt_tos, content)
        return "250 Kept"


def main() -> None:
    port, folder = sys.argv[1:]
    controller = Controller(
        Keeper(Path(folder)), hostname=LOOPBACK, port=int(port), data_size_limit=LARGEST
    )
    ended = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: ended.set())
    controller.start()
    ended.wait()
    controller.stop()


if __name__ == "__main__":
    main()
