"""A paper as one member is handed it, made of their copy of it: Art. 8(7), 13(3), 18(1)."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from casework.record.goal import goal_of
from core.i18n import N_, Translator
from documents.paper import PrintedPaper
from identity.access import NotThere
from models.assessment import Assessment
from models.case import Case, Member
from models.meeting import Meeting, Minutes
from models.plan import Plan
from models.session import Work
from portal import assessment_paper, goal_forms, meeting_papers, minutes_paper, plan_paper
from portal import report_papers as reports_paper
from portal.institutions import institution
from portal.papers import Printing
from queries.meeting_file import file_of
from queries.reader_copies import ReaderCopy, attached_to
from rules.planning import PlanKind
from workflow.kinds import case_of

OWN_PART: Final = N_(
    "Each reader is handed the parts that are theirs. What nobody has stated is left out too."
)


@dataclass(frozen=True, slots=True)
class MemberPrinting:
    """A member has it made, behind their link."""

    today: date
    printed_at: datetime
    printed_by: str
    role_name: str
    """Where they come from."""


def paper_of(by: Printing, work: Work, say: Translator, copy: ReaderCopy) -> PrintedPaper:
    """The same for the member and for whoever looks at it before; only the foot differs."""
    return MAKERS[copy.kind](by, work, say, copy)


def whose_copy(say: Translator, member: Member) -> str:
    seat = member.professional
    who = ", ".join(filter(None, (seat.name, institution(say, seat.affiliation))))
    return say.gettext(N_("Copy for %(who)s."), who=who)


def _marks(say: Translator, copy: ReaderCopy) -> tuple[str, ...]:
    law = say.article("18(1)")
    return whose_copy(say, copy.member), f"{say.gettext(OWN_PART)} {law}."


def _case(work: Work, copy: ReaderCopy) -> Case:
    case = case_of(work.session, copy.member.life_id)
    if case is None:
        raise NotThere
    return case


def _invitation(by: Printing, work: Work, say: Translator, copy: ReaderCopy) -> PrintedPaper:
    assert isinstance(copy.paper, Meeting)
    seat = copy.member.professional
    who = ", ".join(filter(None, (seat.name, institution(say, seat.affiliation))))
    return meeting_papers.invitation(by, work, say, file_of(work, copy.paper), to=who)


def _assessment(by: Printing, work: Work, say: Translator, copy: ReaderCopy) -> PrintedPaper:
    assert isinstance(copy.paper, Assessment)
    case, marks = _case(work, copy), _marks(say, copy)
    return assessment_paper.assessment(by, say, case, copy.paper, parts=copy.parts, marks=marks)


def _plan(by: Printing, work: Work, say: Translator, copy: ReaderCopy) -> PrintedPaper:
    plan = copy.paper
    assert isinstance(plan, Plan)
    unified = plan.kind == PlanKind.UNIFIED
    goal = goal_of(work.session, plan.id) if unified else {}
    return plan_paper.of_reader(
        by,
        say,
        _case(work, copy),
        plan,
        actions=copy.actions,
        criteria=goal_forms.shown(say, goal) if goal else (),
        has_goal=copy.has("plan.goal"),
        marks=_marks(say, copy),
    )


def _reports(by: Printing, work: Work, say: Translator, copy: ReaderCopy) -> PrintedPaper:
    assert isinstance(copy.paper, Meeting)
    return reports_paper.of_reader(
        by,
        say,
        _case(work, copy),
        meeting=copy.paper,
        requests=copy.said,
        attached=attached_to(work, copy),
        marks=_marks(say, copy),
    )


def _minutes(by: Printing, work: Work, say: Translator, copy: ReaderCopy) -> PrintedPaper:
    """Whole, as everybody approves and signs them: 10(1)."""
    assert isinstance(copy.paper, Minutes)
    made = minutes_paper.minutes(by, work, say, file_of(work, copy.paper.meeting))
    if made is None:
        raise NotThere
    return made


Maker = Callable[[Printing, Work, Translator, ReaderCopy], PrintedPaper]
MAKERS: Final[Mapping[str, Maker]] = {
    "invitation": _invitation,
    "assessment": _assessment,
    "plan": _plan,
    "reports": _reports,
    "minutes": _minutes,
}
