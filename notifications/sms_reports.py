"""What became of a text is written down: once, in whatever order the reports come.

A function of the database's owner does it, of one text and of nothing else: whoever reports is no
officer, and sees no row.
"""

from typing import Final

from sqlalchemy import text

from models.session import Work
from notifications.channels.reports import SmsReport, TextState

_REPORTED: Final = text("SELECT sms_reported(:of, :delivered, :at)")


def note(work: Work, report: SmsReport) -> None:
    """Delivered outweighs failed, and failed what is on its way; a text nobody knows is answered
    as any other."""
    if report.delivery is TextState.PENDING:
        return
    said = {"of": report.of, "delivered": report.delivery is TextState.DELIVERED}
    work.session.execute(_REPORTED, said | {"at": work.clock.now()})
