"""Messages on their way: queued with the act that asks for them, delivered afterwards."""

from datetime import datetime
from enum import StrEnum
from typing import Any, Final
from uuid import UUID

from sqlalchemy import ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, EnumText, listed, texts

MAIL_CHANNEL: Final = "tryeza_mail"
"""On which it is said, at commit, that there is mail to send at once."""


class Channel(StrEnum):
    """By which way a message leaves."""

    MAIL = "mail"
    SMS = "sms"


class RecipientKind(StrEnum):
    """Whose address a message goes to."""

    MEMBER = "member"
    """A professional's."""
    SUPERIOR = "superior"
    """Of a professional's superior."""
    ACCOUNT = "account"
    """An officer's."""
    REFERRER = "referrer"
    """Of whoever referred a child, kept for their receipt alone."""


class MessageStatus(StrEnum):
    """How far a message has come."""

    QUEUED = "queued"
    SENDING = "sending"
    """In one worker's hand, for a minute."""
    SENT = "sent"
    FAILED = "failed"
    """The address is none: somebody corrects the contact."""
    GIVEN_UP = "given_up"
    """Not the address: the tries are used up, or a text was given back. It rests with its cause
    until somebody has it sent again."""
    UNKNOWN = "unknown"
    """Whether it left is not known, and it is not sent twice."""
    OBSOLETE = "obsolete"
    """Overtaken by events before it left."""
    SET_ASIDE = "set_aside"
    """It could not be composed; not looked at again before somebody asks for a retry."""


class MailCause(StrEnum):
    """Why a message has not arrived."""

    ADDRESS = "address"
    """It leads to nobody, as the other side says of it alone."""
    SERVER = "server"
    """The server takes nothing from us: its rules, our sign-in, its certificate."""
    TEMPORARY = "temporary"
    """The server asks for patience: a full mailbox, a busy hour."""
    UNANSWERED = "unanswered"
    """Nobody answered, or not to the end."""
    OURS = "ours"
    """This machine: its disk, its settings."""
    NETWORK = "network"
    """The telephone network gave the text back."""
    RETURNED = "returned"
    """A server took the mail, and it came back undelivered for another reason than its address."""


ON_THE_WAY: Final = (MessageStatus.QUEUED, MessageStatus.SENDING)
CAME_BACK: Final = (MessageStatus.FAILED, MessageStatus.GIVEN_UP, MessageStatus.OBSOLETE)
"""Where a mail server had taken it, it gave it back; what is taken back later came back too."""
RESTS: Final = (MessageStatus.FAILED, MessageStatus.GIVEN_UP, MessageStatus.UNKNOWN)
"""Nothing is tried any more before somebody sees to it."""
NOT_OVER: Final = tuple(
    each for each in MessageStatus if each not in {MessageStatus.SENT, MessageStatus.OBSOLETE}
)
"""What somebody still sees to, or has to know of: few, of very many that have left."""


