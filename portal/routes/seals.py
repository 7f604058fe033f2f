"""Whether a closed file is still what was sealed: asked when somebody wants to know, Art. 17(5)."""

from fastapi import APIRouter
from starlette.responses import Response

from identity import access
from identity.access import NotThere
from portal.web import ForOfficers
from queries.papers_as_signed import is_as_sealed

router = APIRouter(prefix="/cases/{number}/seal")


@router.get("")
def seal_page(page: ForOfficers, number: str) -> Response:
    """Opens every row of the file, which takes a moment: so it has a page of its own."""
    with page.work() as work:
        case = access.case_for(work, number)
        if case.sealed_at is None:
            raise NotThere
        holds = is_as_sealed(work.session, case.id, case.seal)
        return page.render("cases/seal.html", case=case, seal=(case.seal or b"").hex(), holds=holds)
