"""What the table is told of the monitoring; nothing of what it says: Art. 14(3.4)."""

from collections.abc import Sequence
from datetime import date

from casework.tell.readers import member_of
from identity import links
from models.case import Case, Member
from models.monitoring import TableFindings
from models.people import LinkPurpose
from models.session import Work
from notifications import outbox
from notifications.notices.monitoring import FindingsTold


def findings(
    work: Work,
    case: Case,
    told: TableFindings,
    members: Sequence[Member],
    *,
    again_on: date | None = None,
) -> None:
    """By a link to it; `again_on` another day to who was barred by mistake when it was told."""
    ids = [member.id for member in members]
    issued = links.issue_all(work, ids, LinkPurpose.FINDINGS, told.id)
    outbox.queue_all(
        work,
        (
            FindingsTold(
                recipient=member_of(member),
                life_id=case.id,
                link_id=issued[member.id].id,
                findings_id=told.id,
                told_on=told.told_on,
                case_number=case.number,
                again_on=again_on,
            )
            for member in members
        ),
    )
    work.wake(case.id, "table told of the monitoring")
