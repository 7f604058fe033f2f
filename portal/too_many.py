"""One refusal for each secret that was tried too often: how long to wait, and whose limit it is."""

from typing import Final

from core.i18n import N_, Translator
from identity.tries import TooManyTries
from portal.web import Page
from rules.sign_in_limits import DAY, HOUR

AT_ONCE: Final = N_("A passkey, or a browser in which you signed in before, lets you in at once.")


def too_many(page: Page, error: TooManyTries, besides: str = "") -> str:
    """The words, in the reader's language; the page answers 429. `besides`: another way, marked."""
    page.status = 429
    words = page.say.gettext(
        "There were too many tries. Wait %(time)s, then try again; how long is our choice.",
        time=span(page.say, int(error.wait.total_seconds()) // 60),
    )
    return " ".join(filter(None, (words, page.say.gettext(besides))))


def span(say: Translator, minutes: int) -> str:
    """`15 minutes`, `12 hours`, `7 days`: in the largest unit that leaves nothing over."""
    if minutes % DAY == 0:
        days = minutes // DAY
        return say.ngettext("%(num)s day", "%(num)s days", days)
    if minutes % HOUR == 0:
        hours = minutes // HOUR
        return say.ngettext("%(num)s hour", "%(num)s hours", hours)
    return say.ngettext("%(num)s minute", "%(num)s minutes", minutes)
