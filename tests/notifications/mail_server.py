"""A real mail server that answers as it is told."""

import asyncio
import socket
import ssl
import threading
from collections import defaultdict, deque
from collections.abc import Iterator
from contextlib import contextmanager
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import Any, cast

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, Session

from notifications.channels import post
from tests.waiting import quiet_seconds

OK = "250 OK"
TAKEN = "taken, and dropped before it says so"
LATE = "taken, and said so once `says` is set"


class MailServer:
    """`answers["RCPT"].append("450 Later")`: the next RCPT gets it, those after it a 250; `drop`
    ends the connection instead. `CONNECT` is the greeting."""

    def __init__(self) -> None:
        self.answers: defaultdict[str, deque[str]] = defaultdict(deque)
        self.accepted: list[tuple[str, EmailMessage]] = []
        self.senders: list[str] = []
        self.connections = 0
        self.data_in_hand = threading.Event()
        self.release = threading.Event()
        self.release.set()
        self.says = threading.Event()
        self.port = 0

    def _answer(self, command: str) -> str:
        waiting = self.answers[command]
        return waiting.popleft() if waiting else OK

    async def handle_EHLO(
        self,
        server: SMTP,
        session: Session,
        envelope: Envelope,
        hostname: str,
        responses: list[str],
    ) -> list[str]:
        session.host_name = hostname
        self.connections += not session.ssl
        self._drop_if_told(server, self._answer("EHLO"))
        return responses

    async def handle_MAIL(
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        self.senders.append(address)
        answer = self._answer("MAIL")
        self._drop_if_told(server, answer)
        if answer == OK:
            envelope.mail_from = address
        return answer

    async def handle_RCPT(
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        answer = self._answer("RCPT")
        self._drop_if_told(server, answer)
        if answer == OK:
            envelope.rcpt_tos.append(address)
        return answer

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        self.data_in_hand.set()
        while not self.release.is_set():
            await asyncio.sleep(0.01)
        answer = self._answer("DATA")
        self._drop_if_told(server, answer)
        if answer in {OK, TAKEN, LATE}:
            message = message_from_bytes(envelope.original_content or b"", policy=policy.default)
            self.accepted += [(to, message) for to in envelope.rcpt_tos]
        while answer == LATE and not self.says.is_set():
            await asyncio.sleep(0.01)
        return OK if answer == LATE else answer

    def _drop_if_told(self, server: SMTP, answer: str) -> None:
        if answer in {"drop", TAKEN}:
            cast("asyncio.Transport", server.transport).abort()

    @property
    def message_ids(self) -> list[str]:
        return [str(message["Message-ID"]) for _, message in self.accepted]


class _Greeting(SMTP):
    """One that may say at once that it is busy."""

    is_greeted = False

    async def push(self, status: Any) -> None:
        waiting = self.event_handler.answers["CONNECT"]
        is_busy, self.is_greeted = not self.is_greeted and bool(waiting), True
        await super().push(waiting.popleft() if is_busy else status)
        if is_busy:
            cast("asyncio.Transport", self.transport).close()


class _Controller(Controller):
    def factory(self) -> SMTP:
        return _Greeting(self.handler, **self.SMTP_kwargs)


@contextmanager
def running(tls: ssl.SSLContext | None = None, **options: Any) -> Iterator[MailServer]:
    """The server on a free port; with a context it offers STARTTLS."""
    server = MailServer()
    controller = _Controller(
        server,
        hostname="127.0.0.1",
        port=0,
        tls_context=tls,
        ready_timeout=quiet_seconds(20),
        **options,
    )
    controller.port = server.port = free_port()
    controller.start()
    try:
        yield server
    finally:
        server.release.set()
        server.says.set()
        post.shared().close()  # or the server leaves its ends of what is kept unclosed
        controller.stop()


def nobody(_server: Any, _session: Any, _envelope: Any, _mechanism: str, _data: Any) -> AuthResult:
    """An authenticator that lets nobody in."""
    return AuthResult(success=False, handled=False)


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port: int = probe.getsockname()[1]
        return port


@contextmanager
def odd(greeting: bytes | None) -> Iterator[int]:
    """A listener that says one thing, or nothing at all, and then waits."""
    listener = socket.create_server(("127.0.0.1", 0))
    held: list[socket.socket] = []

    def listen() -> None:
        while True:
            try:
                connection, _ = listener.accept()
            except OSError:
                return
            held.append(connection)
            if greeting is not None:
                connection.sendall(greeting)

    thread = threading.Thread(target=listen, daemon=True)
    thread.start()
    try:
        yield listener.getsockname()[1]
    finally:
        listener.shutdown(socket.SHUT_RDWR)
        listener.close()
        thread.join(5)
        for connection in held:
            connection.close()
