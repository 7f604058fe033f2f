"""To officers: a colleague asks for a case in an emergency, or reads one: Art. 18(1), 0248."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar
from uuid import UUID

from models.outbox import RecipientKind
from notifications.notices.base import Notice
from rules.hours import Leaves


@dataclass(frozen=True, slots=True, kw_only=True)
class OfEmergency(Notice):
    """At once, whatever the hour; it names no case and nobody: the page behind it does."""

    hours: ClassVar[Leaves] = Leaves.AT_ONCE
    article: ClassVar[str] = "18(1)"
    read_by: ClassVar[RecipientKind] = RecipientKind.ACCOUNT
    has_link: ClassVar[bool] = False
    emergency_id: UUID
    on: date

    @property
    def page(self) -> str:
        return f"/emergencies/{self.emergency_id}"

    @property
    def occasion(self) -> tuple[object, ...]:
        return (self.emergency_id,)


@dataclass(frozen=True, slots=True, kw_only=True)
class EmergencyAsked(OfEmergency):
    """To every other officer of the centre: one of them is to be the second person."""

    template: ClassVar[str] = "emergency/asked"


@dataclass(frozen=True, slots=True, kw_only=True)
class EmergencyOpened(OfEmergency):
    """To the head, the deputy and the case manager: somebody reads a case from now on."""

    template: ClassVar[str] = "emergency/opened"
    alone: bool
    """Nobody confirmed it."""
    review_by: date
