"""What sections of papers are called: decision 0191."""

from collections.abc import Mapping
from typing import Final

from core.i18n import N_, Translator
from models.case import Member
from portal.assessment_page import NAMES
from portal.institutions import institution
from rules.readers import ReadSection

PAPERS: Final[Mapping[str, str]] = {
    "agenda": N_("Invitation and agenda"),
    "invitation": N_("Invitation and agenda"),
    "assessment": N_("Assessment"),
    "plan": N_("Plan"),
    "reports": N_("Progress reports of the members"),
    "minutes": N_("Minutes"),
    "closing form": N_("Closing form"),
    "attachments": N_("Attachments"),
    "name shown": N_("The child's name"),
}
PARTS: Final[Mapping[ReadSection, str]] = {
    ReadSection.INVITATION: N_("Agenda"),
    ReadSection.GOAL: N_("Goal"),
    ReadSection.ACTIONS: N_("Actions of the centre"),
    ReadSection.REPORT: N_("Report"),
    ReadSection.MINUTES: N_("Text"),
    ReadSection.WEIGHED: N_("What decisions were weighed against"),
    ReadSection.ATTACHMENT: N_("An attachment"),
}


def section_name(say: Translator, section: ReadSection, whose: Member | None = None) -> str:
    """A section in words; of somebody's with whose it is."""
    who = whose.professional if whose else None
    if who is not None and section is ReadSection.ACTIONS:
        return say.gettext(
            "Actions of %(who)s, %(institution)s",
            who=who.name,
            institution=institution(say, who.affiliation),
        )
    if who is not None and section is ReadSection.REPORT:
        return say.gettext(
            "Report of %(who)s, %(institution)s",
            who=who.name,
            institution=institution(say, who.affiliation),
        )
    return say.gettext(PARTS.get(section) or NAMES[section.part])
