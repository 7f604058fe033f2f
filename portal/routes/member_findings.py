"""What the table is told of the monitoring, read by its members: Art. 14(3.4)."""

from fastapi import APIRouter
from starlette.responses import Response

from models.people import LinkPurpose
from portal.members import AtLink
from portal.words import FINDINGS_MEANS
from queries import monitoring

router = APIRouter()


@router.get("/l/{token}/findings")
def findings_page(at: AtLink) -> Response:
    """All that the table was told, the newest day first."""
    with at.inside() as (work, guest):
        return at.render(
            "member/findings.html",
            desk=monitoring.of_guest(work, guest),
            means=FINDINGS_MEANS,
            leads_here=guest.link.purpose == LinkPurpose.FINDINGS,
        )
