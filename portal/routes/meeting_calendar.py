"""The meetings of one's tables by month and by week: Art. 8(3), 16(1)."""

from typing import Annotated

from fastapi import APIRouter, Query
from starlette.responses import Response

from portal import periods
from portal.forms import FormModel
from portal.web import ForOfficers
from portal.words import MEETINGS
from queries import meeting_calendar

router = APIRouter()


class AskedTime(FormModel):
    """Which time stands in the address."""

    month: str = ""
    week: str = ""


@router.get("/calendar")
def calendar(page: ForOfficers, at: Annotated[AskedTime, Query()]) -> Response:
    """Of the centre for the head, of their own tables for a manager; numbers alone."""
    with page.work(read_only=True) as work:
        time = periods.asked(at.month, at.week, work.clock.today())
        days = meeting_calendar.days(work, time.shown_from, time.shown_to)
        return page.render(
            "meetings/calendar.html", time=time, weeks=periods.by_weeks(days), kinds=MEETINGS
        )
