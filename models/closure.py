"""The closure of a case, from its proposal to the form that is signed: Art. 17."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, ForeignKeyConstraint, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, EnumText, Sealed, listed
from rules.closure import Ground


class Closure(Base):
    """A proposal to close the case, on its way through head, family and table: Art. 17."""

    __tablename__ = "closure"
    __table_args__ = (
        listed("ground", Ground),
        CheckConstraint(
            "decided_on IS NULL OR approved_at IS NOT NULL", name="no_decision_unapproved"
        ),
        CheckConstraint("approved_at IS NULL OR returned_at IS NULL", name="approved_or_returned"),
        Index("closures_by_case", "case_id"),
        CheckConstraint(
            "decided_on IS NULL OR (opinions_on IS NOT NULL AND digest IS NOT NULL)",
            name="decided_form_is_fixed",
        ),
        CheckConstraint(
            "declined_on IS NULL OR (approved_at IS NOT NULL AND decided_on IS NULL)",
            name="closed_or_declined",
        ),
        ForeignKeyConstraint(
            ["id", "digest"],
            ["signed_text.paper_id", "signed_text.digest"],
            name="closing_form_as_it_is_laid",
        ),
        Index(
            "one_open_closure_per_case",
            "case_id",
            unique=True,
            postgresql_where=text("returned_at IS NULL AND declined_on IS NULL"),
        ),
    )

    case_id: Mapped[UUID] = mapped_column(ForeignKey("cases.id"))
    ground: Mapped[Ground] = mapped_column(EnumText(Ground))
    """Annex 1, part 4.7: X1 to X5 are Art. 17(3.1) to 17(3.5); X6 is the Annex's "other"."""
    assessment = Sealed(str)
    """The manager's assessment and recommendation: Art. 17(1)."""
    ground_detail = Sealed(str)
    """What the ground needs: country and best interest, receiving centre, words beside "other"."""
    after_eighteen = Sealed(str)
    """Services recommended after the eighteenth birthday: Art. 17(4)."""
    proposed_by_id: Mapped[UUID] = mapped_column(ForeignKey("account.id"))
    proposed_at: Mapped[datetime]
    asked_at: Mapped[datetime | None]
    approved_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("account.id"))
    approved_at: Mapped[datetime | None]
    returned_at: Mapped[datetime | None]
    """When the head sent it back."""
    head_note = Sealed(str)
    answered_at: Mapped[datetime | None]
    """When the manager was told the head's decision."""
    child_opinion = Sealed(str)
    child_no_opinion_reason = Sealed(str)
    parent_opinion = Sealed(str)
    parent_no_opinion_reason = Sealed(str)
    opinions_on: Mapped[date | None]
    meeting_id: Mapped[UUID | None] = mapped_column(ForeignKey("meeting.id"))
    decided_on: Mapped[date | None]
    """When the table closed the case; from then on nothing of the form changes."""
    declined_on: Mapped[date | None]
    """When the table did not close the case, although the head had approved it."""
    digest: Mapped[bytes | None]
    """The closing form as it is laid for signature: `SignedText`."""
    signatures_asked_at: Mapped[datetime | None]

    @property
    def is_open(self) -> bool:
        """On its way, or decided: neither sent back by the head nor declined by the table."""
        return self.returned_at is None and self.declined_on is None
