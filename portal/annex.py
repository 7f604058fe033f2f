"""The words of Annex 1: the boxes of a referral, and what is asked about the child."""

from collections.abc import Mapping, Sequence
from typing import Final

from core.i18n import N_
from rules.composition import ChildStatus

CATEGORIES: Final[Sequence[tuple[str, Mapping[str, str]]]] = (
    (
        N_("Maltreatment"),
        {
            "M1": N_("physical violence"),
            "M2": N_("psychological violence"),
            "M3": N_("sexual violence"),
            "M4": N_("corporal punishment"),
            "M5": N_("children in hazardous forms of work"),
            "M6": N_("kidnapping"),
            "M7": N_("other"),
        },
    ),
    (
        N_("Sexual abuse"),
        {
            "S1": N_("sexual abuse"),
            "S2": N_("child trafficking"),
            "S3": N_("child pornography"),
            "S4": N_("other"),
        },
    ),
    (
        N_("Emotional abuse"),
        {
            "E1": N_("psychological violence, as emotional abuse"),
            "E2": N_("harassment"),
            "E3": N_("discrimination"),
            "E4": N_("early marriage by force"),
            "E5": N_("other"),
        },
    ),
    (
        N_("Neglect"),
        {"N1": N_("neglect"), "N2": N_("abandonment"), "N3": N_("other")},
    ),
)

STATUSES: Final[Mapping[str, str]] = {
    ChildStatus.RESIDENT: N_("lives in Kosovo"),
    ChildStatus.ASYLUM: N_("asylum seeker"),
    ChildStatus.STATELESS: N_("stateless"),
    ChildStatus.REFUGEE: N_("refugee"),
    ChildStatus.MIGRANT: N_("migrant"),
    ChildStatus.UNKNOWN: N_("not known yet"),
}

CATEGORY_WORDS: Final[Mapping[str, str]] = {
    code: words for _, boxes in CATEGORIES for code, words in boxes.items()
}

GENDERS: Final[Mapping[str, str]] = {"girl": N_("girl"), "boy": N_("boy"), "other": N_("other")}
