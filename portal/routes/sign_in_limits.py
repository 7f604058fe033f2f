"""The limits of every way in, as our choices, for whoever was turned away by one: beside 18(1)."""

from fastapi import APIRouter
from starlette.responses import Response

from identity.passwords import SHORTEST
from portal.limit_words import CODES_A_DAY, NEW_ADDRESS, WORDS
from portal.too_many import span
from portal.web import Open
from rules.defaults import DEFAULTS
from rules.sign_in_limits import DAY

router = APIRouter()


@router.get("/sign-in/limits")
def limits_page(page: Open) -> Response:
    rows = [
        (
            what,
            page.say.gettext(why, number=SHORTEST),
            limit.tries,
            span(page.say, limit.minutes),
            limit.a_day,
        )
        for limit, (what, why) in WORDS.items()
    ]
    waits = span(page.say, DEFAULTS.NEW_ADDRESS.days * DAY)
    rows += [(*CODES_A_DAY, 0, "", DEFAULTS.CODES_A_DAY.count), (*NEW_ADDRESS, 0, waits, 0)]
    return page.render("session/limits.html", rows=rows)
