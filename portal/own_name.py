"""Answers are given under the portal's own name only: no other stands in a page or redirect."""

import logging
import re
from typing import Final
from urllib.parse import urlsplit

from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Receive, Scope, Send

from core.setting_kinds import HERE
from core.settings import Settings

logger = logging.getLogger(__name__)

OF_WHOEVER_WATCHES: Final = frozenset({"/healthz", "/readyz"})
"""Asked by the address of the machine or container, and they say nothing of anybody."""
HOST: Final = re.compile(r"([\w.-]+|\[[0-9a-f:.]+\])(?::\d{1,5})?", re.ASCII | re.IGNORECASE)
MISDIRECTED: Final = 421
WORDS: Final = (
    "Kjo adresë nuk është e jona. Përdorni adresën që ju ka dhënë qendra.\n"
    "Ovo nije naša adresa. Koristite adresu koju vam je dao centar.\n"
    "This address is not ours. Use the one that the centre gave you.\n"
)


class OwnName:
    """Whoever points a name of theirs at this machine gets no page: neither one that a browser
    takes for theirs (DNS rebinding), nor one with their name in a redirect. RFC 9110, 7.4."""

    def __init__(self, app: ASGIApp, settings: Settings) -> None:
        self.app = app
        self.names = HERE | {urlsplit(settings.base_url).hostname or ""}
        self.has_told = False

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["path"] in OF_WHOEVER_WATCHES or self._is_ours(scope):
            await self.app(scope, receive, send)
            return
        self._tell()
        await PlainTextResponse(WORDS, MISDIRECTED)(scope, receive, send)

    def _is_ours(self, scope: Scope) -> bool:
        said = [value.decode("latin-1") for name, value in scope["headers"] if name == b"host"]
        return len(said) == 1 and _name(said[0]) in self.names

    def _tell(self) -> None:
        """Once: whoever changed the address forgot the setting, or a scanner is at work."""
        if not self.has_told:
            logger.warning(
                "Asked under a name that is not the one of TRYEZA_BASE_URL: answered 421"
            )
        self.has_told = True


def _name(host: str) -> str | None:
    """None where it is no name with or without a port (RFC 9110, 7.2)."""
    found = HOST.fullmatch(host)
    return found[1].strip("[]").lower() if found else None
