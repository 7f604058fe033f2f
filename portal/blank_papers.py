"""The forms that are filled in by hand, of any case: what there is, and how each is made."""

from collections.abc import Callable, Mapping
from typing import Final

from core.i18n import Translator
from documents.paper import PrintedPaper
from models.people import Municipality
from portal import declaration_papers, family_papers, own_forms, record_papers, review_papers
from portal.papers import Printing

Blank = Callable[[Printing, Translator, Municipality | None], PrintedPaper]
FORMS: Final[Mapping[str, tuple[str, str, Blank]]] = {
    "declarations": (declaration_papers.BOTH, "18(2)", declaration_papers.blank),
    "monitoring": (review_papers.MONITORING, "14(6)", review_papers.monitoring_blank),
    "review": (review_papers.REVIEW, "15(2)", review_papers.review_blank),
    "report": (own_forms.REPORT, "8(9)", own_forms.report_blank),
    "visit": (record_papers.VISIT, "16(2)", record_papers.visit_blank),
    "decision": (record_papers.DECISION, "12(3)", record_papers.decision_blank),
    "opinion-child": (family_papers.FROM_A_CHILD, "17(2)", family_papers.child_blank),
    "opinion": (family_papers.FROM_AN_ADULT, "17(2)", family_papers.adult_blank),
    "annual-report": (own_forms.ANNUAL, "5(1.6)", own_forms.annual_blank),
}
"""By its place in an address: what it is called, under which article, and who makes it."""
