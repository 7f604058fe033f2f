"""An officer is appointed to manage a case, or to stand in for the head: Art. 4(2)."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar
from uuid import UUID

from models.outbox import RecipientKind
from notifications.notices.base import Notice


@dataclass(frozen=True, slots=True, kw_only=True)
class ManagerAppointed(Notice):
    """To the case manager: the case is theirs from this day: Art. 4(2)."""

    template: ClassVar[str] = "appointment/appointed"
    read_by: ClassVar[RecipientKind] = RecipientKind.ACCOUNT
    has_link: ClassVar[bool] = False
    article: ClassVar[str] = "4(2)"
    appointment_id: UUID
    case_number: str
    appointed_on: date
    taken_over: bool = False
    """Somebody managed it before; then the numbers say what is open: rules.handover.WhatIsOpen."""
    open_duties: int = 0
    late_duties: int = 0
    open_requests: int = 0
    open_notices: int = 0
    open_confirmations: int = 0
    from_paper: bool = False
    """It ran on paper, and what is known of that time is still to be entered."""

    @property
    def occasion(self) -> tuple[object, ...]:
        return (self.appointment_id,)


@dataclass(frozen=True, slots=True, kw_only=True)
class ManagerReplaced(Notice):
    """To who managed a case until another officer was appointed to: Art. 4(2)."""

    template: ClassVar[str] = "appointment/replaced"
    read_by: ClassVar[RecipientKind] = RecipientKind.ACCOUNT
    has_link: ClassVar[bool] = False
    article: ClassVar[str] = "4(2)"
    page: ClassVar[str] = "/"
    """The case opens for them no more."""
    appointment_id: UUID
    """Of whoever manages it now."""
    case_number: str
    appointed_on: date
    chaired: bool = True
    """They still have a paper to sign of a meeting that they chaired: Art. 10(1), 17(5)."""

    @property
    def occasion(self) -> tuple[object, ...]:
        return (self.appointment_id,)


@dataclass(frozen=True, slots=True, kw_only=True)
class DeputyAppointed(Notice):
    """To the deputy and to the head, whoever appointed or ended: Art. 4(2), 8(3), 17(3)."""

    template: ClassVar[str] = "appointment/deputy"
    read_by: ClassVar[RecipientKind] = RecipientKind.ACCOUNT
    has_link: ClassVar[bool] = False
    article: ClassVar[str] = "4(2), 8(3), 17(3)"
    page: ClassVar[str] = "/deputy"
    deputyship_id: UUID
    valid_from: date
    valid_until: date | None
    ended_on: date | None
    own: bool
    """The reader is the deputy."""

    @property
    def occasion(self) -> tuple[object, ...]:
        return (self.deputyship_id, self.ended_on is not None)
