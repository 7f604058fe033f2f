"""Where a superior replies to a notice: Art. 14(3.2), decision 0180."""

from collections.abc import Mapping
from uuid import UUID

from models.session import Work
from models.superior import SuperiorLink
from notifications.letters import address
from notifications.notices.base import Notice


def replied_at(work: Work, notice: Notice) -> Mapping[UUID, str]:
    """By the id of the link; none where it was closed, or is over: then an answer to the mail is
    asked for, as before."""
    reply_id = getattr(notice, "reply_id", None)
    link = work.session.get(SuperiorLink, reply_id) if reply_id else None
    if link is None or link.closed_at is not None or link.expires_at <= work.clock.now():
        return {}
    return {link.id: address(f"/s/{link.token}")}
