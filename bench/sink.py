"""`python -m bench.sink PORT FILE`: a mail server that takes everything, and says at the end what.

The file has one Message-ID a line. Its CPU is nobody's but its own.
"""

import asyncio
import re
import signal
import sys
from pathlib import Path

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

MESSAGE_ID = re.compile(rb"^Message-ID:\s*(\S+)", re.IGNORECASE | re.MULTILINE)


class Sink:
    """Keeps nothing of a mail but its Message-ID."""

    def __init__(self) -> None:
        self.taken: list[bytes] = []

    async def handle_DATA(self, _server: SMTP, _session: Session, envelope: Envelope) -> str:
        found = MESSAGE_ID.search(envelope.original_content or b"")
        self.taken.append(found[1] if found else b"?")
        return "250 OK"


async def serve(port: int, file: Path) -> None:
    sink, ended = Sink(), asyncio.Event()
    server = Controller(sink, hostname="127.0.0.1", port=port)
    server.start()
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, ended.set)
    await ended.wait()
    server.stop()
    file.write_bytes(b"\n".join(sink.taken))


if __name__ == "__main__":
    asyncio.run(serve(int(sys.argv[1]), Path(sys.argv[2])))
