"""The oracle of what is written down: it equals what the rules say of the facts now."""

from collections import defaultdict
from collections.abc import Mapping
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import Select, select

from models.duty import ComingStepRow
from models.life import Life, WakeReason, Wakeup
from models.session import Work, unit_of_work
from rules.duties import OpenDuty
from workflow import last_look
from workflow.duties import duties_by_life
from workflow.kinds import Look, kind_of

NOTHING = Look(steps=(), waiting_for="Completed", wake_at=None)
KINDS = ("case", "quarterly", "annual")  # the others owe nothing and announce nothing


def check(work: Work, place: UUID | None = None) -> Mapping[UUID, Look]:
    """No row is stale, whatever changed a fact of any life, by an act or beside one.

    Of one municipality, where only its lives go on. Gives what the rules say of those that are
    open; of one that has ended nothing may be written down, whatever they say.
    """
    asked = [Life.kind.in_(KINDS), *([Life.municipality_id == place] if place else [])]
    owed = duties_by_life(work, *asked)
    ahead: dict[UUID, set[tuple[str, UUID | None, date]]] = defaultdict(set)
    query = select(ComingStepRow).join(Life, Life.id == ComingStepRow.life_id).where(*asked)
    today = work.clock.today()
    for row in work.session.scalars(query.where(ComingStepRow.on_day > today)):
        ahead[row.life_id].add((row.act, row.subject_id, row.on_day))
    outlooks: dict[UUID, Look] = {}
    unsettled = set(work.session.scalars(_waits_to_be_settled()))
    for life in work.session.scalars(select(Life).where(*asked, Life.id.not_in(unsettled))):
        if life.ended_at is None:
            outlooks[life.id] = kind_of(life).look(work, life)
        outlook = outlooks.get(life.id, NOTHING)
        said = [_spelled(duty) for duty in outlook.duties]
        assert [_spelled(duty) for duty in owed.get(life.id, ())] == said, life.key
        planned = {(step.act, step.subject_id, step.on) for step in outlook.planned}
        assert ahead[life.id] == {step for step in planned if step[2] > today}, life.key
        due = last_look.still(life, work.clock.now()) if kind_of(life).alone else None
        assert due is None or due == list(outlook.steps), life.key
    return outlooks


def _waits_to_be_settled() -> Select[UUID]:
    """Lives of which a fact changed behind a link to another: settled once they have woken."""
    waits = Wakeup.taken_at.is_(None), Wakeup.reason == WakeReason.ELSEWHERE
    return select(Wakeup.life_id).where(*waits)


def check_now(place: UUID | None = None) -> Mapping[UUID, Look]:
    with unit_of_work(read_only=True) as work:
        return check(work, place)


def _spelled(duty: OpenDuty) -> tuple[Any, ...]:
    about = (duty.subject_id, duty.meeting_id, sorted(duty.members), duty.count)
    return (duty.duty, duty.actor, duty.due, str(duty.basis), duty.is_ours, *about)
