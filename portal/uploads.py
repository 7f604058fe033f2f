"""A body with a file, on the few pages that take one: it is kept in memory and nowhere else."""

import re
from collections.abc import AsyncGenerator
from typing import Final

from starlette.datastructures import Headers, UploadFile
from starlette.formparsers import MultiPartException, MultiPartParser

from portal.typed import TooManyFields, as_seen

PARTS: Final = "multipart/form-data"
_TAKING: Final = re.compile(r"/people/[a-z-]+/file")
MOST_FIELDS: Final = 10


def takes_file(path: str) -> bool:
    return _TAKING.fullmatch(path) is not None


async def parse_parts(headers: Headers, body: bytes) -> dict[str, list[str]]:
    """The fields, and of each file what it says; raises `TooManyFields`.

    Letters that are not UTF-8 become U+FFFD, of which whoever reads the field says so.
    """

    async def whole() -> AsyncGenerator[bytes, None]:
        yield body

    parser = MultiPartParser(
        headers, whole(), max_files=1, max_fields=MOST_FIELDS, max_part_size=len(body) + 1
    )
    parser.spool_max_size = len(body) + 1  # never to the disk
    try:
        form = await parser.parse()
    except (MultiPartException, KeyError):
        raise TooManyFields from None
    typed: dict[str, list[str]] = {}
    for name, value in form.multi_items():
        if isinstance(value, UploadFile):
            said = (await value.read()).decode("utf-8", "replace")
            await value.close()
        else:
            said = value
        typed.setdefault(name, []).append(as_seen(said))
    return typed
