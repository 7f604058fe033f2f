"""A sealed file is said before a form opens: beside Art. 17(5)."""

from http import HTTPMethod

from models.case import Case
from portal.web import Page
from rules.phases import check_open


def before_the_form(page: Page, case: Case | None) -> None:
    """Refuses to open it, with the way beside the file; who sent one reads what they typed."""
    if case is not None and page.request.method == HTTPMethod.GET:
        check_open(case.phase, case.number)
