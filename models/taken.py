"""What reminds somebody does so once a server or gateway has taken it: Art. 14(3.2), ours."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column


class ByMessage:
    """Of a row that one message told somebody of."""

    message_id: Mapped[UUID | None] = mapped_column(ForeignKey("message.id"))
    """Which one says it; none where it was left out of it as it left."""
    taken_at: Mapped[datetime | None]
    """When a server took it: nobody is reminded by what lies in the outbox."""
