"""What the keeper puts right: rows that wait for nobody, runs that show what is not so."""

import logging
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime, timedelta
from uuid import UUID

from prefect.client.orchestration import SyncPrefectClient
from prefect.client.schemas.filters import (
    DeploymentFilter,
    DeploymentFilterId,
    FlowRunFilter,
    FlowRunFilterId,
    FlowRunFilterState,
    FlowRunFilterStateType,
)
from prefect.client.schemas.objects import FlowRun, State, StateType
from sqlalchemy import case, delete, exists, or_, select

from flows.life import state_of
from models import name_key
from models.form_draft import FormDraft
from models.life import WATCH, Heartbeat, Life, WakeReason, Wakeup, says_by
from models.outbox import Message
from models.session import Work, engine, unit_of_work
from notifications import outbox, over
from rules.defaults import DEFAULTS
from runtime.register import Registry
from runtime.runs import make_run
from workflow.activation import rest_of
from workflow.lock import is_free, lock_of

logger = logging.getLogger(__name__)

PAGE = 200  # what Prefect gives at once
TOO_LONG = timedelta(seconds=60)  # no activation takes that long with its lock free
CLOSE_ENOUGH = timedelta(seconds=2)
AT_WORK = (StateType.RUNNING, StateType.PENDING)
ASTRAY = (StateType.FAILED, StateType.CRASHED, StateType.CANCELLED, StateType.CANCELLING)
UNWATCHED_AFTER = timedelta(days=7)
FORGOTTEN_AFTER = timedelta(minutes=15)  # a worker that died is shown as silent until then
_waiting = exists().where(Wakeup.life_id == Life.id, Wakeup.taken_at.is_(None))


def wake_the_forgotten(work: Work) -> int:
    """Lives that nothing would wake: never begun, stalled for hours, or with mail to send; and
    where what the rules said is over and no waking stands for it, as no act of ours leaves it."""
    now = work.clock.now()
    mail = exists().where(Message.life_id == Life.id, outbox.due(now))
    overdue = Life.stalled_at.is_not(None) & (Life.wake_at <= now)
    unbegun = Life.flow_run_id.is_(None)
    asleep = Life.wake_at.is_(None) | (Life.wake_at > now)
    silenced = Life.stalled_at.is_(None) & says_by(now) & asleep
    found = work.session.scalars(
        select(Life.id).where(
            or_(
                Life.ended_at.is_(None) & (unbegun | overdue | silenced),
                Life.stalled_at.is_(None) & mail,  # the last mail of an ended life as well
            ),
            ~_waiting,
        )
    ).all()
    for life_id in found:
        work.wake(life_id, WakeReason.KEEPER)
    return len(found)


def withdraw_what_is_over(work: Work) -> None:
    """An invitation that never left is not sent to a meeting that is over; nor is anybody asked any
    more to correct an address for it."""
    work.wake_all(over.withdraw_what_is_over(work), WakeReason.MAIL)


def make_children_found(work: Work) -> int:
    """Those on record since before names had sounds are found by theirs too, some at a time, until
    there are none: decision 0198."""
    children = work.session.scalars(name_key.without_any().limit(PAGE)).all()
    for child in children:
        marks = name_key.fingerprints(child.name or "")
        name_key.note(work.session, child.case_id, marks or {name_key.NO_SOUND})
    return len(children)


def forget_the_dead(work: Work) -> None:
    """Workers that died and did not come back; a successor has a name of its own. A machine that
    nobody looks at any more is shown as such for longer."""
    looked_at = Heartbeat.name.startswith(WATCH)
    after = case((looked_at, UNWATCHED_AFTER), else_=FORGOTTEN_AFTER)
    silent = Heartbeat.beat_at < datetime.now(UTC) - after
    work.session.execute(delete(Heartbeat).where(silent))


def forget_drafts(work: Work) -> None:
    """What an officer typed and has not sent for so long: ours, decision 0229."""
    before = work.clock.now() - timedelta(days=DEFAULTS.DRAFT.days)
    work.session.execute(delete(FormDraft).where(FormDraft.kept_at < before))


def runs_of(
    client: SyncPrefectClient, registry: Registry, states: Iterable[StateType]
) -> Iterable[FlowRun]:
    """The runs of our deployments that are in one of these states."""
    ours = DeploymentFilter(
        id=DeploymentFilterId(any_=[known.deployment_id for known in registry.values()])
    )
    wanted = FlowRunFilter(state=FlowRunFilterState(type=FlowRunFilterStateType(any_=list(states))))
    offset = 0
    while True:
        page = client.read_flow_runs(
            flow_run_filter=wanted, deployment_filter=ours, limit=PAGE, offset=offset
        )
        yield from page
        if len(page) < PAGE:
            return
        offset += PAGE


