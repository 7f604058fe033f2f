"""The words for contacts, visits and emergency services: Art. 12(1), Annex 1, C2."""

from collections.abc import Mapping
from typing import Final

from core.i18n import N_
from queries.visits_named import NamedVisit
from rules.logbook import ChildSeen, LogKind

LOGGED: Final[Mapping[str, str]] = {
    LogKind.VISIT: N_("visit"),
    LogKind.CALL: N_("call"),
    LogKind.OFFICE: N_("talk in the office"),
    LogKind.FOOD: N_("food"),
    LogKind.SHELTER: N_("shelter"),
    LogKind.CLOTHES: N_("clothes"),
    LogKind.MEDICAL: N_("medical care"),
    LogKind.OTHER_SERVICE: N_("another service"),
}

CHILD_SEEN: Final[Mapping[str, str]] = {
    ChildSeen.ALONE: N_("child seen, alone"),
    ChildSeen.WITH_OTHERS: N_("child seen, not alone"),
    ChildSeen.SEEN: N_("child seen; whether alone is not stated"),
    ChildSeen.NOT_SEEN: N_("child not seen"),
    ChildSeen.NOT_STATED: N_("not stated whether the child was seen"),
}

VISITS: Final[Mapping[str, str]] = {
    NamedVisit.MADE: N_("made in time"),
    NamedVisit.MADE_LATE: N_("made late"),
    NamedVisit.REPLACED: N_("another day was named before"),
    NamedVisit.WAITING: N_("awaited"),
    NamedVisit.MISSED: N_("passed, and nobody has visited"),
}
