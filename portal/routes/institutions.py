"""How each institution comes to the table and reports in time: Art. 8(9), 9, 16(1)."""

from fastapi import APIRouter
from starlette.responses import Response

from portal.web import ForHead
from queries import attendance

router = APIRouter()


@router.get("/institutions")
def institutions(page: ForHead) -> Response:
    """Within twelve months, the least present first."""
    with page.work(read_only=True) as work:
        return page.render("institutions/list.html", lines=attendance.with_reports(work))
