"""Every step has one task, and no task or flow keeps or tells anything."""

from collections.abc import Iterator
from dataclasses import replace
from inspect import signature
from uuid import UUID, uuid4

import pytest
from prefect.cache_policies import NO_CACHE
from sqlalchemy.exc import OperationalError

import bench.procedure
from casework.bootstrap import KINDS, bootstrap
from flows.kinds import FLOW_FOR, LifeFlow
from rules.steps import DELIVERY, STEPS, Step
from tasks.steps import StepTask, as_task, delivery, task_of
from workflow.failure import Failure, StepFailed, is_transient
from workflow.kinds import NotJoined, register

SECRET = "Arta Berisha, +383 44 123 456"


def every_task() -> Iterator[tuple[Step, StepTask]]:
    bootstrap()
    yield from ((step, task_of(step.act)) for step in STEPS.values())
    yield from ((step, task_of(step.act)) for step in bench.procedure.STEPS.values())
    yield DELIVERY, delivery()


def test_a_step_has_one_task_and_nothing_else_has_any() -> None:
    assert task_of("invite_members") is task_of("invite_members")
    with pytest.raises(KeyError):
        task_of("close_the_case")


@pytest.mark.parametrize("more", [{"send_flowers"}, set()])
def test_nothing_starts_where_a_step_and_its_act_do_not_meet(more: set[str]) -> None:
    lacking = [replace(KINDS[0], acts=dict.fromkeys(more, KINDS[0].acts["seal_file"]))]
    with pytest.raises(NotJoined, match="send_flowers" if more else "seal_file"):
        register([*lacking, *KINDS[1:]], STEPS)
    register(KINDS, STEPS)


@pytest.mark.parametrize(("info", "task"), list(every_task()), ids=lambda value: value.name)
def test_a_task_is_named_by_its_article_and_keeps_nothing(info: Step, task: StepTask) -> None:
    assert task.name == f"{info.title} · Art. {info.article}"
    assert task.cache_policy == NO_CACHE
    assert task.persist_result is False
    assert task.retries == 0
    assert {p.annotation for p in signature(task.fn).parameters.values()} == {UUID, UUID | None}
    assert str(task.task_run_name).startswith(f"{info.name} · {{")


@pytest.mark.parametrize("flow", FLOW_FOR.values(), ids=FLOW_FOR.keys())
def test_a_flow_takes_ids_and_is_never_retried_by_prefect(flow: LifeFlow) -> None:
    assert flow.retries == 0  # a run that was retried in its process is never picked up again
    assert flow.persist_result is False
    annotations = {p.annotation for p in signature(flow.fn).parameters.values()}
    assert annotations <= {UUID, UUID | None}


def test_what_fails_tells_its_class_and_nothing_else() -> None:
    def body(_life_id: UUID, _subject_id: UUID | None) -> None:
        raise LookupError(SECRET)

    with pytest.raises(StepFailed) as caught:
        as_task(body, STEPS["seal_file"]).fn(uuid4(), uuid4())
    failed = caught.value
    name = STEPS["seal_file"].name
    assert str(failed) == f"{name} · LookupError · {failed.failure.reference}"
    assert failed.__context__ is None
    assert failed.__cause__ is None
    assert SECRET not in failed.failure.where


def test_what_passes_by_itself_is_told_from_what_does_not() -> None:
    assert is_transient(OperationalError("SELECT", None, Exception()))
    assert is_transient(TimeoutError())
    assert is_transient(ConnectionRefusedError())
    assert not is_transient(LookupError())
    assert not Failure.interrupted().transient
