"""Who is reminded of what beside the reports: Art. 8(3), 10(1), 10(2), 13(2.2), 17(5), 18(2), 19.

The text knows the duty and no reminder; the days are those of `rules.ladder`.
"""

from collections.abc import Collection, Mapping
from datetime import date, timedelta
from typing import Final

from rules.days import last_working_day
from rules.defaults import DEFAULTS
from rules.duties import OF_DECLARATIONS, Duty

REMINDED: Final[Mapping[Duty, str]] = {
    Duty.SIGN_MINUTES: "10(1)",
    Duty.CHAIR_SIGNS_MINUTES: "10(1)",
    Duty.SIGN_CLOSURE: "17(5)",
    Duty.CHAIR_SIGNS_CLOSURE: "17(5)",
    Duty.DECLARE: "18(2)",
    Duty.CHAIR_DECLARES: "18(2)",
    Duty.SUBSTITUTE_DECLARES: "18(2)",
    Duty.TAKE_DECLARATIONS: "18(2)",
    Duty.HAND_ON_ACTIONS: "13(2.2)",
    Duty.GET_ANSWER: "19",
    Duty.AGREE_DATE: "8(3)",
}
"""The duties of which people are reminded beside their reports, each under its paragraph."""

CALLED: Final[Collection[Duty]] = frozenset(
    {
        Duty.WRITE_REPORT,
        Duty.ANSWER_ACTION,
        Duty.GIVE_ANSWER,
        Duty.SIGN_MINUTES,
        Duty.CHAIR_SIGNS_MINUTES,
        Duty.SIGN_CLOSURE,
        Duty.CHAIR_SIGNS_CLOSURE,
        Duty.DECLARE,
        Duty.CHAIR_DECLARES,
        Duty.SUBSTITUTE_DECLARES,
        Duty.AGREE_DATE,
    }
)
"""What nobody else can do in their place: of its last day a text says so."""


def last_call_on(
    duty: Duty, last: date, since: date, holidays: Collection[date] = ()
) -> date | None:
    """The morning of the last call: DEFAULTS.LAST_CALL, DEFAULTS.LAST_CALL_AHEAD; the last working
    day by then, but where it was asked for since: a text on a day off is better than none. None
    where it would leave with the request, or where the duty has none."""
    ahead = DEFAULTS.LAST_CALL_AHEAD if duty in OF_DECLARATIONS else DEFAULTS.LAST_CALL
    on = last - timedelta(days=ahead.days)
    worked = last_working_day(on, holidays)
    on = worked if worked > since else on
    return on if duty in CALLED and on > since else None


def article_of(duty: Duty) -> str:
    """Under what somebody is reminded: of what they were asked, or of what they sign."""
    asked = {Duty.ANSWER_ACTION: "14(3.3)", Duty.GIVE_ANSWER: "14(3.1)"}
    return REMINDED.get(duty) or asked.get(duty, "8(9)")


def owed_since(duty: Duty, due: date | None) -> date | None:
    """Where nobody asks for it: from the day by which it should be there.

    Of actions that nobody answers for, from the day on which that was known.
    """
    if duty is Duty.HAND_ON_ACTIONS and due is not None:
        return due - timedelta(days=DEFAULTS.HAND_ON.days)
    return due