def wake_what_went_astray(work: Work, runs: Iterable[FlowRun]) -> int:
    """Wake lives whose worker died, or whose run somebody or something has ended."""
    suspects = {run.id: run for run in runs if _is_suspect(run)}
    lives = work.session.scalars(select(Life).where(Life.flow_run_id.in_(suspects), ~_waiting))
    woken = 0
    # The runs were read before the locks are tried: a life that parked in between is woken for
    # nothing, no worse. Each lock that is free is ours until this connection is given back.
    with engine().connect() as connection:
        for life in lives:
            run = suspects[life.flow_run_id] if life.flow_run_id else None
            at_work = bool(run and run.state and run.state.type in AT_WORK)
            stays = (life.ended_at or life.stalled_at) and not at_work
            if not stays and is_free(connection, life.id):
                work.wake(life.id, WakeReason.KEEPER)
                woken += 1
    return woken


def _is_suspect(run: FlowRun) -> bool:
    state = run.state
    return state is not None and (
        state.type not in AT_WORK or datetime.now(UTC) - state.timestamp > TOO_LONG
    )


def answer_the_dashboard(work: Work, runs: Iterable[FlowRun]) -> list[FlowRun]:
    """Wake the lives whose runs Prefect holds for due; gives back the runs that are no life's.

    A stalled life rests in Failed, so there it was Prefect's own Retry button. On a parked one
    the moment has come, which our rows say as well.
    """
    due = {run.id: run for run in runs}
    lives = work.session.scalars(select(Life).where(Life.flow_run_id.in_(due))).all()
    # A connection of its own for the looks at locks: `is_free` keeps what it takes until its
    # transaction ends, and that must not be the transaction that wakes.
    with engine().connect() as connection:
        for life in lives:
            by_hand = life.stalled_at is not None
            if (by_hand or not _is_waiting(work, life.id)) and is_free(connection, life.id):
                work.wake(life.id, WakeReason.RETRY if by_hand else WakeReason.DASHBOARD)
    ours = {life.flow_run_id for life in lives}
    return [run for run_id, run in due.items() if run_id not in ours]


def _is_waiting(work: Work, life_id: UUID) -> bool:
    return bool(work.session.scalar(select(_waiting).where(Life.id == life_id)))


def audit(client: SyncPrefectClient, registry: Registry, after: UUID | None) -> UUID | None:
    """Hold a page of open lives against their runs; gives where to go on, None at the end."""
    with unit_of_work(read_only=True) as work:
        page = select(Life).where(Life.ended_at.is_(None), Life.flow_run_id.is_not(None), ~_waiting)
        page = page.where(Life.id > after) if after else page
        lives = work.session.scalars(page.order_by(Life.id).limit(PAGE)).all()
    if lives:
        wanted = FlowRunFilter(id=FlowRunFilterId(any_=[life.flow_run_id for life in lives]))
        runs = {run.id: run for run in client.read_flow_runs(flow_run_filter=wanted, limit=PAGE)}
        _compare(client, registry, lives, runs)
    return lives[-1].id if len(lives) == PAGE else None


def _compare(
    client: SyncPrefectClient,
    registry: Registry,
    lives: Sequence[Life],
    runs: dict[UUID, FlowRun],
) -> None:
    for life in lives:
        run = runs.get(life.flow_run_id) if life.flow_run_id else None
        if run is None:
            logger.warning("Life %s has lost its run; it gets another", life.id)
            make_run(client, registry, life.id)
        elif run.state is not None and run.state.type not in AT_WORK:
            _show_again(client, life.id, run.id, run.state)


def _show_again(client: SyncPrefectClient, life_id: UUID, run_id: UUID, shown: State) -> None:
    """Let a resting run show what its life rests in by now: another duty, another day."""
    # Under the life's lock, as an activation is: nobody changes what is shown meanwhile.
    with lock_of(life_id) as ours, unit_of_work() as work:
        life = work.session.get_one(Life, life_id)
        if (
            not ours
            or life.ended_at
            or work.session.scalar(select(_waiting).where(Life.id == life_id))
        ):
            return
        wanted = state_of(rest_of(work, life))
        # AwaitingRetry: an operator pressed Retry, which the next poll answers.
        if shown.name == "AwaitingRetry" or _alike(shown, wanted):
            return
        client.set_flow_run_state(run_id, wanted, force=True)


def _alike(shown: State, wanted: State) -> bool:
    if (shown.type, shown.name) != (wanted.type, wanted.name):
        return False
    ours, theirs = (s.state_details.scheduled_time for s in (wanted, shown))
    return ours == theirs or bool(ours and theirs and abs(ours - theirs) < CLOSE_ENOUGH)
