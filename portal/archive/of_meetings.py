"""The papers of a table's meetings in an archive, one meeting after the other: Art. 8, 10."""

from collections.abc import Iterator, Mapping
from uuid import UUID

from casework.record.table import meetings
from casework.table.made_papers import PaperOf
from models.meeting import Meeting
from portal import agenda_paper, meeting_papers, minutes_paper, report_papers
from portal.archive.sealed import ArchivedPaper, SealedCase, words_under
from queries import meeting_file, report_file
from queries.report_file import ReportsOfMeeting
from queries.signatures import under_minutes


def of_meetings(of: SealedCase) -> Iterator[ArchivedPaper]:
    """Meeting by meeting: how it was called, what was reported for it, its minutes."""
    reports = {each.meeting.id: each for each in report_file.read(of.work, of.case).meetings}
    for each in meetings(of.work.session, of.case.id):
        yield from _one(of, each, reports)


def _one(
    of: SealedCase, meeting: Meeting, reports: Mapping[UUID, ReportsOfMeeting]
) -> Iterator[ArchivedPaper]:
    by, work, say = of.by, of.work, of.say
    file = meeting_file.for_the_archive(work, meeting)
    name = f"meeting-{meeting.number}"
    if not file.is_off_calendar:
        paper = meeting_papers.invitation(by, work, say, file)
        yield ArchivedPaper(f"{name}-invitation", _what("invitation", meeting), paper)
    agenda = agenda_paper.agenda(by, work, say, file)
    yield ArchivedPaper(f"{name}-agenda", _what("agenda", meeting), agenda)
    if of_it := reports.get(meeting.id):
        said = report_papers.paper(by, work, say, of.case, meeting=meeting, lines=of_it.lines)
        yield ArchivedPaper(f"{name}-reports", _what("reports", meeting), said)
    minutes = minutes_paper.minutes(by, work, say, file)
    if minutes is not None and file.paper is not None:
        words = words_under(under_minutes(work, file.paper, file.signer).wanted)
        yield ArchivedPaper(f"{name}-minutes", minutes_paper.which(file), minutes, words)


def _what(kind: str, meeting: Meeting) -> PaperOf:
    return PaperOf(kind, meeting_id=meeting.id)
