"""An operator's centre on the loopback: takes texts, and reports as it is told (SMPP 3.4)."""

import re
import socket
import struct
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Final

BIND_TRANSCEIVER, SUBMIT_SM, DELIVER_SM, UNBIND, ENQUIRE_LINK = 0x09, 0x04, 0x05, 0x06, 0x15
RESPONSE: Final = 0x80000000
STATE: Final = {"DELIVRD": 2, "UNDELIV": 5}


class Centre:
    """`reports` says what becomes of each text: DELIVRD, UNDELIV."""

    def __init__(self) -> None:
        self.port = 0
        self.texts: list[tuple[str, bytes]] = []
        self.reports = "DELIVRD"
        self.bound = threading.Event()
        self._number = 100

    def serve(self, listener: socket.socket) -> None:
        with suppress(OSError):
            while True:
                line, _ = listener.accept()
                threading.Thread(target=self._talk, args=(line,), daemon=True).start()

    def _talk(self, line: socket.socket) -> None:
        with suppress(OSError, struct.error), line:
            while head := _exactly(line, 16):
                length, command, _, number = struct.unpack(">IIII", head)
                body = _exactly(line, length - 16) if length > 16 else b""
                if command == BIND_TRANSCEIVER:
                    _say(line, command | RESPONSE, number, b"centre\0")
                    self.bound.set()
                elif command == SUBMIT_SM:
                    self._take(line, number, body)
                elif command in {UNBIND, ENQUIRE_LINK}:
                    _say(line, command | RESPONSE, number, b"")

    def _take(self, line: socket.socket, number: int, body: bytes) -> None:
        source, to, wants, text = _submitted(body)
        self.texts.append((to, text))
        name = f"{len(self.texts):08}"
        _say(line, SUBMIT_SM | RESPONSE, number, name.encode() + b"\0")
        if wants:
            self._number += 1
            _say(line, DELIVER_SM, self._number, _report(name, to, source, self.reports))


def _exactly(line: socket.socket, count: int) -> bytes:
    found = b""
    while len(found) < count:
        piece = line.recv(count - len(found))
        if not piece:
            return b""
        found += piece
    return found


def _say(line: socket.socket, command: int, number: int, body: bytes) -> None:
    line.sendall(struct.pack(">IIII", 16 + len(body), command, 0, number) + body)


def _submitted(body: bytes) -> tuple[str, str, bool, bytes]:
    """Source, destination, whether a report is asked for, and the text of a submit_sm (4.4.1)."""
    found = re.match(rb"[^\0]*\0..([^\0]*)\0..([^\0]*)\0...[^\0]*\0[^\0]*\0(.)...(.)", body, re.S)
    assert found is not None
    begin, length = found.end(), found[4][0]
    return found[1].decode(), found[2].decode(), bool(found[3][0]), body[begin : begin + length]


def _report(name: str, of: str, to: str, state: str) -> bytes:
    """A deliver_sm that is a receipt (SMPP 3.4, 5.2.12 and appendix B)."""
    said = (
        f"id:{name} sub:001 dlvrd:001 submit date:2611291200 done date:2611291201 "
        f"stat:{state} err:000 text:"
    ).encode()
    head = b"\0\1\1" + of.encode() + b"\0\1\1" + to.encode() + b"\0\x04\0\0\0\0\0\0\0\0"
    tlv = struct.pack(">HHB", 0x0427, 1, STATE[state])
    tlv += struct.pack(">HH", 0x001E, len(name) + 1) + name.encode() + b"\0"
    return head + bytes([len(said)]) + said + tlv


@contextmanager
def centre() -> Iterator[Centre]:
    found = Centre()
    listener = socket.create_server(("127.0.0.1", 0))
    found.port = listener.getsockname()[1]
    threading.Thread(target=found.serve, args=(listener,), daemon=True).start()
    try:
        yield found
    finally:
        listener.close()
