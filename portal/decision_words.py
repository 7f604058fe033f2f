"""The words for grave decisions and for who was against them: ours, decision 0123."""

from collections.abc import Mapping
from typing import Final

from core.i18n import N_
from rules.decision_records import DecisionSubject, Dissented

DECIDED: Final[Mapping[str, str]] = {
    DecisionSubject.PLACEMENT: N_("placement outside the family"),
    DecisionSubject.REMOVAL: N_("removal from those who cared for the child"),
    DecisionSubject.CONTACT_LIMIT: N_("a limit on contact"),
    DecisionSubject.CLOSING: N_("closing the case"),
}

DISSENTED: Final[Mapping[str, str]] = {
    Dissented.NOBODY: N_("nobody was against it"),
    Dissented.SOMEBODY: N_("somebody was against it"),
    Dissented.NOT_STATED: N_("not stated whether somebody was against it"),
}
