"""What members read behind their link; every opening is on the record: Art. 8(7), 18(1)."""

from fastapi import APIRouter
from starlette.responses import Response

from casework.record.agenda import agenda_of
from casework.record.goal import goal_of
from casework.record.minutes_words import SaidDissent
from casework.record.table import seats_of
from casework.table import dissents
from casework.table.minutes_text import said
from models.assessment import Assessment
from models.meeting import Meeting, Minutes
from models.people import LinkPurpose
from models.plan import Plan
from models.session import Work
from portal import goal_forms
from portal.assessment_page import sections
from portal.decision_words import DECIDED, DISSENTED
from portal.members import AtLink
from portal.prose import agenda_items
from portal.words import AIMS
from queries import decision_records, member_desk, member_files
from queries.decision_records import RecordLine
from rules.planning import PlanKind

router = APIRouter()


@router.get("/l/{token}/read")
def meeting_page(at: AtLink) -> Response:
    """When and where, what about, and the papers that go ahead: Art. 8(3), 8(7)."""
    return _meeting(at, show=False)


@router.post("/l/{token}/read")
def meeting_with_name(at: AtLink) -> Response:
    """The same page with the child's name, once it was asked for; on the record: Art. 18(1)."""
    return _meeting(at, show=True)


def _meeting(at: AtLink, *, show: bool) -> Response:
    with at.inside(LinkPurpose.READ) as (work, guest):
        desk = member_desk.meeting(work, guest)
        member_desk.note_opened(work, guest, "agenda", desk.meeting.id)
        return at.render(
            "member/meeting.html",
            desk=desk,
            about=member_desk.about(work, guest),
            name=member_desk.child_name(work, guest) if show else "",
            agenda=agenda_items(agenda_of(work.session, desk.meeting)),
            asks=desk.asks,
            files=member_files.read(work, guest).lines,
        )


@router.get("/l/{token}/plan")
def plan_page(at: AtLink) -> Response:
    """The unified plan, for those who carry it out: Art. 13(3)."""
    return _paper(at, "plan", LinkPurpose.PLAN)


@router.get("/l/{token}/minutes")
def minutes_page(at: AtLink) -> Response:
    """The draft of the minutes, which the next meeting approves: Art. 10(1)."""
    return _paper(at, "minutes", LinkPurpose.MINUTES)


@router.get("/l/{token}/paper/{kind}")
def paper_page(at: AtLink, kind: str) -> Response:
    return _paper(at, kind)


def _paper(at: AtLink, kind: str, *purposes: LinkPurpose) -> Response:
    with at.inside(*purposes) as (work, guest):
        paper = member_desk.paper(work, guest, kind)
        return at.render(
            f"member/{kind}.html",
            paper=paper,
            about=member_desk.about(work, guest),
            guest=guest,
            manager=member_desk.manager_name(work, guest),
            aims=AIMS,
            reports=member_desk.reports_for(work, paper) if isinstance(paper, Meeting) else (),
            dissents=_dissents(work, paper) if isinstance(paper, Minutes) else (),
            decided=_decided(work, paper) if isinstance(paper, Minutes) else (),
            subjects=DECIDED,
            against=DISSENTED,
            mine=seats_of(work.session, guest.member),
            sections=sections(paper) if isinstance(paper, Assessment) else (),
            goal=_goal(at, work, paper) if isinstance(paper, Plan) else (),
        )


def _goal(at: AtLink, work: Work, paper: Plan) -> list[tuple[str, str, str]]:
    """How the goal of a unified plan is set: Annex 1; the initial one is not the table's."""
    unified = paper.kind == PlanKind.UNIFIED
    return goal_forms.shown(at.page.say, goal_of(work.session, paper.id)) if unified else []


def _decided(work: Work, paper: Minutes) -> list[RecordLine]:
    """What that meeting decided, with what it was weighed against: ours, decision 0123."""
    return decision_records.of_meeting(work, paper.meeting_id)


def _dissents(work: Work, paper: Minutes) -> list[SaidDissent]:
    """What is on record beside a draft; it stands in the text that is signed: Art. 10(1)."""
    return [said(each) for each in dissents.of_meeting(work, paper.meeting_id)]
