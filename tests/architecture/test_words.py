"""Roles, kinds, purposes and states are enums: no bare text is compared with, or set as, one."""

import ast
from collections.abc import Iterator

import pytest

from tests.architecture.reading import ROOMS, modules

WORDS = frozenset(
    (
        *("kind", "purpose", "status", "state", "channel", "method", "role"),
        *("risk", "ground", "relation", "outcome", "means", "ended_as", "verdict"),
        *("actor_kind", "recipient", "paper", "phase", "actor"),
    )
)


def bare_words(tree: ast.AST) -> Iterator[int]:
    """The lines where an attribute of these names meets a text that stands there by itself."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Compare):
            sides = [node.left, *node.comparators]
            found = any(map(_is_word, sides)) and any(map(_is_bare, sides))
        elif isinstance(node, ast.Call):
            found = _is_asked_of_rows(node) or any(
                keyword.arg in WORDS and _is_bare(keyword.value) for keyword in node.keywords
            )
        elif isinstance(node, ast.Assign):
            found = any(_sets_bare(target, node.value) for target in node.targets)
        elif isinstance(node, ast.Match):
            cases = [part for case in node.cases for part in ast.walk(case.pattern)]
            values = [part.value for part in cases if isinstance(part, ast.MatchValue)]
            found = _is_word(node.subject) and any(map(_is_bare, values))
        else:
            continue
        if found:
            yield node.lineno


def _is_word(node: ast.expr) -> bool:
    return isinstance(node, ast.Attribute) and node.attr in WORDS


def _is_bare(node: ast.expr) -> bool:
    """A text, a choice between texts, or a collection that holds one."""
    if isinstance(node, ast.Constant):
        return isinstance(node.value, str)
    if isinstance(node, ast.IfExp):
        return _is_bare(node.body) or _is_bare(node.orelse)
    return isinstance(node, ast.Tuple | ast.List | ast.Set) and any(map(_is_bare, node.elts))


def _sets_bare(target: ast.expr, value: ast.expr) -> bool:
    """Also one by one: `row.status, row.reply = "sent", None`"""
    if isinstance(target, ast.Tuple) and isinstance(value, ast.Tuple):
        return any(map(_sets_bare, target.elts, value.elts))
    return _is_word(target) and _is_bare(value)


def _is_asked_of_rows(node: ast.Call) -> bool:
    """`Message.status.in_(("queued", ...))`"""
    target = node.func
    return (
        isinstance(target, ast.Attribute)
        and _is_word(target.value)
        and any(map(_is_bare, node.args))
    )


def test_no_role_kind_purpose_or_state_is_a_bare_text() -> None:
    found = [
        f"{path}:{line}"
        for path, tree in modules(*ROOMS)
        if not path.startswith("models/migrations/")
        for line in bare_words(tree)
    ]
    assert found == []


@pytest.mark.parametrize(
    "line",
    [
        'meeting.kind == "review"',
        'meeting.kind in {"review", "closure"}',
        '"sign" != line.role',
        'Message.status.in_(("queued", "failed"))',
        'Signature(method="paper" if on_paper else "code")',
        'message.status = "sent"',
        'message.status, message.reply = "failed", None',
        'match meeting.kind:\n case "first": pass',
    ],
)
def test_a_bare_text_is_seen(line: str) -> None:
    assert list(bare_words(ast.parse(line))) == [1]


@pytest.mark.parametrize(
    "line",
    [
        "meeting.kind == MeetingKind.REVIEW",
        "message.status in {MessageStatus.SENT, MessageStatus.SENDING}",
        "message.status = MessageStatus.SENT",
        'reference == "4711"',
    ],
)
def test_an_enum_is_no_bare_text(line: str) -> None:
    assert list(bare_words(ast.parse(line))) == []
