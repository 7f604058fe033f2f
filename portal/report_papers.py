"""Progress reports as papers: one member's, and all of one meeting in one: Art. 8(9)."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Final
from uuid import UUID

from casework.record import files
from casework.record.files import AttachedFile
from core.i18n import N_, Translator
from documents.paper import PaperText
from documents.reports import ReportsPaper, ReportText
from models.case import Case
from models.meeting import Meeting
from models.plan import PlanAction, ReportedAction, ReportRequest
from models.session import Work
from portal import file_words, papers
from portal.institutions import institution
from portal.papers import Printing
from portal.words import STATUSES
from queries.report_file import ReportLine
from queries.reported_actions import said_of_actions

HEADING: Final = N_("Progress reports")


def paper(
    by: Printing,
    work: Work,
    say: Translator,
    case: Case,
    *,
    meeting: Meeting,
    lines: Iterable[ReportLine],
) -> ReportsPaper:
    """That each was read is on record, as on its page: Art. 18(1)."""
    found, brought = list(lines), files.of_case(work.session, case.id, handed_in=True)
    for each in found:
        if not each.is_missing:
            work.record("report read", "18(1)", life=case.life, request=each.request.id)
    reports = [_report(work, say, each, by.today, brought.of(each.request.id)) for each in found]
    return _paper(by, say, case, meeting, reports=reports)


def of_reader(
    by: Printing,
    say: Translator,
    case: Case,
    *,
    meeting: Meeting,
    requests: Iterable[ReportRequest],
    attached: Mapping[UUID, Sequence[AttachedFile]],
    marks: tuple[str, ...],
) -> ReportsPaper:
    """What one member reads of the others' words; of who has not written it says nothing."""
    reports = [
        ReportText(
            _who(say, each),
            _came(say, each),
            [*_prose(say, each), *_attached(say, attached.get(each.id, ()))],
        )
        for each in requests
    ]
    return _paper(by, say, case, meeting, reports=reports, marks=marks)


def _paper(
    by: Printing,
    say: Translator,
    case: Case,
    meeting: Meeting,
    *,
    reports: Sequence[ReportText],
    marks: tuple[str, ...] = (),
) -> ReportsPaper:
    what = say.gettext(HEADING)
    of = say.gettext("Meeting %(number)s", number=meeting.number)
    frame = papers.frame(by, say, case.municipality, what, case.number, of)
    frame["marks"] += marks
    return ReportsPaper(
        **frame,
        facts=list(_facts(say, case, meeting)),
        reports=reports,
    )


def _who(say: Translator, request: ReportRequest) -> str:
    seat = request.member.professional
    return ", ".join(filter(None, (seat.name, institution(say, seat.affiliation))))


def _came(say: Translator, request: ReportRequest) -> str:
    """As on the page: when it came, and that it was late."""
    came = request.received_on
    if came is None:
        return ""
    late = [say.gettext("late")] if came > request.due_on else []
    return " · ".join((say.gettext("received on %(day)s", day=say.day(came)), *late))


def _facts(say: Translator, case: Case, meeting: Meeting) -> Iterator[tuple[str, str]]:
    at = meeting.held_at or meeting.starts_at
    yield say.gettext("Case"), case.number
    yield say.gettext("Meeting"), f"{meeting.number}, {say.full_day(at)}, {say.hour(at)}"


def _report(
    work: Work,
    say: Translator,
    line: ReportLine,
    today: date,
    attached: Sequence[AttachedFile],
) -> ReportText:
    name = _who(say, line.request)
    if line.is_missing:
        return ReportText(name, say.gettext("This report has not arrived."))
    texts = [*_texts(work, say, line), *_attached(say, attached)]
    return ReportText(name, _state(say, line, today), texts)


def _state(say: Translator, line: ReportLine, today: date) -> str:
    request = line.request
    came = request.received_on
    found = [say.gettext("received on %(day)s", day=say.day(came))] if came else []
    if line.is_late(today):
        found.append(say.gettext(N_("late: it was due on %(day)s"), day=say.day(line.owed_by)))
    if line.typed_on:
        found.append(say.gettext("typed in on %(day)s", day=say.day(line.typed_on)))
    if request.on_paper:
        found.append(say.gettext("on paper"))
    return " · ".join(found)


def _texts(work: Work, say: Translator, line: ReportLine) -> Iterator[PaperText]:
    said = said_of_actions(work, line.request)
    if said:
        yield PaperText([_action(say, *each) for each in said], say.gettext("Actions"))
    yield from _prose(say, line.request)


def _attached(say: Translator, found: Sequence[AttachedFile]) -> Iterator[PaperText]:
    """Their names, and by what each is found again; they are read where the report is."""
    if found:
        lines = [file_words.on_paper(say, each) for each in found]
        yield PaperText(lines, say.gettext("Attached files"))


def _prose(say: Translator, request: ReportRequest) -> Iterator[PaperText]:
    for heading, words in (
        (say.gettext("What was done"), request.done),
        (say.gettext("What the table should know"), request.concerns),
    ):
        if lines := _lines(words):
            yield PaperText(lines, heading)


def _action(say: Translator, action: PlanAction, said: ReportedAction) -> str:
    found = [f"{action.number}. {action.action}: {say.gettext(STATUSES[said.status])}"]
    if said.done_on:
        found.append(say.gettext("done on %(day)s", day=say.day(said.done_on)))
    if said.asked_until:
        until = say.day(said.asked_until)
        found.append(say.gettext("asks the table for another day: %(day)s", day=until))
    return ", ".join(found)


def _lines(words: str | None) -> Sequence[str]:
    return [line.strip() for line in (words or "").splitlines() if line.strip()]
