"""An officer recognised a member: put on record before anything is made by it, decision 0168."""

from uuid import UUID

from models.case import Member
from models.identity_check import IdentityCheck
from models.session import Work
from rules.identity_checks import CheckMeans, check_recognised


def note(work: Work, member: Member, by: UUID, means: CheckMeans, how: str = "") -> IdentityCheck:
    """Of the seat at whose table the officer acts. Raises `NotRecognised`."""
    check_recognised(means, how)
    check = IdentityCheck(
        member_id=member.id,
        professional_id=member.professional_id,
        means=means,
        how=how.strip() or None,
        checked_by_id=by,
        checked_at=work.clock.now(),
    )
    work.session.add(check)
    work.session.flush()
    return check
