"""Visits and grave decisions as PDFs, for whoever reads them on their pages: Art. 12(3), 16(2)."""

from uuid import UUID

from fastapi import APIRouter
from starlette.responses import Response

from identity import access
from portal import papers, record_papers
from portal.web import ForOfficers
from queries import decision_records, supervision, visits

router = APIRouter(prefix="/cases/{number}")


@router.get("/visits/{visit_id:uuid}/{tongue}.pdf")
def visit(page: ForOfficers, number: str, visit_id: UUID, tongue: str) -> Response:
    """One monitoring visit as it is on record."""
    say = papers.say_in(tongue)
    with page.work() as work:
        case = supervision.case_of(work, number)
        line = visits.one_of_case(work, case, visit_id)
        paper = record_papers.visit(page, say, case, line)
    name = f"visit-{case.number}-{line.row.number}-{say.language}"
    return papers.hand_out(page, case, paper, "visit printed", name, visit=visit_id)


@router.get("/decisions/{record_id:uuid}/{tongue}.pdf")
def decision(page: ForOfficers, number: str, record_id: UUID, tongue: str) -> Response:
    """One decision with what it was weighed against."""
    say = papers.say_in(tongue)
    with page.work() as work:
        case = access.case_for(work, number)
        line = decision_records.one_of_case(work, case, record_id)
        paper = record_papers.decision(page, say, case, line)
    name = f"decision-{case.number}-{line.row.number}-{say.language}"
    return papers.hand_out(page, case, paper, "decision printed", name, decision=record_id)
