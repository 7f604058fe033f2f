"""The limit for the comprehensive assessment, which another act sets: Art. 12(5)."""

from collections.abc import Iterator
from typing import Annotated, Any, Final

from fastapi import APIRouter
from pydantic import Field
from starlette.responses import Response

from casework.municipality import assessment_limit
from core.i18n import N_
from portal.fields import Ask, Day, Prose
from portal.forms import FormModel, Gap, Sheet
from portal.web import ForAdmin, Page
from queries import assessment_limits
from rules.assessment_limit import CountedFrom

router = APIRouter(prefix="/assessment-limit")

COUNTED: Final = {
    CountedFrom.REFERRAL: N_("the referral"),
    CountedFrom.INITIAL_ASSESSMENT: N_("the manager's initial assessment"),
}


class EnterLimit(FormModel):
    """How many days, from when, for whom, and where it stands."""

    days: Annotated[
        int | None,
        Field(ge=1, le=3650),
        Ask(N_("How many days?"), hint=N_("Calendar days; the last one is in time."), open=True),
    ] = None
    none_holds: Annotated[bool, Ask(N_("No limit holds any more"))] = False
    counted_from: Annotated[
        CountedFrom,
        Ask(N_("Counted from what?"), missing=N_("Choose from what it is counted.")),
    ]
    valid_from: Annotated[
        Day,
        Ask(
            N_("For children referred from which day on?"),
            missing=N_("Write the day from which it holds."),
        ),
    ]
    source: Annotated[
        Prose,
        Ask(
            N_("Where does it stand?"),
            hint=N_("The act, its number and the paragraph; officers read it on each case."),
            missing=N_("Name the act and the paragraph."),
        ),
    ]

    @classmethod
    def gaps(cls, sheet: Sheet[Any]) -> Iterator[Gap]:
        """A number of days, or that none holds; not both."""
        if bool(sheet.value("days").strip()) == bool(sheet.known("none_holds")):
            yield "days", N_("Write the number of days, or say that no limit holds any more.")


@router.get("")
def limits_page(page: ForAdmin) -> Response:
    """What was entered, and the form for another."""
    return _list(page, Sheet(EnterLimit))


def _list(page: Page, sheet: Sheet[EnterLimit]) -> Response:
    with page.work(read_only=True) as work:
        return page.render(
            "assessment/limit.html",
            entered=assessment_limits.entered(work),
            counted=COUNTED,
            choices=[(code, page.say.gettext(words)) for code, words in COUNTED.items()],
            sheet=sheet,
        )


@router.post("")
def enter(page: ForAdmin) -> Response:
    """Put a limit on record; what was entered before stays: Art. 12(5)."""
    sheet = page.typed(EnterLimit)

    def act(form: EnterLimit) -> Response:
        with page.work() as work:
            assessment_limit.enter(
                work,
                days=form.days,
                counted_from=form.counted_from,
                valid_from=form.valid_from,
                source=form.source,
            )
        return page.go("/assessment-limit", done=N_("The limit is on record."))

    return page.submit(sheet, act, again=lambda: _list(page, sheet))
