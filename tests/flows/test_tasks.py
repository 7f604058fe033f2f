"""Every step has one task, and no task or flow keeps or tells anything."""

from collections.abc import Iterator
from inspect import signature
from uuid import UUID, uuid4

import pytest
from prefect.cache_policies import NO_CACHE
from sqlalchemy.exc import OperationalError

import bench.procedure
from casework.case import life as case_life
from casework.municipality import morning, quarterly
from flows.kinds import FLOW_FOR, LifeFlow
from rules.steps import STEPS, StepInfo
from tasks.delivery import DELIVERY, deliver_notices
from tasks.step import TASK_FOR, StepTask, scrubbed, step
from workflow.failure import Failure, StepFailed, is_transient

SECRET = "Arta Berisha, +383 44 123 456"


def every_task() -> Iterator[tuple[StepInfo, StepTask]]:
    yield from ((STEPS[act], task) for act, task in TASK_FOR.items())
    yield DELIVERY, deliver_notices


def test_every_step_has_exactly_one_task() -> None:
    assert TASK_FOR.keys() == STEPS.keys()
    assert len({id(task) for task in TASK_FOR.values()}) == len(STEPS)
    with pytest.raises(ValueError, match="has a task already"):
        step("invite_members")(lambda case_id, meeting_id: None)


def test_every_step_is_an_act_of_some_procedure_and_every_act_a_step() -> None:
    procedures = (case_life, morning, quarterly, bench.procedure)
    acts = {act for module in procedures for act in module.KIND.acts}
    assert acts == STEPS.keys()


@pytest.mark.parametrize(("info", "task"), list(every_task()), ids=lambda value: value.name)
def test_a_task_is_named_by_its_article_and_keeps_nothing(info: StepInfo, task: StepTask) -> None:
    assert task.name == f"{info.title} · Art. {info.article}"
    assert task.cache_policy == NO_CACHE
    assert task.persist_result is False
    assert task.retries == 0
    assert {p.annotation for p in signature(task.fn).parameters.values()} == {UUID}
    assert str(task.task_run_name).startswith(f"{info.name} · {{")


@pytest.mark.parametrize("flow", FLOW_FOR.values(), ids=FLOW_FOR.keys())
def test_a_flow_takes_ids_and_is_never_retried_by_prefect(flow: LifeFlow) -> None:
    assert flow.retries == 0  # a run that was retried in its process is never picked up again
    assert flow.persist_result is False
    annotations = {p.annotation for p in signature(flow.fn).parameters.values()}
    assert annotations <= {UUID, UUID | None}


def test_what_fails_tells_its_class_and_nothing_else() -> None:
    def body(life_id: UUID, subject_id: UUID) -> None:
        raise LookupError(SECRET)

    with pytest.raises(StepFailed) as caught:
        scrubbed(body, "A step · Art. 1")(uuid4(), uuid4())
    failed = caught.value
    assert str(failed) == f"A step · Art. 1 · LookupError · {failed.failure.reference}"
    assert failed.__context__ is None
    assert failed.__cause__ is None
    assert SECRET not in failed.failure.where


def test_what_passes_by_itself_is_told_from_what_does_not() -> None:
    assert is_transient(OperationalError("SELECT", None, Exception()))
    assert is_transient(TimeoutError())
    assert is_transient(ConnectionRefusedError())
    assert not is_transient(LookupError())
    assert not Failure.interrupted().transient
