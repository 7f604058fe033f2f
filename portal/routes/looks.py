"""Who looked at a case, and a search through its trail: Art. 16(1), 18(1)."""

from datetime import date
from typing import Annotated, Final
from uuid import UUID

from fastapi import APIRouter, Query
from starlette.responses import Response

from core.i18n import N_
from portal.emergency_words import REASONS
from portal.fields import Ask, Day
from portal.forms import FormModel, Sheet
from portal.trail_words import words_of
from portal.web import ForHead
from queries import looks
from queries.looks import TrailPart
from queries.paging import asked_page

router = APIRouter(prefix="/cases/{number}/trail")

KINDS: Final = (
    (TrailPart.LOOKS, N_("who looked")),
    (TrailPart.ACTS, N_("what was done")),
    (TrailPart.REFUSED, N_("what was refused")),
)
ALL: Final = "all"


class Between(FormModel):
    """The days between which is looked."""

    since: Annotated[Day | None, Ask(N_("From the day"), open=True)] = None
    until: Annotated[Day | None, Ask(N_("Until the day"), open=True)] = None


class Searched(FormModel):
    """What stands in the address; what cannot be read narrows nothing, but of a day it is said."""

    kind: str = TrailPart.LOOKS
    who: str = ""
    since: str = ""
    until: str = ""
    page: str = ""

    def asked(self, since: date | None, until: date | None) -> looks.TrailQuery:
        kind = next((each for each in TrailPart if each == self.kind), None)
        return looks.TrailQuery(kind, _id(self.who), since, until)


def _id(typed: str) -> UUID | None:
    try:
        return UUID(typed)
    except ValueError:
        return None


@router.get("")
def trail(page: ForHead, number: str, searched: Annotated[Searched, Query()]) -> Response:
    """For the head, and the deputy; that it was searched is on record."""
    sheet = Sheet(Between, {"since": [searched.since], "until": [searched.until]})
    days = sheet.read(page.say) or Between()
    with page.work() as work:
        case = looks.case_of(work, number)
        found = looks.read(
            work, case, searched.asked(days.since, days.until), asked_page(searched.page)
        )
        return page.render(
            "supervision/trail.html",
            number=case.number,
            sheet=sheet,
            searched=searched,
            kinds=KINDS,
            all=ALL,
            found=found,
            words_of=words_of,
            reasons=REASONS,
        )
