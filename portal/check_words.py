"""By what a member was recognised, and why an app for codes ended, in words: decision 0168."""

from collections.abc import Mapping
from typing import Final

from core.i18n import N_
from rules.identity_checks import AppEnd, CheckMeans

CHECK_MEANS: Final[Mapping[str, str]] = {
    CheckMeans.CARD: N_("in person, by an identity card, passport or driving licence"),
    CheckMeans.CALLED: N_("called back on a number of their institution"),
    CheckMeans.KNOWN: N_("known personally"),
}
CHOICES: Final[Mapping[CheckMeans, tuple[str, str]]] = {
    CheckMeans.CARD: (
        N_("In person, by an identity card, passport or driving licence"),
        N_("Its number is written nowhere."),
    ),
    CheckMeans.CALLED: (
        N_("I called them back on a number of their institution"),
        N_("One that you had from elsewhere, never one that the caller gave you."),
    ),
    CheckMeans.KNOWN: (
        N_("I know them personally"),
        N_("You have met them before, and they are here or you know the voice."),
    ),
}
APP_ENDS: Final[Mapping[str, str]] = {
    AppEnd.REPLACED: N_("begun anew, or another one took its place"),
    AppEnd.GUESSED: N_("five wrong codes"),
    AppEnd.OFFICER: N_("ended by an officer"),
    AppEnd.MEMBER: N_("ended by the member"),
}
