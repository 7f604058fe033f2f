"""Who pressed "this is spam" on a mail of ours, and when: RFC 5965, decision 0170."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base


class MailComplaint(Base):
    """One seat's, once a day. It changes nothing of the mail, and cuts nothing: Art. 6(1.1)."""

    __tablename__ = "mail_complaint"
    __table_args__ = (
        UniqueConstraint("member_id", "said_on", name="one_complaint_a_day"),
        Index("mail_complaints_by_mail", "mail_id"),
        Index("mail_complaints_by_day", "said_at"),
    )

    member_id: Mapped[UUID] = mapped_column(ForeignKey("member.id"))
    mail_id: Mapped[UUID | None] = mapped_column(ForeignKey("message.id"))
    """The mail; of what came in before complaints had rows nobody knows which."""
    said_on: Mapped[date]
    said_at: Mapped[datetime]
    """When the report came in; the provider's own moment is not kept."""
