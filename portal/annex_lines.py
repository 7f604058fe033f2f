"""The words of each line of Annex 1; the Albanian text decides, English is ours: Art. 20(1)."""

from collections.abc import Iterator, Mapping
from typing import Final

from core.i18n import N_, Translator
from portal.annex import CATEGORIES
from rules.annex_wording import Officially, how_officially

STATUS: Final = N_("Status of the action (in process, completed, uncompleted)")


def _categories() -> Iterator[tuple[str, str]]:
    """A heading has the letter of its boxes."""
    for heading, boxes in CATEGORIES:
        yield next(iter(boxes))[0], heading
        yield from boxes.items()


WORDS: Final[Mapping[str, str]] = {
    "T1": N_("Working form of the Roundtable for Assistance in Case Management"),
    "T2": N_(
        "Document for internal use, to prepare a case completely for discussion with the members of"
        " the Roundtable"
    ),
    "H1": N_("Subject number"),
    "H2": N_("Date of the meeting held by the Roundtable"),
    "H3": N_("Centre for Social Work"),
    "H4": N_("Head of the Roundtable / case manager"),
    "H5": N_("Referrer"),
    "K": N_("Specific cases of children at risk that the Roundtable treats"),
    **dict(_categories()),
    "P": N_("Personal data of the case"),
    "P1": N_("Name and surname"),
    "P2": N_("Date of birth"),
    "P3": N_("Gender"),
    "P4": N_("Nationality/ethnicity"),
    "P5": N_("Place of birth"),
    "P6": N_("Residence/place of stay"),
    "P7": N_("Health condition"),
    "P8": N_("Limited ability"),
    "P9": N_("Others"),
    "C": N_("Current situation of the case"),
    "C1": N_(
        "Presentation to the Roundtable of the assessment by the case manager, focused on the needs"
        " of the child and family and on their safety"
    ),
    "C1h": N_(
        "Describe the complete needs of the child in relation to age, health, development,"
        " education, inclusion, risk, safety and the involvement of the child and family"
    ),
    "C2": N_(
        "Presentation by the case manager of the services given and coordinated by the Centre for"
        " Social Work before the case was referred to the Roundtable (list services and dates)"
    ),
    "C3": N_("Sharing of information on the case during the discussion in the Roundtable"),
    "C3h": N_(
        "During the meeting of the Roundtable, members and participants give information so that"
        " the needs of the child are assessed anew"
    ),
    "G": N_("Unified individual plan for the protection of the child"),
    "G1": N_("Setting the goal"),
    "G1.1": N_("specific"),
    "G1.2": N_("measurable"),
    "G1.3": N_("achievable"),
    "G1.4": N_("agreed"),
    "G1.5": N_("relevant"),
    "G1.6": N_("shared responsibility"),
    "G1.7": N_("time-bound"),
    "G2": N_("Goal"),
    "G3": N_(
        "the child is safe, the risk factors are reduced, the best interest is promoted and the"
        " general and specific needs of the child are met, the family is included and supported."
    ),
    "B": N_(
        "Coordination of actions in giving services for the protection, rehabilitation, integration"
        " and reintegration of the child"
    ),
    "A1": N_("Actions and measures"),
    "A2": N_("Services"),
    "A3": N_("Responsible institutions"),
    "A4": N_("Planned completion date"),
    "A5": STATUS,
    "A6": N_("Deadline for reviewing the action"),
    "A7": N_("Notes"),
    "I1": N_("Invited participants, names and surnames"),
    "I2": N_("Institutions/NGOs"),
    "I3": N_("Present"),
    "I4": N_("Signature"),
    "V": N_("Review of the plan and assessment of progress"),
    "V0": N_("Date"),
    "V1": N_("Actions"),
    "V2": N_("Services"),
    "V3": N_("Responsible institutions"),
    "V4": N_("Planned completion date"),
    "V5": STATUS,
    "V6": N_("Assessment of progress"),
    "V7": N_("Notes"),
    "X": N_("Closing of the case for the Roundtable"),
    "X0": N_(
        "mark one of the items; in particular cases write it in words under other circumstances"
    ),
    "X1": N_("the child is out of danger"),
    "X2": N_("the child is over 18 years old"),
    "X3": N_("when the child changes residence within the state"),
    "X4": N_("when the child changes residence abroad"),
    "X5": N_("the child dies"),
    "X6": N_("Other circumstances"),
}
"""By the codes of `rules.annex`."""


def lines_shown(say: Translator, official: Mapping[str, str]) -> dict[str, str]:
    """The form's words in one language; where some are official, each of ours says that it is."""
    own = say.gettext(N_("our translation"))
    beside = f" ({own})" if how_officially(official) is Officially.IN_PART else ""
    return {
        line: official.get(line) or say.gettext(words) + beside for line, words in WORDS.items()
    }
