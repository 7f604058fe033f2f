"""A file on its way in: sealed as it comes, never whole in memory."""

import re
from typing import Any, Final

from python_multipart.exceptions import MultipartParseError
from python_multipart.multipart import MultipartParser, parse_options_header
from starlette.requests import Request

from core.spool import NoSpace, Spool
from portal.typed import TooManyFields, as_seen
from rules.files import MOST_BYTES

_TAKING: Final = re.compile(
    r"/(?:cases|l)/[^/]+/files|/cases/[^/]+/supplements/[^/]+/files"
    r"|/scans|/papers/[^/]+/signed-pdf"
)
UPLOAD_SECONDS: Final = 900
"""Twenty megabytes at 200 kilobits a second."""
DRAINED_BYTES: Final = 200_000_000
"""What is too large runs out unread, so that our answer reaches whoever sent it."""
MOST_FIELDS: Final = 20
FIELD_BYTES: Final = 20_000


class CutShort(Exception):
    """A body that ends before the form does, or is none."""


def takes_large_file(path: str) -> bool:
    return _TAKING.fullmatch(path) is not None


class Upload:
    """The fields of a form, and the file among them as far as it was kept."""

    def __init__(self, *, keeps: bool) -> None:
        self.name = ""
        self._content = Spool()
        self.size = 0
        """As it came, kept or not."""
        self._has_space = True
        self._keeps = keeps
        self._fields: list[tuple[str, bytearray]] = []
        self._header, self._value = bytearray(), bytearray()
        self._disposition = b""
        self._is_file = False
        self.is_ended = False
        """The form has come to its end, and not the connection alone."""

    @property
    def content(self) -> Spool:
        """Raises `NoSpace` where the disk took not all of it."""
        if not self._has_space:
            raise NoSpace
        return self._content

    @property
    def is_whole(self) -> bool:
        return self.content.size == self.size

    @property
    def typed(self) -> dict[str, list[str]]:
        found: dict[str, list[str]] = {}
        for name, value in self._fields:
            said = as_seen(value.decode("utf-8", "replace"))
            found.setdefault(name, []).append(said)
        return found

    def close(self) -> None:
        self._content.close()

    def callbacks(self) -> Any:
        return {
            "on_part_begin": self._part_begins,
            "on_header_field": lambda data, start, end: self._header.extend(data[start:end]),
            "on_header_value": lambda data, start, end: self._value.extend(data[start:end]),
            "on_header_end": self._header_ends,
            "on_headers_finished": self._headers_end,
            "on_part_data": self._data,
            "on_end": self._ends,
        }

    def _part_begins(self) -> None:
        self._disposition = b""
        self._is_file = False

    def _header_ends(self) -> None:
        if bytes(self._header).lower() == b"content-disposition":
            self._disposition = bytes(self._value)
        self._header.clear()
        self._value.clear()

    def _headers_end(self) -> None:
        _, said = parse_options_header(self._disposition)
        if b"filename" in said:
            if self.size:  # one file at a time
                raise TooManyFields
            self._is_file = True
            self.name = as_seen(said[b"filename"].decode("utf-8", "replace"))
            return
        if len(self._fields) == MOST_FIELDS:
            raise TooManyFields
        self._fields.append((said.get(b"name", b"").decode("utf-8", "replace"), bytearray()))

    def _ends(self) -> None:
        self.is_ended = True

    def _data(self, data: bytes, start: int, end: int) -> None:
        if self._is_file:
            self.size += end - start
            if self._keeps and self.size <= MOST_BYTES:
                self._keep(data[start:end])
            return
        value = self._fields[-1][1]
        value += data[start:end]
        if len(value) > FIELD_BYTES:
            raise TooManyFields

    def _keep(self, some: bytes) -> None:
        """On a full disk the rest runs out unread, so that what was typed beside it is not lost."""
        try:
            self._content.write(some)
        except NoSpace:
            self._keeps = self._has_space = False
            self._content.close()


async def receive_file(request: Request, *, keeps: bool) -> Upload:
    """Read a form with a file as it comes; raises `TooManyFields` or `CutShort`. Whoever may bring
    none is answered as ever, and nothing of the file is kept."""
    upload = Upload(keeps=keeps)
    try:
        _, said = parse_options_header(request.headers.get("content-type", ""))
        parser = MultipartParser(said.get(b"boundary", b""), upload.callbacks())
        seen = 0
        async for some in request.stream():
            seen += len(some)
            if seen > DRAINED_BYTES:
                raise TooManyFields
            parser.write(some)
        parser.finalize()
        if not upload.is_ended:  # its length is right, and its last line is missing: RFC 2046, 5.1
            raise CutShort
    except (MultipartParseError, ValueError):
        upload.close()
        raise CutShort from None
    except BaseException:
        upload.close()
        raise
    return upload
