"""The words of the Regulation, which every article reference leads to."""

from typing import Annotated

from fastapi import APIRouter, HTTPException, Path
from starlette.responses import Response

from portal import our_limits
from portal.law import regulation
from portal.web import Open

router = APIRouter()


@router.get("/regulation")
def contents(page: Open) -> Response:
    return page.render("regulation/contents.html", articles=regulation(_text(page.language)))


@router.get("/regulation/ours")
def ours(page: Open) -> Response:
    """What the text leaves open, and what we chose there."""
    return page.render("regulation/ours.html", limits=list(our_limits.lines(page.say)))


@router.get("/regulation/{number}")
def article(page: Open, number: Annotated[int, Path(ge=1, le=99)]) -> Response:
    """One article, in Albanian for readers of Serbian too: we have no Serbian text of it."""
    text = _text(page.language)
    found = regulation(text).get(number)
    if found is None:
        raise HTTPException(404)
    return page.render("regulation/article.html", article=found, text=text)


def _text(language: str) -> str:
    return "en" if language == "en" else "sq"
