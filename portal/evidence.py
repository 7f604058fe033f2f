"""What a page is that came back of a paper on which nobody signs a laid text, by its kind: 0194."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from core.i18n import N_


@dataclass(frozen=True, slots=True)
class WayOn:
    """What a page that came back says by itself, and where the act is that puts it on record."""

    said: str
    press: str
    at: str


DECLARED: Final = (
    N_(
        "A page of it is evidence alone. That somebody signed, does not sign, or has a conflict of"
        " interest counts once it is entered, with its day and who signed: 10(2), 18(2)."
    ),
    N_("Enter what somebody declared on paper"),
    "/declarations/{life}#word",
)
NOTHING: Final = (
    N_("Nobody signs this paper: a page of it is kept as evidence, and nothing follows from it."),
    "",
    "",
)
ON_THE_FORM: Final = (
    N_(
        "A page of it is evidence alone: nobody is asked to sign a plan. What is signed are"
        " minutes, closing form and declaration: 10(1), 17(5), 18(2). The form of Annex 1 has a"
        " column to sign in, and no article says what a signature there does: what the table"
        " decided, and who was there, stands in the minutes."
    ),
    N_("To the case and its meetings"),
    "/cases/{case}",
)
FOLLOWS: Final[Mapping[str, tuple[str, str, str]]] = {
    "sign-in sheet": (
        N_(
            "A page of it is evidence alone: nobody has signed anything but the sheet. Who was"
            " there is put on record with the meeting: 9."
        ),
        N_("To the meeting, to say who was there"),
        "/meetings/{meeting}",
    ),
    "minutes": (
        N_("A draft: a page of it is evidence alone. What is signed is the text that is laid."),
        N_("To the meeting, to lay the minutes for signature"),
        "/meetings/{meeting}/minutes",
    ),
    **dict.fromkeys(("declaration form", "declaration"), DECLARED),
    **dict.fromkeys(("plan", "initial plan", "annex 1"), ON_THE_FORM),
}
"""By kind of paper: what its page says, what is offered, and where that is."""
