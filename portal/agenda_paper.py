"""The agenda of a meeting as a paper for its table, whole: Art. 8(3), 10(3)."""

from collections.abc import Iterator
from typing import Final

from casework.record.agenda import AgendaLine
from core.i18n import N_, Translator
from documents.meeting import AgendaPaper
from documents.paper import PaperText
from models.session import Work
from portal import meeting_papers
from portal.papers import Printing
from portal.words import AGENDA_ARTICLES, AGENDA_WORDS
from queries.meeting_file import MeetingFile
from rules.agenda import Approval
from rules.items import AGENDA

SECRET: Final = N_(
    "For whoever sits at this table and has signed the declaration of confidentiality: %(law)s."
)
APPROVALS: Final = (Approval.AS_SENT, Approval.WITH_CHANGES, Approval.NOT_APPROVED)


def agenda(by: Printing, work: Work, say: Translator, file: MeetingFile) -> AgendaPaper:
    """With the chair's own items in words, what is late, and which minutes wait: 10(1), 10(3)."""
    what, meeting = say.gettext("Agenda"), file.meeting
    said = meeting.agenda_approval if meeting.held_at else None
    shown = APPROVALS if said is not Approval.IN_MEETING else (Approval.IN_MEETING,)
    return AgendaPaper(
        **meeting_papers.common(by, work, say, file, what),
        heading=what,
        facts=meeting_papers.facts(say, file),
        secret=say.gettext(SECRET, law=say.article("18(2)")),
        items=[_item(say, file, line) for line in file.agenda],
        approval_heading=f"{say.gettext(AGENDA['approve_agenda'])} ({say.article('10(3)')})",
        approval=[(say.gettext(AGENDA_WORDS[each]), each == said) for each in shown],
        changes=meeting.agenda_changes or "" if said else "",
        notes_heading=say.gettext("Notes"),
    )


def _item(say: Translator, file: MeetingFile, line: AgendaLine) -> PaperText:
    article = AGENDA_ARTICLES.get(line.code)
    words = line.words or say.gettext(AGENDA[line.code])
    named = f"{words} ({say.article(article)})" if article else words
    return PaperText(list(_beside(say, file, line)), named)


def _beside(say: Translator, file: MeetingFile, line: AgendaLine) -> Iterator[str]:
    if line.late_on:
        yield say.gettext("late, added on %(day)s", day=say.day(line.late_on))
    for paper in file.earlier if line.code == "approve_minutes" else ():
        meeting = paper.meeting
        number = say.gettext("Meeting %(number)s", number=meeting.number)
        yield f"{number}, {say.day(meeting.met_on)}"
