"""Words for what the rules name by a code; marked here, translated where they are shown."""

from collections.abc import Mapping, Sequence
from typing import Final

from core.i18n import N_
from rules.phases import Phase

ROLES: Final[Mapping[str, str]] = {
    "head": N_("head of social services"),
    "manager": N_("case manager"),
    "admin": N_("administrator"),
}

PHASES: Final[Mapping[str, str]] = {
    Phase.ASSESSMENT: N_("Assessment"),
    Phase.PLANNING: N_("Unified plan"),
    Phase.IMPLEMENTATION: N_("Implementation"),
    Phase.REVIEW: N_("Review"),
    Phase.CLOSURE: N_("Closure"),
    Phase.CLOSED: N_("Closed"),
}

RISKS: Final[Mapping[str, str]] = {
    "none": N_("none"),
    "low": N_("low"),
    "medium": N_("medium"),
    "high": N_("high"),
}

_OFFICERS: Final = (
    ("/", N_("Today")),
    ("/cases", N_("Cases")),
    ("/roundtable", N_("Municipal roundtable")),
)
NAVIGATION: Final[Mapping[str, Sequence[tuple[str, str]]]] = {
    "head": _OFFICERS,
    "manager": _OFFICERS,
    "admin": (("/", N_("Overview")), ("/stalled", N_("Stalled steps"))),
}
