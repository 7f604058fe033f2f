"""What an officer's list of cases shows."""

from models.session import Work
from queries import dashboard
from queries.case_order import Wanted


def seen(work: Work, *, closed: bool = False) -> list[str]:
    """The numbers of the cases that whoever acts may see."""
    return [line.number for line in dashboard.listed(work, Wanted(closed=closed)).lines]
