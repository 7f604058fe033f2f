"""Everything for the room in one file, for who chairs and the head: beside Art. 8(3), 10(4)."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final

from casework.record import files
from casework.record.goal import goal_of
from core.i18n import N_, Translator
from documents.pack import ContentsPaper, NotesPaper, PackPaper, parts_of
from documents.paper import PaperText, PrintedPaper
from models.case import Case
from models.session import Work
from portal import (
    agenda_paper,
    assessment_paper,
    file_words,
    meeting_papers,
    minutes_paper,
    plan_paper,
    report_papers,
)
from portal.institutions import institution
from portal.papers import Printing
from portal.reader_words import section_name
from queries import report_file, who_reads
from queries.meeting_file import MeetingFile, file_of
from queries.plan_file import plans_of, read_plan
from queries.reader_copies import assessment_in_use
from rules.planning import PlanKind

PACK: Final = N_("For the meeting")
ASSESSMENT: Final = N_("Assessment")
PLAN: Final = N_("Plan")
REPORTS: Final = N_("Progress reports")
EARLIER: Final = N_("Minutes to be approved")


@dataclass(frozen=True, slots=True)
class InPack:
    """One paper of it, under its name."""

    name: str
    paper: PrintedPaper


@dataclass(frozen=True, slots=True)
class MeetingPack:
    """What was made, and which versions went into it, for the trail."""

    paper: PackPaper
    papers: Sequence[InPack]
    versions: dict[str, Any]


def pack(by: Printing, work: Work, say: Translator, file: MeetingFile) -> MeetingPack:
    """Each part is the paper as it is printed alone; what is not there yet is said in front."""
    found, versions = list(_of_the_room(by, work, say, file)), dict[str, Any]()
    lacks: list[str] = []
    if file.case:
        for each, missing, version in _of_the_case(by, work, say, file, file.case):
            found += [each] if each else []
            lacks += [missing] if missing else []
            versions |= version
    notes = _notes(by, work, say, file)
    papers = [*found, InPack(notes.heading, notes)]
    frame = meeting_papers.common(by, work, say, file, say.gettext(PACK))
    contents = ContentsPaper(
        **frame,
        heading=say.gettext(PACK),
        facts=meeting_papers.facts(say, file),
        within=[each.name for each in papers],
        texts=list(_beside(work, say, file, lacks)),
    )
    parts = parts_of([contents, *(each.paper for each in papers)])
    return MeetingPack(PackPaper(**frame, parts=parts), papers, versions)


def _of_the_room(by: Printing, work: Work, say: Translator, file: MeetingFile) -> Iterator[InPack]:
    agenda = agenda_paper.agenda(by, work, say, file)
    yield InPack(agenda.heading, agenda)
    sheet = meeting_papers.sign_in(by, work, say, file)
    yield InPack(sheet.heading, sheet)
    for each in file.earlier:
        minutes = minutes_paper.minutes(by, work, say, file_of(work, each.meeting))
        if minutes is not None:
            day = say.day(each.meeting.met_on)
            yield InPack(f"{say.gettext(EARLIER)}: {day}", minutes)


Found = tuple[InPack | None, str, dict[str, Any]]
"""A paper, or that it is missing, and its version."""


def _of_the_case(
    by: Printing, work: Work, say: Translator, file: MeetingFile, case: Case
) -> Iterator[Found]:
    row = assessment_in_use(work, case.id)
    if row is None:
        yield None, say.gettext(ASSESSMENT), {}
    else:
        assessment = assessment_paper.assessment(by, say, case, row)
        yield InPack(assessment.heading, assessment), "", {"assessment": row.version}
    yield _plan(by, work, say, case)
    yield _reports(by, work, say, file, case)


def _plan(by: Printing, work: Work, say: Translator, case: Case) -> Found:
    """The table's in force, or the manager's first one: 6(1.5), 13."""
    unified = read_plan(work, case)
    if unified is not None:
        goal = goal_of(work.session, unified.plan.id)
        paper = plan_paper.unified(by, say, case, unified, goal)
        return InPack(paper.heading, paper), "", {"plan": unified.plan.version}
    initial = plans_of(work, case, PlanKind.INITIAL)
    if not initial:
        return None, say.gettext(PLAN), {}
    paper = plan_paper.initial(by, say, case, initial[-1])
    return InPack(paper.heading, paper), "", {"plan": initial[-1].version}


def _reports(by: Printing, work: Work, say: Translator, file: MeetingFile, case: Case) -> Found:
    """All that were asked for, with who has not written: 8(9)."""
    asked = report_file.read(work, case).meetings
    lines = [line for each in asked if each.meeting.id == file.meeting.id for line in each.lines]
    if not lines:
        return None, say.gettext(REPORTS), {}
    paper = report_papers.paper(by, work, say, case, meeting=file.meeting, lines=lines)
    return InPack(paper.heading, paper), "", {"reports": sum(not each.is_missing for each in lines)}


def _notes(by: Printing, work: Work, say: Translator, file: MeetingFile) -> NotesPaper:
    what = say.gettext(N_("Notes"))
    frame = meeting_papers.common(by, work, say, file, what)
    return NotesPaper(**frame, heading=what, facts=meeting_papers.facts(say, file)[:3])


def _beside(
    work: Work, say: Translator, file: MeetingFile, lacks: Sequence[str]
) -> Iterator[PaperText]:
    if lacks:
        yield PaperText(list(lacks), say.gettext(N_("Not there yet")))
    if file.case:
        brought = files.of_case(work.session, file.case.id, handed_in=True)
        if found := brought.for_meeting(file.meeting.id):
            lines = [file_words.on_paper(say, each) for each in found]
            yield PaperText(lines, say.gettext(N_("Attached files, which are read beside it")))
        withheld = [
            f"{who.name}, {institution(say, who.affiliation)}: {'; '.join(names)}"
            for who, names in _withheld(work, say, file.case)
        ]
        if withheld:
            yield PaperText(withheld, say.gettext(N_("Not to be read by everybody at the table")))


def _withheld(work: Work, say: Translator, case: Case) -> Iterator[tuple[Any, list[str]]]:
    """Who must not have what lies here: whoever chairs keeps it apart in the room: 18(1)."""
    everybody = who_reads.readers(work, case)
    seats = {each.member.id: each.member for each in everybody}
    for each in everybody:
        items = sorted({item for copy in each.copies for item in copy.withheld}, key=str)
        names = [
            section_name(say, part, seats.get(whose) if whose else None) for part, whose in items
        ]
        names += [file_words.called(say, file) for file in each.files.withheld]
        if names:
            yield each.member.professional, names
