"""Messages on their way: queued with the act that asks for them, delivered afterwards."""

from datetime import datetime
from typing import Any, Final
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base

ON_THE_WAY: Final = ("queued", "sending")
SET_ASIDE: Final = "set_aside"
"""It could not be composed; not looked at again before somebody asks for a retry."""


class Message(Base):
    """One message to one person over one channel; the key makes it the only one of its kind."""

    __tablename__ = "message"
    __table_args__ = (
        UniqueConstraint("key", name="one_message_per_key"),
        CheckConstraint("channel IN ('mail','sms')", name="channel"),
        CheckConstraint(
            "status IN ('queued','sending','sent','failed','unknown','obsolete','set_aside')",
            name="status",
        ),
        CheckConstraint("recipient IN ('member','superior','account')", name="recipient"),
        Index(
            "unsent_messages", "not_before", postgresql_where=text("status IN ('queued','sending')")
        ),
        Index("messages_set_aside", "life_id", postgresql_where=text("status = 'set_aside'")),
        Index("messages_by_life", "life_id", "queued_at"),
        Index("returned_messages", "recipient_id", postgresql_where=text("status = 'failed'")),
    )

    key: Mapped[str]
    life_id: Mapped[UUID | None] = mapped_column(ForeignKey("life.id"))
    template: Mapped[str]
    """`convening/invitation`: the folder and file of its words in each language."""
    article: Mapped[str]
    channel: Mapped[str] = mapped_column(default="mail")
    recipient: Mapped[str]
    recipient_id: Mapped[UUID]
    """A professional's id (`member`, `superior`) or an account's."""
    context: Mapped[dict[str, Any]] = mapped_column(JSONB, default=dict)
    """Ids, case numbers, dates, times and places; nothing about a child."""
    link_id: Mapped[UUID | None] = mapped_column(ForeignKey("member_link.id"))
    status: Mapped[str] = mapped_column(default="queued")
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
    """The server's code and class of answer, never its text; the error that set it aside."""
