"""The forms that are filled in by hand, of any case: what there is, and how each is made."""

from collections.abc import Callable, Mapping
from typing import Final

from core.i18n import Translator
from documents.paper import PrintedPaper
from models.people import Municipality
from portal import declaration_papers, review_papers
from portal.papers import Printing

Blank = Callable[[Printing, Translator, Municipality | None], PrintedPaper]
FORMS: Final[Mapping[str, tuple[str, str, Blank]]] = {
    "declarations": (declaration_papers.BOTH, "18(2)", declaration_papers.blank),
    "monitoring": (review_papers.MONITORING, "14(6)", review_papers.monitoring_blank),
    "review": (review_papers.REVIEW, "15(2)", review_papers.review_blank),
}
"""By its place in an address: what it is called, under which article, and who makes it."""
