"""What sections of papers are called: decision 0191."""

from collections.abc import Mapping
from typing import Final
from uuid import UUID

from casework.record.files import AttachedFile
from core.i18n import N_, Translator
from models.case import Member
from portal import file_words
from portal.assessment_page import NAMES
from portal.institutions import institution
from queries.who_reads import SectionLine
from rules.readers import Item, ReadSection

PAPERS: Final[Mapping[str, str]] = {
    "agenda": N_("Invitation and agenda"),
    "invitation": N_("Invitation and agenda"),
    "assessment": N_("Assessment"),
    "plan": N_("Plan"),
    "reports": N_("Progress reports of the members"),
    "minutes": N_("Minutes"),
    "closing form": N_("Closing form"),
    "attachments": N_("Attachments"),
    "file": N_("An attachment"),
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


def line_name(say: Translator, line: SectionLine) -> str:
    """The same of one that is on a page; a file by its own name."""
    if line.file is not None:
        return file_words.called(say, line.file)
    return section_name(say, line.section, line.whose)


def item_name(
    say: Translator,
    item: Item,
    seats: Mapping[UUID, Member],
    files: Mapping[UUID, AttachedFile],
) -> str:
    """Of what the trail or a word names by its id."""
    section, whose = item
    if whose is not None and whose in files:
        return file_words.called(say, files[whose])
    return section_name(say, section, seats.get(whose) if whose else None)
