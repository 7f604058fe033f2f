"""What is known of a child and its family, fact by fact: nothing of it is ever overwritten."""

import json
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, EnumText, Sealed, listed
from rules.known import FORMS, FactName, Form, Value


class FactRow(Base):
    """One answer to one question, as somebody recorded it; a correction is another row."""

    __tablename__ = "fact"
    __table_args__ = (
        listed("name", FactName),
        UniqueConstraint("corrects_id", name="corrected_once"),
        CheckConstraint(
            "corrects_id IS NULL OR reason_sealed IS NOT NULL", name="correction_has_reason"
        ),
        Index("facts_by_case", "case_id"),
        UniqueConstraint("person_id", "name", "number", name="one_answer_per_number"),
    )

    case_id: Mapped[UUID] = mapped_column(ForeignKey("cases.id"))
    person_id: Mapped[UUID] = mapped_column(ForeignKey("family_person.id"))
    """Whose it is: the child's, or of somebody of the family."""
    name: Mapped[FactName] = mapped_column(EnumText(FactName))
    number: Mapped[int]
    """The how manieth answer to this question: two clocks never decide which came last."""
    answer = Sealed(str)
    """The answer as JSON; `null` says that it is not known."""
    valid_from: Mapped[date | None]
    """Since when it holds; NULL where nobody knows."""
    known_on: Mapped[date]
    """When the centre came to know it."""
    recorded_at: Mapped[datetime]
    recorded_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("account.id"))
    source = Sealed(str)
    """Who said so, or which paper."""
    reason = Sealed(str)
    """Why what stood before was wrong, or holds no more."""
    corrects_id: Mapped[UUID | None] = mapped_column(ForeignKey("fact.id"))

    @property
    def value(self) -> Value:
        found: str | bool | None = json.loads(self.answer or "null")
        return date.fromisoformat(str(found)) if found and FORMS[self.name] is Form.DAY else found


def as_json(value: Value) -> str:
    """How an answer is written down."""
    return json.dumps(value.isoformat() if isinstance(value, date) else value, ensure_ascii=False)
