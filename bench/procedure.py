"""A life about nothing, that answers when it is poked: proof that the mechanism knows no cases.

The worker learns of it by `python -m runtime.worker --with bench.procedure`.
"""

from collections.abc import Iterator
from datetime import datetime
from threading import Event
from uuid import UUID

from prefect import flow
from sqlalchemy import ColumnElement, select
from sqlalchemy.exc import OperationalError

from core.ids import new_id
from flows.kinds import FLOW_FOR
from flows.life import activate
from models.life import AuditEntry, Life
from models.people import Municipality
from models.session import Work
from rules.steps import DueStep, Step
from workflow.kinds import Kind, Look, register
from workflow.life import after_act, lock, settle

KIND = "bench"
STEPS = {
    "bench_begin": Step("bench_begin", "0(1)", "life", "Begin", "It begins"),
    "bench_answer": Step("bench_answer", "0(2)", "poke", "Answer a poke", "A poke is answered"),
}


class PokeRefused(Exception):
    """What a poke asked for: a failure for good, with a text that must not travel."""


def a_life(work: Work, municipality: Municipality, key: str) -> Life:
    """Open a bench life; it wakes at once."""
    life = Life(kind=KIND, key=key, municipality_id=municipality.id, began_at=work.clock.now())
    work.session.add(life)
    work.session.flush()
    work.wake(life.id, "begun")
    return life


def poke(work: Work, life_id: UUID, *, at: datetime | None = None, fail: str = "") -> UUID:
    """Ask for an answer, now or at a moment.

    `fail` is how its tries go until it is amended: `transient`, `permanent`, `slow2` (seconds).
    """
    life = lock(work, life_id)
    subject = new_id()
    _note(work, "bench poked", life=life, subject=subject, at=at or "", fail=fail)
    after_act(work, life_id, "poked")
    return subject


def amend(work: Work, life_id: UUID) -> None:
    """Correct what makes pokes fail; nothing is retried by that alone."""
    _note(work, "bench amended", life=lock(work, life_id))


def close(work: Work, life_id: UUID) -> None:
    """Let the life end once every poke is answered."""
    life = lock(work, life_id)
    _note(work, "bench closed", life=life)
    settle(work, life)
    work.wake(life_id, "closed")


def _note(work: Work, act: str, article: str | None = None, **more: object) -> None:
    """A bench life has no rows but its trail, which is asked before the commit writes it."""
    work.record(act, article, **more)
    work.write_trail()


def _entries(work: Work, life: Life, act: str) -> list[AuditEntry]:
    mine: ColumnElement[bool] = AuditEntry.life_id == life.id
    found = select(AuditEntry).where(mine, AuditEntry.act == act).order_by(AuditEntry.number)
    return list(work.session.scalars(found))


def _open(work: Work, life: Life) -> Iterator[tuple[datetime | None, UUID]]:
    answered = {entry.detail["subject"] for entry in _entries(work, life, "bench answered")}
    for entry in _entries(work, life, "bench poked"):
        if entry.detail["subject"] not in answered:
            at = datetime.fromisoformat(entry.detail["at"]) if entry.detail["at"] else None
            yield at, UUID(entry.detail["subject"])


def _look(work: Work, life: Life) -> Look:
    ahead = sorted(at for at, _ in _open(work, life) if at)
    closed = bool(_entries(work, life, "bench closed")) and not any(_open(work, life))
    return Look(
        steps=_steps(work, life),
        waiting_for="AwaitingMoment" if ahead else "AwaitingPoke",
        wake_at=ahead[0] if ahead else None,
        ended=closed,
    )


def _steps(work: Work, life: Life) -> list[DueStep]:
    if not _entries(work, life, "bench begun"):
        return [DueStep("bench_begin", life.id)]
    now = work.clock.now()
    return [DueStep("bench_answer", poke) for at, poke in _open(work, life) if not at or at <= now]


def _begin(work: Work, life_id: UUID, _: UUID | None) -> None:
    life = work.session.get_one(Life, life_id)
    if not _entries(work, life, "bench begun"):
        _note(work, "bench begun", "0(1)", life=life)


def _answer(work: Work, life_id: UUID, subject_id: UUID | None) -> None:
    life = work.session.get_one(Life, life_id)
    if subject_id not in {poke for _, poke in _open(work, life)}:
        return
    _fail_as_asked(work, life, subject_id)
    _note(work, "bench answered", "0(2)", life=life, subject=subject_id)


def _fail_as_asked(work: Work, life: Life, subject_id: UUID | None) -> None:
    asked = {e.detail["subject"]: e.detail["fail"] for e in _entries(work, life, "bench poked")}
    fail = asked[str(subject_id)]
    if not fail or _entries(work, life, "bench amended"):
        return
    if fail.startswith("slow"):
        Event().wait(float(fail.removeprefix("slow")))
        return
    if fail == "transient":
        raise OperationalError("SELECT 'Arta'", None, ConnectionError("Arta"))
    raise PokeRefused("Arta Berisha, born 2017-03-04, +383 44 123 456")


ACTS = {"bench_begin": _begin, "bench_answer": _answer}
register([Kind(KIND, _look, ACTS, alone=True)], STEPS)


@flow(name="bench", retries=0, persist_result=False, validate_parameters=False)
def bench(life_id: UUID) -> None:
    """A life that answers pokes until it is closed."""
    activate(life_id)


FLOW_FOR[KIND] = bench
