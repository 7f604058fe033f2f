"""Reads the tree as text and as syntax, without importing it."""

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).parents[2]
ROOMS: Final = (
    *("core", "rules", "models", "workflow", "identity", "casework", "queries", "notifications"),
    *("documents", "tasks", "flows", "runtime", "portal", "simulation", "deployments", "bench"),
)


def modules(*rooms: str) -> Iterator[tuple[str, ast.Module]]:
    """Every module of these rooms (of all where none is named), by its path from the top."""
    for room in rooms or ROOMS:
        for path in sorted((ROOT / room).rglob("*.py")):
            name = path.relative_to(ROOT).as_posix()
            yield name, ast.parse(path.read_text(encoding="utf-8"), name)


def functions(tree: ast.Module) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


def imports(tree: ast.Module) -> set[str]:
    """The modules that `from ... import` names anywhere in it."""
    return {node.module or "" for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}


def called(node: ast.expr) -> str:
    """The last name of what is called or decorated with: `step` of `@step("x")`."""
    target = node.func if isinstance(node, ast.Call) else node
    return getattr(target, "attr", getattr(target, "id", ""))


def articles_of(function: ast.FunctionDef | ast.AsyncFunctionDef) -> set[str]:
    """The provisions of its `@pytest.mark.article("8(3)", ...)`."""
    return {
        argument.value
        for mark in function.decorator_list
        if isinstance(mark, ast.Call) and called(mark) == "article"
        for argument in mark.args
        if isinstance(argument, ast.Constant) and isinstance(argument.value, str)
    }


@cache
def marked() -> dict[str, set[str]]:
    """Every provision that a test of the tree is marked with, and the modules that do so."""
    found: dict[str, set[str]] = {}
    for name, tree in modules("tests"):
        for function in functions(tree):
            for article in articles_of(function):
                found.setdefault(article, set()).add(name)
    return found
