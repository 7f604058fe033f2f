"""Who turns eighteen within a year, over the reader's cases: Art. 17(3.2), 17(4)."""

from typing import Final

from fastapi import APIRouter
from starlette.responses import Response

from core.i18n import N_
from portal.web import ForOfficers
from queries import coming_of_age
from queries.paging import asked_page, cut
from rules.eighteen import DayKnown

router = APIRouter()

KNOWN: Final = {
    DayKnown.REGISTERED: N_("by the registered date of birth"),
    DayKnown.FOUND: N_("by the date of birth that the table found"),
    DayKnown.ESTIMATED: N_("by an estimated date of birth"),
    DayKnown.UNKNOWN: N_("The date of birth is not known."),
}


@router.get("/eighteen")
def radar_page(page: ForOfficers, among: str = "") -> Response:
    """Seventeen or older, or of an age that nobody knows."""
    with page.work(read_only=True) as work:
        found = cut(coming_of_age.radar(work), asked_page(among))
        known = {code: page.say.gettext(words) for code, words in KNOWN.items()}
        return page.render("today/eighteen.html", found=found, known=known)