class Message(Base):
    """One message to one person over one channel; the key makes it the only one of its kind."""

    __tablename__ = "message"
    __table_args__ = (
        UniqueConstraint("key", name="one_message_per_key"),
        listed("channel", Channel),
        listed("status", MessageStatus),
        listed("recipient", RecipientKind),
        listed("cause", MailCause),
        Index(
            "unsent_messages",
            "not_before",
            postgresql_where=text(f"status IN ({texts(ON_THE_WAY)})"),
        ),
        Index(
            "obstacles_told", "queued_at", postgresql_where=text("template = 'members/obstacle'")
        ),
        Index("messages_set_aside", "life_id", postgresql_where=text("status = 'set_aside'")),
        Index("messages_by_life", "life_id", "queued_at"),
        Index("messages_by_link", "link_id"),
        Index("messages_accepted", "accepted_at"),
        Index("messages_at_the_gateway", "gateway_id"),
        Index("messages_by_message_id", "message_id"),
        Index(
            "messages_given_back",
            "life_id",
            postgresql_where=text("status = 'sent' AND cause IS NOT NULL"),
        ),
        Index(
            "returned_messages",
            "recipient_id",
            postgresql_where=text(f"status IN ({texts(RESTS)})"),
        ),
        Index(
            "told_to_an_officer",
            "recipient_id",
            "queued_at",
            postgresql_where=text("recipient = 'account'"),
        ),
        Index(
            "messages_not_over",
            "status",
            postgresql_where=text(f"status IN ({texts(NOT_OVER)})"),
        ),
    )

    key: Mapped[str]
    life_id: Mapped[UUID | None] = mapped_column(ForeignKey("life.id"))
    template: Mapped[str]
    """`convening/invitation`: the folder and file of its words in each language."""
    article: Mapped[str]
    channel: Mapped[Channel] = mapped_column(EnumText(Channel), default=Channel.MAIL)
    recipient: Mapped[RecipientKind] = mapped_column(EnumText(RecipientKind))
    recipient_id: Mapped[UUID]
    """A professional's id (`member`, `superior`), an account's, or a receipt's (`referrer`)."""
    context: Mapped[dict[str, Any]] = mapped_column(JSONB, default=dict)
    """Ids, case numbers, dates, times and places; nothing about a child."""
    link_id: Mapped[UUID | None] = mapped_column(ForeignKey("member_link.id"))
    status: Mapped[MessageStatus] = mapped_column(
        EnumText(MessageStatus), default=MessageStatus.QUEUED
    )
    queued_at: Mapped[datetime]
    not_before: Mapped[datetime]
    lease_until: Mapped[datetime | None]
    """Real time: until then another worker leaves a `sending` row alone."""
    attempts: Mapped[int] = mapped_column(default=0)
    message_id: Mapped[str]
    """The Message-ID header: the same on every repeat."""
    accepted_at: Mapped[datetime | None]
    """When the mail server took it, by the clock the case runs by."""
    reply: Mapped[str | None]
    """The server's code and class of answer, never its text; the error that set it aside; what
    holds it back where that may prove a mistake."""
    cause: Mapped[MailCause | None] = mapped_column(EnumText(MailCause))
    """Why it did not leave at the last try; of one that has left, why it came back undelivered,
    until somebody has sent it again."""
    server: Mapped[str | None]
    """Whose mail server the address names, its domain alone; nothing of whoever referred a child,
    and of a text."""
    tried_since: Mapped[datetime | None]
    """Its first try that failed, since somebody had it sent last."""
    answered_at: Mapped[datetime | None]
    """Its last try that failed."""
    gateway_id: Mapped[str | None]
    """Under which an SMS gateway reports on it."""
    delivered_at: Mapped[datetime | None]
    """When the telephone had the text, as the network reports."""

    def doubt(self) -> None:
        """Whether its reader has it already nobody knows."""
        self.context = {**self.context, IN_DOUBT: True}

    @property
    def left_as(self) -> str:
        """The Message-ID it leaves under: its own, also numbered anew, or that of the one mail of
        several centres that it is a part of (`notifications.together`)."""
        found: str = self.context.get("left_as") or _numbered(
            self.message_id, self.context.get(NUMBERED)
        )
        return found


IN_DOUBT: Final = "in_doubt"
"""In a context: at one try nobody said whether it was taken, so that it leaves again as it was."""
CODES: Final = ("codes/code", "contacts/code")
"""What brings a code that is good for some minutes."""
EARLIER: Final = "earlier"
"""In a context: what became of it each time before somebody had it sent again."""
NUMBERED: Final = "numbered"
"""In a context: with another link than in the mail that a system now lost may have sent under the
same Message-ID, which whoever receives both would fold into one (0161)."""


def _numbered(message_id: str, number: int | None) -> str:
    own, at, domain = message_id.rpartition("@")
    return f"{own}.{number}{at}{domain}" if number else message_id


def own_id(left_as: str) -> str:
    """The Message-ID of the row that left under this one."""
    own, at, domain = left_as.rpartition("@")
    return f"{own.partition('.')[0]}{at}{domain}"
