"""An earlier file as a page lays it out, to be read and opened nowhere: beside Art. 18(1)."""

from typing import Any

from casework.table import signing
from casework.table.signing import ClosingForm
from core.i18n import N_
from models.session import Work
from portal import known_words, words
from portal.assessment_page import KINDS, sections
from portal.breaches import passed
from portal.decision_words import DECIDED, DISSENTED
from portal.inquiry_words import ANSWERED_BY, STANDS
from portal.picture import life_of
from portal.prose import blocks
from portal.web import Page
from queries.earlier_file import EarlierPapers
from queries.known_file import NAMES
from rules.known import FactName, Value


def of_papers(page: Page, work: Work, papers: EarlierPapers, *, named: bool) -> dict[str, Any]:
    """What `earlier/file.html` asks for beside Annex 1; names where they were asked for."""
    return {
        "papers": papers,
        "named": named,
        "blocks": blocks,
        "parts": sections,
        "kinds": KINDS,
        "decided": DECIDED,
        "dissented": DISSENTED,
        "life": life_of(page.say, papers.history, page.today),
        "passed": [passed(page.say, line, page.today) for line in papers.passed],
        "verified": words.VERIFICATIONS,
        "stands": STANDS,
        "answered_by": ANSWERED_BY,
        "aims": words.AIMS,
        "means": words.REQUEST_MEANS,
        "indicators": words.MONITORED,
        "told_by": words.FINDINGS_MEANS,
        **_of_family(page, papers, named=named),
        **_closing(work, papers),
    }


def _of_family(page: Page, papers: EarlierPapers, *, named: bool) -> dict[str, Any]:
    """Everybody by relation, every question about them, and who is marked: Art. 4(5)."""
    file = papers.known
    who = words.kin_names(page.say, [each.person.relation for each in file.people])

    def shown(name: FactName, value: Value) -> str:
        if name in NAMES and not named:
            return page.say.gettext(N_("on record, not shown"))
        return known_words.shown(page.say, name, value, file.officers)

    marked = [each.person.alleged_perpetrator for each in file.people]
    return {
        "known": file,
        "who": who,
        "shown": shown,
        "questions": known_words.QUESTIONS,
        "articles": known_words.ARTICLES,
        "violent": [name for name, is_marked in zip(who, marked, strict=True) if is_marked],
    }


def _closing(work: Work, papers: EarlierPapers) -> dict[str, Any]:
    """The form by which the case was closed, as it was signed."""
    closing = papers.closing
    laid = signing.read(work.session, closing.id, ClosingForm) if closing else None
    return {
        "closed_by": laid.words if laid else None,
        "closing_assessment": list(blocks(laid.words.assessment)) if laid else (),
        "ground_words": words.GROUNDS,
        "departures": words.DEPARTURES,
        "relations": words.RELATIONS,
        "outcomes": words.OUTCOMES,
    }
