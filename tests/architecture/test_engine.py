"""What the engine sees: ids, dates and numbers; every step with one task and its own acts."""

import ast

import pytest

from casework.bootstrap import KINDS
from rules.steps import STEPS
from tests.architecture.reading import called, functions, imports, modules

HARMLESS = {"UUID", "UUID | None", "date", "date | None", "int", "int | None"}
SHARED = {"ask_declarations", "ask_agreement", "invite_members", "tell_unsent"} | {
    *("ask_signatures", "send_minutes")
}
"""Of a case's table and a municipality's."""


def takes(path: str, function: ast.FunctionDef | ast.AsyncFunctionDef) -> bool:
    """A flow, or a body that becomes a task."""
    decorators = {called(decorator) for decorator in function.decorator_list}
    return "flow" in decorators or (path.startswith("tasks/") and function.name in {"body", "run"})


@pytest.mark.article("18(1)", "10(6)")
def test_every_parameter_of_a_flow_or_task_is_an_id_a_date_or_a_number() -> None:
    found = [
        (f"{path}:{function.name}", function)
        for path, tree in modules("tasks", "flows")
        for function in functions(tree)
        if takes(path, function)
    ]
    assert len(found) == 7  # four flows; a step's body, the delivery's, and what wraps them
    odd = [
        f"{name}({argument.arg})"
        for name, function in found
        for argument in (*function.args.args, *function.args.kwonlyargs)
        if argument.annotation is None or ast.unparse(argument.annotation) not in HARMLESS
    ]
    assert odd == []
    assert not [name for name, function in found if function.args.vararg or function.args.kwarg]


def test_flows_and_tasks_ask_no_rows_and_reckon_nothing() -> None:
    reckoning = (ast.BinOp, ast.Compare)
    for path, tree in modules("tasks", "flows"):
        assert not [name for name in imports(tree) if name.startswith("sqlalchemy")], path
        if path != "flows/life.py":
            assert not [
                node
                for node in ast.walk(tree)
                if isinstance(node, reckoning)
                and not isinstance(getattr(node, "op", None), ast.BitOr)
                and "None" not in ast.unparse(node)
            ], path


def test_every_step_belongs_to_one_kind_of_life() -> None:
    kinds = {act: [kind.name for kind in KINDS if act in kind.acts] for act in STEPS}
    assert {act for act, found in kinds.items() if len(found) > 1} <= SHARED
    assert [act for act, found in kinds.items() if not found] == []
    known = {act for kind in KINDS for act in kind.acts}
    assert known == set(STEPS)


def test_only_the_clock_asks_the_system_for_the_time() -> None:
    asking = {"now", "utcnow", "today", "time", "localtime", "gmtime"}
    owners = {"datetime", "date", "time"}
    found = set()
    for path, tree in modules(*ROOMS_OF_THE_LAW):
        for node in ast.walk(tree):
            if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Attribute):
                continue
            owner = node.func.value
            if node.func.attr in asking and isinstance(owner, ast.Name) and owner.id in owners:
                found.add(path)
    assert found == {"core/clock.py"}


ROOMS_OF_THE_LAW = (
    *("core", "rules", "models", "workflow", "identity", "casework", "queries", "notifications"),
    *("documents", "tasks", "flows"),
    *("portal", "simulation"),
)
"""Where a day matters; `deployments` and `bench` also measure how long something takes."""


def test_nobody_sends_mail_but_the_channel() -> None:
    found = [
        path
        for path, tree in modules()
        for node in ast.walk(tree)
        if (isinstance(node, ast.Import) and any(name.name == "smtplib" for name in node.names))
        or (isinstance(node, ast.ImportFrom) and node.module == "smtplib")
    ]
    assert found == []
