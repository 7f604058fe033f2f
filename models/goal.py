"""What the table said of the goal of a plan, criterion by criterion: Annex 1, Art. 13(2.1)."""

from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, EnumText, Sealed, listed
from rules.goal import Criterion, CriterionMark, CriterionWord


class GoalCriterion(Base):
    """One of the seven; of what nobody said there is no row, and it is "not stated"."""

    __tablename__ = "goal_criterion"
    __table_args__ = (
        UniqueConstraint("plan_id", "criterion", name="one_word_per_plan_and_criterion"),
        UniqueConstraint("review_id", "criterion", name="one_word_per_review_and_criterion"),
        CheckConstraint("num_nonnulls(plan_id, review_id) = 1", name="of_a_plan_or_a_review"),
        listed("criterion", Criterion),
        listed("mark", CriterionMark),
    )

    plan_id: Mapped[UUID | None] = mapped_column(ForeignKey("plan.id"))
    """The version of which it holds."""
    review_id: Mapped[UUID | None] = mapped_column(ForeignKey("review.id"))
    """The review that said it, where that made no other version: nothing was open, or a later
    meeting had made one already."""
    criterion: Mapped[Criterion] = mapped_column(EnumText(Criterion))
    mark: Mapped[CriterionMark] = mapped_column(EnumText(CriterionMark))
    words = Sealed(str)

    @property
    def said(self) -> CriterionWord:
        return CriterionWord(self.mark, self.words or "")
