"""Whose word it was that somebody types later: the head's, or the deputy's of that day: Art. 17(3).

Nothing is asked where nobody else has decided for the centre since.
"""

from datetime import datetime
from typing import Annotated
from uuid import UUID

from core.clock import local_day
from core.i18n import N_
from identity import access
from identity.officers import others_who_decided
from models.session import Work
from portal.fields import Ask
from portal.forms import FormModel


class Whose(FormModel):
    """Who gave the word; left out, whoever enters it."""

    whose: Annotated[
        UUID | None,
        Ask(
            N_("Was it not yours? Whose word was it?"),
            N_("Whoever decided for the centre on that day."),
            open=True,
        ),
    ] = None


def others(work: Work, proposed_at: datetime | None) -> list[tuple[str, str]]:
    """Who else may have given it, by name; nobody where the reader does not decide."""
    if proposed_at is None or not access.is_head(work):
        return []
    since = local_day(proposed_at)
    found = others_who_decided(work.session, access.officer_of(work), since, work.clock.today())
    return [(str(each.id), each.name or "") for each in found]
