"""Letters of a case and the proof of notice as PDFs, for whoever reads the case: 8(3), 14, 19."""

from uuid import UUID

from fastapi import APIRouter
from starlette.responses import Response

from identity import access
from identity.access import NotThere
from portal import letter_papers, papers, proof_paper
from portal.web import ForOfficers
from queries import after_eighteen, case_files, inquiries, proof_of_notice
from queries.report_file import line_of

router = APIRouter(prefix="/cases/{number}")


@router.get("/inquiries/others/{tongue}.pdf")
def empty_question(page: ForOfficers, number: str, tongue: str) -> Response:
    """A question to be written by hand, before it is put on record."""
    say = papers.say_in(tongue)
    with page.work() as work:
        case = access.case_for(work, number)
        paper = letter_papers.question(page, say, case, None)
    name = f"request-{case.number}-{say.language}"
    return papers.hand_out(page, case, paper, "empty request printed", name)


@router.get("/inquiries/{inquiry_id:uuid}/{tongue}.pdf")
def question(page: ForOfficers, number: str, inquiry_id: UUID, tongue: str) -> Response:
    """As it was asked."""
    say = papers.say_in(tongue)
    with page.work() as work:
        case = access.case_for(work, number)
        line = inquiries.one(work, case, inquiry_id)
        work.record("inquiry read", "18(1)", life=case.life, inquiry=line.row.number)
        paper = letter_papers.question(page, say, case, line)
    name = f"request-{case.number}-{line.row.number}-{say.language}"
    told = {"inquiry": inquiry_id, "member": line.row.member_id}
    return papers.hand_out(page, case, paper, "request printed", name, **told)


@router.get("/letters/blank/{tongue}.pdf")
def empty_letter(page: ForOfficers, number: str, tongue: str) -> Response:
    """A recommendation to be written by hand, before it is put on record."""
    say = papers.say_in(tongue)
    with page.work() as work:
        case = access.case_for(work, number)
        paper = letter_papers.services(page, say, case, None)
    name = f"recommendation-{case.number}-{say.language}"
    return papers.hand_out(page, case, paper, "empty recommendation printed", name)


@router.get("/letters/{letter_id:uuid}/{tongue}.pdf")
def letter(page: ForOfficers, number: str, letter_id: UUID, tongue: str) -> Response:
    """One letter with recommended services, as it was entered."""
    say = papers.say_in(tongue)
    with page.work() as work:
        case = access.case_for(work, number)
        line = after_eighteen.one_of_case(work, case, letter_id)
        paper = letter_papers.services(page, say, case, line)
    name = f"recommendation-{case.number}-{line.row.number}-{say.language}"
    return papers.hand_out(page, case, paper, "recommendation printed", name, letter=letter_id)


@router.get("/reports/{request_id:uuid}/told/{tongue}.pdf")
def to_superior(page: ForOfficers, number: str, request_id: UUID, tongue: str) -> Response:
    """The notice to a superior, with what was asked and when."""
    say = papers.say_in(tongue)
    with page.work() as work:
        case = access.case_for(work, number)
        line = line_of(work, case, request_id)
        if not letter_papers.may_be_told(line, page.today):
            raise NotThere(number)
        paper = letter_papers.superior(page, say, case, line)
    name = f"superior-{case.number}-{say.language}"
    told = {"request": request_id, "member": line.member.id}
    return papers.hand_out(page, case, paper, "notice printed", name, **told)


@router.get("/notices/{tongue}.pdf")
def proof(page: ForOfficers, number: str, tongue: str) -> Response:
    """Who was sent what, as it is on record now."""
    say = papers.say_in(tongue)
    with page.work() as work:
        case = access.case_for(work, number)
        found, put = proof_of_notice.of_case(work, case), case_files.put_before(work, case)
        paper = proof_paper.proof(page, say, case, found, put)
    name = f"proof-{case.number}-{say.language}"
    return papers.hand_out(page, case, paper, "proof of notice printed", name)
