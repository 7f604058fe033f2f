"""What the table says of the goal of its plan: Annex 1, Art. 13(2.1), 15(3)."""

from models.goal import GoalCriterion
from models.plan import Plan, Review
from models.session import Work
from rules.goal import Words, stands


def keep(work: Work, made: Plan | Review, before: Words, said: Words) -> None:
    """Write down what holds of a version; of a review that makes none, what it says."""
    held = stands(before, said)
    of_plan = isinstance(made, Plan)
    for criterion, word in held.items():
        if of_plan or before.get(criterion) != word:
            work.session.add(
                GoalCriterion(
                    plan_id=made.id if of_plan else None,
                    review_id=None if of_plan else made.id,
                    criterion=criterion,
                    mark=word.mark,
                    words=word.words or None,
                )
            )
    work.session.flush()
