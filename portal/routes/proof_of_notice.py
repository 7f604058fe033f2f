"""Proof of notice: who of a case was sent what, when, and whether it arrived: Art. 8(3)."""

from fastapi import APIRouter
from starlette.responses import Response

from identity import access
from portal import message_words as words
from portal.web import ForOfficers
from portal.words import NOTICE_MEANS, SERVED
from queries import case_files, office_numbers, proof_of_notice
from rules.phases import Phase

router = APIRouter(prefix="/cases/{number}/notices")


@router.get("")
def notices_page(page: ForOfficers, number: str) -> Response:
    """For whoever may read the case; it prints as it stands."""
    with page.work() as work:
        case = access.case_for(work, number)
        return page.render(
            "messages/proof.html",
            case=case,
            proof=proof_of_notice.of_case(work, case),
            put=case_files.put_before(work, case),
            office_number=office_numbers.of_case(work, case),
            states=words.STATES,
            kind_words=words.kind_words,
            answer=lambda line: words.answer(page.say, line),
            served=SERVED,
            notice_means=NOTICE_MEANS,
            books=case.phase is not Phase.CLOSED and access.writes_for(work, case),
            enters=case.manager_id == work.actor.id and case.phase is not Phase.CLOSED,
        )
