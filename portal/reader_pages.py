"""A paper on the screen as its reader sees it: the member behind their link, and the officer before
it is sent: Art. 8(7), 18(1), decision 0191."""

from typing import Any

from casework.record.goal import goal_of
from casework.record.table import seats_of
from casework.table import dissents
from casework.table.minutes_text import said
from models.assessment import Assessment
from models.meeting import Meeting, Minutes
from models.plan import Plan
from models.session import Work
from portal import goal_forms
from portal.assessment_page import sections
from portal.decision_words import DECIDED, DISSENTED
from portal.web import Page
from portal.words import AIMS
from queries.reader_copies import INVITATION, ReaderCopy, attached_to
from rules.planning import PlanKind
from workflow.kinds import case_of


def shown_to(page: Page, work: Work, copy: ReaderCopy) -> dict[str, Any]:
    """What `member/parts/KIND.html` asks for; nothing of what is not theirs is in it."""
    paper = copy.paper
    found: dict[str, Any] = {"copy": copy, "paper": paper}
    if isinstance(paper, Assessment):
        return found | {"sections": [each for each in sections(paper) if each.code in copy.parts]}
    if isinstance(paper, Plan):
        return found | {
            "manager": _manager(work, copy),
            "aims": AIMS,
            "mine": seats_of(work.session, copy.member),
            "goal": _goal(page, work, paper) if copy.has("plan.goal") else (),
        }
    if isinstance(paper, Meeting) and copy.kind != INVITATION:
        return found | {"attached": attached_to(work, copy)}
    if isinstance(paper, Minutes):
        # beside a draft; it stands in the text that is signed: 10(1)
        beside = [said(each) for each in dissents.of_meeting(work, paper.meeting_id)]
        return found | {"dissents": beside, "subjects": DECIDED, "against": DISSENTED}
    return found


def _goal(page: Page, work: Work, paper: Plan) -> list[tuple[str, str, str]]:
    """How the goal of a unified plan is set: Annex 1; the initial one is not the table's."""
    unified = paper.kind == PlanKind.UNIFIED
    return goal_forms.shown(page.say, goal_of(work.session, paper.id)) if unified else []


def _manager(work: Work, copy: ReaderCopy) -> str:
    """Who manages the case now, and so answers for what the plan gives the manager: Art. 4(1)."""
    case = case_of(work.session, copy.member.life_id)
    return (case.manager.name or "") if case and case.manager else ""
