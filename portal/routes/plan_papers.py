"""The plans as PDFs, for whoever may read the whole case: Art. 6(1.5), 13."""

from fastapi import APIRouter
from starlette.responses import Response

from casework.record.goal import goal_of
from identity import access
from identity.access import NotThere
from portal import papers, plan_paper
from portal.web import ForOfficers
from queries.plan_file import plans_of, read_plan
from rules.planning import PlanKind

router = APIRouter(prefix="/cases/{number}/plan")


@router.get("/initial/{tongue}.pdf")
def initial_plan(page: ForOfficers, number: str, tongue: str) -> Response:
    """Its last version."""
    say = papers.say_in(tongue)
    with page.work() as work:
        case = access.case_for(work, number)
        plans = plans_of(work, case, PlanKind.INITIAL)
        if not plans:
            raise NotThere(number)
        paper = plan_paper.initial(page, say, case, plans[-1])
        version = plans[-1].version
    name = f"initial-plan-{case.number}-{version}-{say.language}"
    return papers.hand_out(page, case, paper, "initial plan printed", name, plan=version)


@router.get("/{tongue}.pdf")
def unified_plan(
    page: ForOfficers, number: str, tongue: str, version: int | None = None
) -> Response:
    """The version in force, or an older one."""
    say = papers.say_in(tongue)
    with page.work() as work:
        case = access.case_for(work, number)
        file = read_plan(work, case, version)
        if file is None:
            raise NotThere(number)
        goal = goal_of(work.session, file.plan.id)
        paper = plan_paper.unified(page, say, case, file, goal)
        version = file.plan.version
    name = f"plan-{case.number}-{version}-{say.language}"
    return papers.hand_out(page, case, paper, "plan printed", name, plan=version)
