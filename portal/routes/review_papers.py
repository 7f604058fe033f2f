"""Monitoring and review of the plan as PDFs, to be filled in by hand and filled: Art. 14(6), 15."""

from uuid import UUID

from fastapi import APIRouter
from starlette.responses import Response

from identity import access
from identity.access import NotThere
from portal import papers, review_papers
from portal.web import ForOfficers
from queries import monitoring
from queries.plan_file import read_plan

router = APIRouter(prefix="/cases/{number}")


@router.get("/monitoring/form/{tongue}.pdf")
def to_monitor(page: ForOfficers, number: str, tongue: str, version: int | None = None) -> Response:
    """With the open actions of the version in force, or of an earlier one."""
    say = papers.say_in(tongue)
    with page.work() as work:
        case = access.case_for(work, number)
        plan = monitoring.of_case(work, case).plan(version)
        if plan is None:
            raise NotThere(number)
        paper = review_papers.monitoring_of(page, say, case, plan)
        version = plan.version
    name = f"monitoring-form-{case.number}-{version}-{say.language}"
    return papers.hand_out(page, case, paper, "monitoring form printed", name, plan=version)


@router.get("/monitoring/{form_id:uuid}/{tongue}.pdf")
def monitored(page: ForOfficers, number: str, form_id: UUID, tongue: str) -> Response:
    """One form as it was put on record."""
    say = papers.say_in(tongue)
    with page.work() as work:
        case = access.case_for(work, number)
        found = (each for each in monitoring.of_case(work, case).forms if each.id == form_id)
        form = next(found, None)
        if form is None:
            raise NotThere(number)
        paper = review_papers.monitoring_filled(page, say, case, form)
    name = f"monitoring-{case.number}-{form.number}-{say.language}"
    return papers.hand_out(page, case, paper, "monitoring printed", name, form=form_id)


@router.get("/review/{tongue}.pdf")
def to_review(page: ForOfficers, number: str, tongue: str) -> Response:
    """With the open actions of the plan in force, for the next meeting."""
    say = papers.say_in(tongue)
    with page.work() as work:
        case = access.case_for(work, number)
        file = read_plan(work, case)
        if file is None:
            raise NotThere(number)
        paper = review_papers.review_of(page, say, case, file)
        version = file.plan.version
    name = f"review-form-{case.number}-{version}-{say.language}"
    return papers.hand_out(page, case, paper, "review form printed", name, plan=version)


@router.get("/review/{review_id:uuid}/{tongue}.pdf")
def reviewed(page: ForOfficers, number: str, review_id: UUID, tongue: str) -> Response:
    """One review as the table found it."""
    say = papers.say_in(tongue)
    with page.work() as work:
        case = access.case_for(work, number)
        file = read_plan(work, case)
        found = [each for each in file.reviews if each[0].id == review_id] if file else []
        if file is None or not found:
            raise NotThere(number)
        review, meeting = found[0]
        plan = next(each for each in file.versions if each.id == review.plan_id)
        paper = review_papers.review_filled(
            page, say, case, plan=plan, review=review, meeting=meeting
        )
    name = f"review-{case.number}-{meeting.number}-{say.language}"
    return papers.hand_out(page, case, paper, "review printed", name, review=review_id)
