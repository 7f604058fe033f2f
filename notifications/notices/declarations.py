"""Conflict of interest and confidentiality, before any paper is opened: Art. 10(2), 18(2)."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import ClassVar
from uuid import UUID

from models.outbox import RecipientKind
from notifications.notices.base import Notice


@dataclass(frozen=True, slots=True)
class ToDeclare:
    """One table of several at which a person is asked at one moment."""

    table: str
    """A case's number, or a quarter."""
    of_case: bool
    link_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class DeclarationsRequested(Notice):
    """To a member: both declarations, on one page: Art. 10(2), 18(2)."""

    template: ClassVar[str] = "declarations/request"
    article: ClassVar[str] = "10(2), 18(2)"
    member_id: UUID
    case_number: str
    anew: date | None = None
    """When they withdrew a conflict of interest: they are asked once more."""
    withdrawal_id: UUID | None = None
    """Which one; two may fall on one day."""
    also: tuple[ToDeclare, ...] = ()
    """All of them, only as the mail leaves: `notifications.at_one_moment`."""

    @property
    def occasion(self) -> tuple[object, ...]:
        return (self.member_id, self.withdrawal_id) if self.withdrawal_id else (self.member_id,)


@dataclass(frozen=True, slots=True, kw_only=True)
class ConfidentialityRequested(Notice):
    """To a standing member of the municipal table, which treats no case: Art. 18(2)."""

    template: ClassVar[str] = "quarterly/declaration"
    article: ClassVar[str] = "18(2)"
    member_id: UUID
    quarter: str

    @property
    def occasion(self) -> tuple[object, ...]:
        return (self.member_id,)


@dataclass(frozen=True, slots=True, kw_only=True)
class SignatureRefused(Notice):
    """To the case manager: a member does not sign, their institution is to be asked: 18(2)."""

    template: ClassVar[str] = "declarations/refused"
    read_by: ClassVar[RecipientKind] = RecipientKind.ACCOUNT
    has_link: ClassVar[bool] = False
    article: ClassVar[str] = "18(2)"
    member_id: UUID
    institution: str
    declared_on: date
    due_on: date
    """Our limit: DEFAULTS.ASK_REPLACEMENT."""
    case_number: str

    @property
    def occasion(self) -> tuple[object, ...]:
        return (self.member_id, self.declared_on.isoformat())


@dataclass(frozen=True, slots=True, kw_only=True)
class ManagerInConflict(Notice):
    """To the head: the case manager has a conflict of interest, another is appointed: 10(2)."""

    template: ClassVar[str] = "declarations/manager"
    read_by: ClassVar[RecipientKind] = RecipientKind.ACCOUNT
    has_link: ClassVar[bool] = False
    article: ClassVar[str] = "10(2)"
    word_id: UUID
    """What was declared: another officer, or the same one once more, may say it on the same day."""
    case_number: str
    declared_on: date
    due_on: date
    """Our limit: DEFAULTS.APPOINT."""

    @property
    def occasion(self) -> tuple[object, ...]:
        return (self.word_id,)


@dataclass(frozen=True, slots=True, kw_only=True)
class SubstituteInConflict(Notice):
    """To the head: who was named to chair a meeting has a conflict of interest: 10(2), 4(2)."""

    template: ClassVar[str] = "declarations/substitute"
    read_by: ClassVar[RecipientKind] = RecipientKind.ACCOUNT
    has_link: ClassVar[bool] = False
    article: ClassVar[str] = "10(2)"
    naming_id: UUID
    word_id: UUID
    case_number: str
    starts_at: datetime
    declared_on: date

    @property
    def occasion(self) -> tuple[object, ...]:
        return (self.naming_id, self.word_id)


@dataclass(frozen=True, slots=True, kw_only=True)
class ConflictWithdrawn(Notice):
    """To the head: an officer's conflict of interest was declared by mistake: Art. 10(2)."""

    template: ClassVar[str] = "declarations/withdrawn"
    read_by: ClassVar[RecipientKind] = RecipientKind.ACCOUNT
    has_link: ClassVar[bool] = False
    article: ClassVar[str] = "10(2)"
    word_id: UUID
    case_number: str
    declared_on: date
    withdrawn_on: date
    in_charge: bool
    """They manage the case, and do so again."""

    @property
    def occasion(self) -> tuple[object, ...]:
        return (self.word_id,)
