"""Every notice in every language as its reader has it, with invented facts: for administrators."""

from typing import Final

from fastapi import APIRouter
from starlette.responses import HTMLResponse, Response

from core.i18n import LANGUAGES
from identity.access import NotThere
from notifications import preview
from notifications.channels import sms
from notifications.notices import NOTICES
from notifications.preview import NoticeSample
from portal import security
from portal.message_words import READERS, kind_words
from portal.web import ForAdmin

router = APIRouter(prefix="/notices")

FRAMES: Final = f"{security.POLICY}; frame-src 'self'"
AS_READ: Final = (
    "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'self'; base-uri 'none';"
    " sandbox"
)
"""A letter styles itself within its own frame, leads nowhere, and can do nothing there."""


@router.get("")
def every_notice(page: ForAdmin) -> Response:
    """Each with its subject, whom it goes to, and the article it stands under."""
    rows = [
        (template, _sample(template, page.language), READERS[kind.read_by], kind_words(template))
        for template, kind in sorted(NOTICES.items())
    ]
    return page.render("notices/list.html", rows=rows, languages_shown=LANGUAGES)


@router.get("/{folder}/{template}")
def one_notice(page: ForAdmin, folder: str, template: str) -> Response:
    """Side by side in all languages."""
    name = _known(folder, template)
    shown = {language: _sample(name, language) for language in LANGUAGES}
    answer = page.render(
        "notices/one.html",
        name=name,
        shown=shown,
        parts=sms.parts,
        kind=kind_words(name),
        to=READERS[NOTICES[name].read_by],
    )
    answer.headers["Content-Security-Policy"] = FRAMES
    return answer


@router.get("/{folder}/{template}/{tongue}")
def as_read(_page: ForAdmin, folder: str, template: str, tongue: str) -> Response:
    """The letter alone, as a phone shows it."""
    found = _sample(_known(folder, template), tongue) if tongue in LANGUAGES else None
    if found is None or found.letter is None:
        raise NotThere
    headers = {"Content-Security-Policy": AS_READ, "X-Frame-Options": "SAMEORIGIN"}
    return HTMLResponse(found.letter.html, headers=headers)


def _known(folder: str, template: str) -> str:
    name = f"{folder}/{template}"
    if name not in NOTICES:
        raise NotThere
    return name


def _sample(template: str, language: str) -> NoticeSample:
    return preview.in_full(template, language)
