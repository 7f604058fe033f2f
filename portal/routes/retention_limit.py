"""How long closed files are kept, which another act sets: the administrator enters it, and sees
numbers alone: 0259."""

from collections.abc import Iterator
from typing import Annotated, Any

from fastapi import APIRouter
from pydantic import Field
from starlette.responses import Response

from casework.municipality import retention_rule
from core.i18n import N_
from portal.fields import Ask, Prose
from portal.forms import FormModel, Gap, Sheet
from portal.fresh import FreshAdmin
from portal.web import ForAdmin, Page
from queries import retention
from rules.retention import MOST_YEARS

router = APIRouter(prefix="/retention-limit")


class EnterRetention(FormModel):
    """How many years, and where it stands."""

    years: Annotated[
        int | None,
        Field(ge=1, le=MOST_YEARS),
        Ask(N_("How many years?"), hint=N_("From the day on which a case is sealed."), open=True),
    ] = None
    none_holds: Annotated[bool, Ask(N_("No limit holds any more"))] = False
    source: Annotated[
        Prose,
        Ask(
            N_("Where does it stand?"),
            hint=N_("The act, its number and the paragraph, or what ended it."),
            missing=N_("Name the act and the paragraph."),
        ),
    ]

    @classmethod
    def gaps(cls, sheet: Sheet[Any]) -> Iterator[Gap]:
        """A number of years, or that none holds; not both."""
        if bool(sheet.value("years").strip()) == bool(sheet.known("none_holds")):
            yield "years", N_("Write the number of years, or say that no limit holds any more.")


@router.get("")
def limits_page(page: ForAdmin) -> Response:
    return _list(page, Sheet(EnterRetention))


@router.post("")
def enter(page: FreshAdmin) -> Response:
    """Put a limit on record; what was entered before stays."""
    sheet = page.typed(EnterRetention)

    def act(form: EnterRetention) -> Response:
        with page.work() as work:
            retention_rule.enter(work, years=form.years, source=form.source)
        return page.go("/retention-limit", done=N_("The limit is on record."))

    return page.submit(sheet, act, again=lambda: _list(page, sheet))


def _list(page: Page, sheet: Sheet[EnterRetention]) -> Response:
    with page.work(read_only=True) as work:
        return page.render(
            "retention/limit.html",
            entered=retention.rules_entered(work),
            counts=retention.counts(work),
            sheet=sheet,
        )
