"""How a member is recognised before an officer reads out a code to them: ours, beside Art. 18(1).

The text makes the data private and says nothing on somebody without a mobile: decision 0168.
"""

from enum import StrEnum
from typing import Final

from rules.defaults import DEFAULTS
from rules.refusals import NotPossible, ProcedureRefused


class CheckMeans(StrEnum):
    """By what somebody was recognised; anything else is none."""

    CARD = "card"
    """In person, by an identity card, passport or driving licence. Its number is kept nowhere."""
    CALLED = "called"
    """Called back, on a number of their institution that the officer had from elsewhere."""
    KNOWN = "known"
    """Known personally to the officer, who met them in person or knows the voice."""


IN_PERSON: Final = frozenset({CheckMeans.CARD, CheckMeans.KNOWN})
"""How somebody is recognised who sits at the same table: an app is set up there alone."""


class AppEnd(StrEnum):
    """Why a member's app for codes opens nothing any more."""

    REPLACED = "replaced"
    """By a later one, or because it was begun anew."""
    GUESSED = "guessed"
    """Too many wrong first codes."""
    OFFICER = "officer"
    """By an officer, who says why: a device that was lost."""
    MEMBER = "member"


class NotRecognised(ProcedureRefused):
    reason = "It is not said how this person was recognised."
    way_out = "Say by what you recognised them; of a call and of an acquaintance, also how."
    basis = DEFAULTS.IDENTITY_CHECK


class NotInPerson(ProcedureRefused):
    reason = "An app for codes is set up at the centre, with the person before you."
    way_out = "Ask them to come; until then a code is read out after a call."
    basis = DEFAULTS.IDENTITY_CHECK


class TooManyReadOut(ProcedureRefused):
    reason = "{count} codes were read out for this person today, and not used."
    way_out = "Wait until tomorrow, let them come to the centre and set up an app, or use paper."
    basis = DEFAULTS.CODES_A_DAY


class NoApp(NotPossible):
    reason = "No app for codes is set up for this person any more."
    way_out = "Open the page again to see what is on record."


def check_recognised(means: CheckMeans, how: str) -> None:
    """A call says which number, an acquaintance since when: DEFAULTS.IDENTITY_CHECK."""
    if means is not CheckMeans.CARD and not how.strip():
        raise NotRecognised


def check_in_person(means: CheckMeans) -> None:
    """Whoever sets up an app sits at the centre: DEFAULTS.IDENTITY_CHECK."""
    if means not in IN_PERSON:
        raise NotInPerson


def check_read_out(today: int) -> None:
    """As many a day as are sent by SMS: DEFAULTS.CODES_A_DAY."""
    if today >= DEFAULTS.CODES_A_DAY.count:
        raise TooManyReadOut(count=today)
