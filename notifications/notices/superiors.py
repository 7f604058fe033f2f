"""A superior is told by SMS that a mail was sent to them: Art. 14(3.2), decision 0180."""

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from models.outbox import RecipientKind
from notifications.notices.base import Notice


@dataclass(frozen=True, slots=True, kw_only=True)
class ToldBySms(Notice):
    """It says by whom a mail was sent, under which article, and where to call; nothing of what the
    mail is about, no name and no number of a case. It opens nothing."""

    read_by: ClassVar[RecipientKind] = RecipientKind.SUPERIOR
    has_link: ClassVar[bool] = False
    article: ClassVar[str] = "14(3.2)"
    of_mail: str
    """The key of the mail: once that was taken back, no text speaks of it."""
    anew: UUID | None = None
    """The link in that mail, where it leaves again: to another superior, or for the same."""

    @property
    def occasion(self) -> tuple[object, ...]:
        return (self.of_mail, self.anew) if self.anew else (self.of_mail,)
