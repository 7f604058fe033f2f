"""Who chairs a meeting, and signs for it: Art. 4(2), 6(1.4), 10(1), 17(5)."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import ClassVar
from uuid import UUID

from models.outbox import RecipientKind
from notifications.notices.base import Notice, taken_back
from rules.signing import SignedPaper


@dataclass(frozen=True, slots=True, kw_only=True)
class SubstituteNamed(Notice):
    """To who is named to chair one meeting, and to the manager in whose place: Art. 4(2)."""

    template: ClassVar[str] = "chairing/named"
    read_by: ClassVar[RecipientKind] = RecipientKind.ACCOUNT
    has_link: ClassVar[bool] = False
    article: ClassVar[str] = "4(2)"
    naming_id: UUID
    meeting_id: UUID
    case_number: str
    starts_at: datetime
    place: str
    chairs: bool
    """The reader chairs; else somebody does in their place."""

    @property
    def page(self) -> str:
        """The declarations come before any paper: Art. 10(2), 18(2)."""
        return f"/declarations/{self.life_id}" if self.chairs else f"/meetings/{self.meeting_id}"

    @property
    def occasion(self) -> tuple[object, ...]:
        return (self.naming_id,)


@dataclass(frozen=True, slots=True, kw_only=True)
class ManagerDidNotChair(Notice):
    """To the head: somebody else chaired a meeting; who, stands on its page: Art. 4(2), 6(1)."""

    template: ClassVar[str] = "chairing/absent"
    read_by: ClassVar[RecipientKind] = RecipientKind.ACCOUNT
    has_link: ClassVar[bool] = False
    article: ClassVar[str] = "4(2)"
    meeting_id: UUID
    case_number: str
    met_on: date
    correction: int = 0
    """By which correction it shows; 0 where the record of the meeting said so."""

    @property
    def page(self) -> str:
        return f"/meetings/{self.meeting_id}"

    @property
    def occasion(self) -> tuple[object, ...]:
        return (self.meeting_id, self.correction)


@dataclass(frozen=True, slots=True, kw_only=True)
class ManagerChairedAfterAll(Notice):
    """To whoever was told that the manager did not chair: it was put down wrongly: Art. 4(2)."""

    template: ClassVar[str] = "chairing/corrected"
    read_by: ClassVar[RecipientKind] = RecipientKind.ACCOUNT
    has_link: ClassVar[bool] = False
    article: ClassVar[str] = "4(2)"
    meeting_id: UUID
    case_number: str
    met_on: date
    correction: int

    @property
    def page(self) -> str:
        return f"/meetings/{self.meeting_id}"

    @property
    def occasion(self) -> tuple[object, ...]:
        return (self.meeting_id, self.correction)


@dataclass(frozen=True, slots=True, kw_only=True)
class ChairSigns(Notice):
    """To who chaired a meeting of a table that is not theirs now: its minutes: Art. 10(1)."""

    template: ClassVar[str] = "chairing/sign"
    read_by: ClassVar[RecipientKind] = RecipientKind.ACCOUNT
    has_link: ClassVar[bool] = False
    article: ClassVar[str] = "10(1)"
    meeting_id: UUID
    paper: SignedPaper
    version: int
    table: str
    """A case number, or a quarter."""
    met_on: date
    due_on: date
    """Our limit: DEFAULTS.SIGN, DEFAULTS.SIGN_CLOSURE."""
    taken_back_on: date | None = None
    """When what was on record as their word was taken back."""

    @property
    def page(self) -> str:
        return f"/meetings/{self.meeting_id}/chaired"

    @property
    def occasion(self) -> tuple[object, ...]:
        which = (self.meeting_id, self.paper.value, self.version)
        return (*which, *taken_back(self.taken_back_on))


@dataclass(frozen=True, slots=True, kw_only=True)
class ChairSignsForm(ChairSigns):
    """The same of a closing form: Art. 17(5)."""

    template: ClassVar[str] = "chairing/sign_form"
    article: ClassVar[str] = "17(5)"
