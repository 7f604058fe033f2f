"""How a member was served for a meeting: Art. 8(3), 8(7)."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from uuid import UUID


@dataclass(frozen=True, slots=True)
class ServedFacts:
    """How one member was served for one meeting: Art. 8(3), 8(7)."""

    member_id: UUID
    has_link: bool = False
    """A way to the papers was made for them, whatever became of its mail."""
    waits: bool = False
    """Such a mail is on its way."""
    linked_on: date | None = None
    """When the mail server took the invitation, which leads to the papers; None while it waits."""
    taken_on: date | None = None
    """When a server took one, also where it came back or is said not to be for its reader."""
    queued_on: date | None = None
    """When the invitation was to leave."""
    handed_on: date | None = None
    """When the invitation was handed over."""
    papers_on: date | None = None
    """When assessment and plan were handed over."""

    @property
    def invited_on(self) -> date | None:
        """The first of the two counts."""
        return min((day for day in (self.linked_on, self.handed_on) if day), default=None)


def left_on(known: Collection[ServedFacts]) -> date | None:
    """When the last of these invitations was taken by a server, or handed over; None while one has
    not been, or none was made: what waits, or came back, was not sent: Art. 8(3)."""
    days = [each.invited_on for each in known if each.has_link or each.handed_on]
    return max((day for day in days if day), default=None) if all(days) else None
