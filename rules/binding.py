"""Whom the Regulation binds, and in which messages that is said: Art. 2."""

from typing import Final

from rules.basis import Article

BINDING: Final = Article(2)

ASKED_OF_WHO_TAKES_PART: Final = frozenset(
    {
        *("convening/invitation", "quarterly/invitation", "members/successor"),
        *("declarations/request", "quarterly/declaration"),
        *(
            "reports/request",
            "reports/action_late",
            "reports/inquiry",
            "reports/last_chance",
            "reminders/owed",
        ),
        *("information/claim", "minutes/sign", "quarterly/minutes", "closure/sign"),
    }
)
"""Each invitation to a table, and each request to who takes part in it."""


def says_whom_it_binds(template: str) -> bool:
    """Every natural and legal person who takes part and is responsible; who is asked for something
    reads it there: Art. 2. The text asks nobody to say so: that it is said is ours."""
    return template in ASKED_OF_WHO_TAKES_PART
