"""Which papers an archive holds, in their order: each yields a name and the paper.

A paper that another room adds is one line in `PAPERS`.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from casework.record.goal import goal_of
from casework.record.table import meetings
from core.clock import local_day
from core.i18n import N_, Translator, language_or, translator
from documents.paper import PrintedPaper
from models.case import Case
from models.session import Work
from portal import (
    annex_paper,
    closing_paper,
    meeting_papers,
    minutes_paper,
    plan_paper,
    report_papers,
)
from queries import closure_file, meeting_file, report_file, work_form
from queries.plan_file import plans_of, read_plan
from rules.planning import PlanKind

Named = tuple[str, PrintedPaper]


@dataclass(frozen=True, slots=True)
class BySystem:
    """Nobody has the papers of an archive made: they are of the moment of the seal."""

    printed_at: datetime
    printed_by: str = "Tryeza"
    role_name: str = N_("the system")

    @property
    def today(self) -> date:
        return local_day(self.printed_at)


@dataclass(frozen=True, slots=True)
class SealedCase:
    """What every paper is made from."""

    work: Work
    case: Case
    by: BySystem

    @property
    def say(self) -> Translator:
        """In the language of the record."""
        return translator(language_or(self.case.life.language, "sq"))


def annex(of: SealedCase) -> Iterator[Named]:
    """With the child's name: the file says everywhere whose it is, and a court has to know."""
    form = work_form.read(of.work, of.case, with_name=True)
    yield "annex-1", annex_paper.filled(of.by, of.work, of.say, of.case, form)


def plans(of: SealedCase) -> Iterator[Named]:
    """Every version, the manager's and the table's."""
    for each in plans_of(of.work, of.case, PlanKind.INITIAL):
        yield f"initial-plan-{each.version}", plan_paper.initial(of.by, of.say, of.case, each)
    for each in plans_of(of.work, of.case):
        file = read_plan(of.work, of.case, each.version)
        if file is not None:
            goal = goal_of(of.work.session, each.id)
            paper = plan_paper.unified(of.by, of.say, of.case, file, goal)
            yield f"plan-{each.version}", paper


def of_meetings(of: SealedCase) -> Iterator[Named]:
    """Meeting by meeting: how it was called, what was reported for it, its minutes."""
    reports = {each.meeting.id: each for each in report_file.read(of.work, of.case).meetings}
    for each in meetings(of.work.session, of.case.id):
        file = meeting_file.for_the_archive(of.work, each)
        name = f"meeting-{each.number}"
        if not file.is_off_calendar:
            yield f"{name}-invitation", meeting_papers.invitation(of.by, of.work, of.say, file)
        if of_it := reports.get(each.id):
            yield (
                f"{name}-reports",
                report_papers.paper(
                    of.by, of.work, of.say, of.case, meeting=each, lines=of_it.lines
                ),
            )
        minutes = minutes_paper.minutes(of.by, of.work, of.say, file)
        if minutes is not None:
            yield f"{name}-minutes", minutes


def closing(of: SealedCase) -> Iterator[Named]:
    file = closure_file.read(of.work, of.case)
    paper = closing_paper.closing(of.by, of.say, of.case, file)
    if paper is not None:
        yield "closing-form", paper


PAPERS: Final[tuple[Callable[[SealedCase], Iterator[Named]], ...]] = (
    annex,
    plans,
    of_meetings,
    closing,
)
