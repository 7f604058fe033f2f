"""What the rules said of a life when it was last settled, kept in its row.

Whatever changes a fact of a life settles it in the same transaction, so the row is as true as the
facts (decision 0020; `tests/written.py` compares both). It does not know that time passes: a day
that began, or a moment that the rules named, makes it old.
"""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from core.clock import local_day
from models.life import Life
from rules.steps import DueStep
from workflow.kinds import Look


def keep(life: Life, look: Look, until: datetime | None, now: datetime) -> None:
    """Write down what was found: `until` the rules would say something else by themselves."""
    steps = look.steps if life.ended_at is None else ()
    life.last_look = {
        "on": local_day(now).isoformat(),
        "until": until.isoformat() if until else None,
        "due": [_written(step) for step in steps],
        "then": [_written(step) for step in look.at_wake],
    }


def _written(step: DueStep) -> list[str | None]:
    return [step.act, str(step.subject_id) if step.subject_id else None]


def _read(written: Sequence[Sequence[str | None]]) -> list[DueStep]:
    return [DueStep(act, UUID(subject) if subject else None) for act, subject in written if act]


def still(life: Life, now: datetime) -> Sequence[DueStep] | None:
    """What is due, if the rules would say the same; None where they have to be asked.

    Days count, not hours: the rules know no others, and of hours `until` tells.
    """
    said, moment = life.last_look, until(life)
    if not said or said["on"] != local_day(now).isoformat():
        return None
    if moment is not None and moment <= now:
        return None
    return _read(said["due"])


def foreseen(life: Life, now: datetime) -> Sequence[DueStep] | None:
    """What was known beforehand to be due at a moment that has come; None where nothing was.

    Facts may have changed since: only for steps that ask under the lock whether they are due.
    """
    moment = until(life)
    if moment is None or moment > now:
        return None
    return _read(life.last_look.get("then", ())) or None


def answer(life: Life) -> None:
    """The moment that the rules had named has been answered: who asks next does not come by it."""
    life.last_look = life.last_look | {"until": None}


def due(life: Life) -> list[str]:
    """The steps that were due then, by name: for who may not read the facts they follow from."""
    return [act for act, _ in life.last_look.get("due", ())]


def until(life: Life) -> datetime | None:
    """When the rules have something else to say by themselves: a step, or a limit passed."""
    said = life.last_look.get("until")
    return datetime.fromisoformat(said) if said else None
