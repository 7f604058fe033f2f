"""Whether what else is at the hour of a meeting was looked at before it is proposed or agreed to.

A question, asked once of each hour, and no refusal: whoever sends the form again has seen it. Ours,
beside Art. 8(3): decision 0200.
"""

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from typing import Any, Final
from uuid import UUID

from core.i18n import N_
from models.session import Work
from portal.forms import Gap, Sheet
from queries.clashes import Clash, at_that_hour

FIELD: Final = "at_that_hour"
"""Of the form in which it is sent back what was shown."""
LOOK: Final = N_("Look at what else is at this hour; send it again if you mean it all the same.")


def shown(starts_at: datetime, found: Sequence[Clash]) -> str:
    """What a page that named these sends along: at which hour, and how many."""
    return f"{starts_at.isoformat()}/{len(found)}" if found else ""


def day_read(typed: str) -> datetime | None:
    """When the meeting was to begin on the page; None of a form without it. What is no moment is
    none that stood on a page."""
    try:
        return datetime.fromisoformat(typed) if typed else None
    except ValueError:
        return datetime.min.replace(tzinfo=UTC)


def unseen(
    work: Work,
    sheet: Sheet[Any],
    life_id: UUID,
    starts_at: datetime,
    *,
    but: UUID | None = None,
    at: str = FIELD,
) -> Iterator[Gap]:
    """The question, where something is at that hour that no page has named."""
    found = at_that_hour(work, life_id, starts_at, but=but)
    if found and sheet.value(FIELD) != shown(starts_at, found):
        yield at, LOOK
