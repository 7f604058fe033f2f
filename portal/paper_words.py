"""The time on paper in words: its sections, what is said of them, how minutes stand."""

from collections.abc import Mapping
from typing import Final

from core.i18n import N_, Translator
from rules.paper_sections import PaperMinutes, PaperSection, SectionAnswer

RUNS_HERE_FROM: Final = N_("From which day on does the case run here?")
FROM_THAT_DAY: Final = N_(
    "Today, or a day before: what passed until then is marked and starts nothing."
)
WHICH_DAY: Final = N_("Say from which day on the case runs here.")
WHERE_IT_LIES: Final = N_("Where does its paper file lie, and what is its number?")

SECTIONS: Final[Mapping[PaperSection, str]] = {
    PaperSection.TABLE: N_("Who sits at the table"),
    PaperSection.DECLARATIONS: N_("Declarations signed on paper"),
    PaperSection.ASSESSMENT: N_("Assessments and the level of risk"),
    PaperSection.MEETINGS: N_("Meetings and their minutes"),
    PaperSection.PLAN: N_("The plan and its open actions"),
    PaperSection.PROMISES: N_("What was promised and stands open"),
}
HINTS: Final[Mapping[PaperSection, str]] = {
    PaperSection.TABLE: N_(
        "Members with the day on which each was chosen, and the family with what is known of it."
    ),
    PaperSection.DECLARATIONS: N_(
        "Whose declaration lies in the file, with its day. Everybody else is asked for one by mail"
        " once you finish."
    ),
    PaperSection.ASSESSMENT: N_(
        "The last one of the manager; the table's after its meeting is on record. A section whose"
        " words you do not copy you mark as not known, and the summary says where it can be read."
    ),
    PaperSection.MEETINGS: N_(
        "At least the last one and the one in which the plan was made or reviewed last: the next"
        " review and the minutes fall due by them."
    ),
    PaperSection.PLAN: N_(
        "As the table adopted it, on the day of its meeting, with the actions that are still open;"
        " then what the last review found."
    ),
    PaperSection.PROMISES: N_(
        "What somebody said they would do and no action of the plan says: ask for it with a day"
        " from today on, and they get a mail at once. When it was promised belongs in the words."
    ),
}
ANSWERS: Final[Mapping[SectionAnswer, str]] = {
    SectionAnswer.ON_RECORD: N_("All that is known stands here"),
    SectionAnswer.NOT_KNOWN: N_("Something of it, or all, is not known"),
    SectionAnswer.NONE: N_("There was none"),
}
MINUTES: Final[Mapping[PaperMinutes, str]] = {
    PaperMinutes.SIGNED: N_("Approved and signed; they lie in the paper file"),
    PaperMinutes.OPEN: N_("Still to be written here, approved or signed"),
    PaperMinutes.NOT_KNOWN: N_("Not known"),
}


def named(say: Translator) -> Mapping[PaperSection, str]:
    """Each section as the reader calls it."""
    return {section: say.gettext(words) for section, words in SECTIONS.items()}
