"""Forms that were acted on: the same form sent twice is one act, and is answered alike."""

from datetime import datetime

from sqlalchemy import Index
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, Sealed


class SentForm(Base):
    """One form of one browser; its id is made of the key that the page gave the form."""

    __tablename__ = "sent_form"
    __table_args__ = (Index("sent_forms_by_time", "sent_at"),)

    sent_at: Mapped[datetime]
    """Real time, by which it is forgotten."""
    given_back: Mapped[bool] = mapped_column(default=False)
    """Nothing came of it: it may be sent another time."""
    answer = Sealed(str)
    """Where the first answer led; NULL while that act is under way."""
