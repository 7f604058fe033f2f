"""What each action of a plan is for: Art. 5(1.4).

The table coordinates services for protection, rehabilitation and (re)integration "in a lasting
way", and supports the family or guardian. That a plan says which of them each action serves, and
that one for the family is missed, is ours: DEFAULTS.AIM (decision 0057). It refuses nothing.
"""

from collections.abc import Collection
from enum import StrEnum

from rules.basis import Default
from rules.defaults import DEFAULTS


class Aim(StrEnum):
    """One of the five of Art. 5(1.4); an action that says none is "not stated"."""

    PROTECTION = "protection"
    REHABILITATION = "rehabilitation"
    INTEGRATION = "integration"
    REINTEGRATION = "reintegration"
    FAMILY_SUPPORT = "family_support"


def misses_family(aims: Collection[Aim | None]) -> Default | None:
    """Whose warning it is that no action supports the family; None where one does: Art. 5(1.4).

    `aims` are those of the actions that the table has not dropped; of no action nothing is said.
    """
    return DEFAULTS.AIM if aims and Aim.FAMILY_SUPPORT not in aims else None
