"""A child who comes back: a new referral after the file was sealed, and the link between both."""

from dataclasses import replace
from uuid import UUID

from casework.case import referral, reopening
from models.reopening import EarlierCaseLink
from simulation.seed import officer
from tests.builders import HEAD, OTHER_MANAGER, ACase
from tests.scenes import a_referral

WHY = "E njëjta familje; e njeh zyrtarja."


def come_back(case: ACase, manager: str | None = OTHER_MANAGER) -> ACase:
    """The new case, managed by somebody else."""
    with case.head() as work:
        place = officer(work, HEAD).municipality_id
        assert place is not None
        again = replace(case, case_id=referral.refer(work, place, a_referral()).id)
    if manager is not None:
        appoint(again, manager)
    return again


def appoint(case: ACase, manager: str) -> None:
    with case.head() as work:
        by = officer(work, HEAD).id
        referral.appoint(work, case.case, officer(work, manager).id, by=by)
    case.stage.settle()


def link(case: ACase, earlier: UUID, **said: object) -> EarlierCaseLink:
    """The head's."""
    with case.head() as work:
        by = officer(work, HEAD).id
        words = {"reason": WHY, "by": by} | said
        return reopening.link(work, case.case, earlier, **words)  # type: ignore[arg-type]
