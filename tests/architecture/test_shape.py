"""The shape of the lines: functions that fit, refusals that say why and what else."""

import ast

import pytest

import casework.bootstrap
import portal.app
from rules.basis import Article, Default
from rules.refusals import NotPossible, ProcedureRefused
from tests.architecture.reading import called, functions, imports, modules


def test_functions_fit_on_a_screen() -> None:
    long = [
        f"{name}:{function.name} ({(function.end_lineno or 0) - function.lineno + 1})"
        for name, tree in modules()
        for function in functions(tree)
        if (function.end_lineno or 0) - function.lineno + 1 > 50
    ]
    assert long == []


def refusals(base: type[ProcedureRefused] = ProcedureRefused) -> list[type[ProcedureRefused]]:
    """Every refusal that the loaded rooms know."""
    direct = base.__subclasses__()
    return [each for kind in direct for each in (kind, *refusals(kind))]


assert casework.bootstrap, portal.app  # loads every act and route, and with them their refusals
OURS = [kind for kind in refusals() if not kind.__module__.startswith(("bench", "tests"))]


@pytest.mark.parametrize("kind", OURS, ids=lambda kind: kind.__name__)
def test_a_refusal_names_its_reason_a_way_out_and_its_article(
    kind: type[ProcedureRefused],
) -> None:
    own = vars(kind)
    assert "reason" in own
    assert kind.reason != ProcedureRefused.reason
    assert kind.way_out
    whose = Default | None if issubclass(kind, NotPossible) else Article | Default
    assert isinstance(kind.basis, whose)
    assert kind.reason.endswith(".")
    assert kind.way_out.endswith(".")


def test_no_refusal_is_a_bare_error_of_python() -> None:
    """In acts and rules a legal refusal has a type; what Python raises is for what cannot be."""
    found = [
        f"{name}:{node.lineno}"
        for name, tree in modules("casework", "identity", "queries", "rules", "workflow")
        for node in ast.walk(tree)
        if isinstance(node, ast.Raise)
        and isinstance(node.exc, ast.Call)
        and getattr(node.exc.func, "id", "") in {"Exception", "ValueError", "RuntimeError"}
    ]
    assert len(found) <= 1, found  # Quarter.parse reads a key of ours


def test_only_the_rules_refuse() -> None:
    """An act loads facts, asks a rule and writes: what is lawful is read in `rules/`, whole."""
    names = {kind.__name__ for kind in OURS}
    found = [
        f"{name}:{node.lineno}"
        for name, tree in modules("casework")
        for node in ast.walk(tree)
        if isinstance(node, ast.Raise) and node.exc is not None and called(node.exc) in names
    ]
    assert found == []


def _holds_up_what_refers(node: ast.AST) -> bool:
    """FOR UPDATE: every row that refers to this one waits for it (PostgreSQL docs, 13.3.2)."""
    if isinstance(node, ast.Call) and called(node.func) == "with_for_update":
        return not {each.arg for each in node.keywords} & {"key_share", "read", "skip_locked"}
    if isinstance(node, ast.keyword) and node.arg == "with_for_update":
        return not any(word in ast.unparse(node.value) for word in ("key_share", "read"))
    return False


def test_nobody_who_only_refers_to_a_row_waits_for_who_holds_it() -> None:
    found = [
        f"{name}:{getattr(node, 'lineno', 0)}"
        for name, tree in modules()
        for node in ast.walk(tree)
        if _holds_up_what_refers(node)
    ]
    assert found == []


LOOKS_ONCE = {
    *("all_inner_texts", "all_text_contents", "element_handle", "element_handles"),
    *("eval_on_selector", "eval_on_selector_all", "get_attribute", "inner_html", "inner_text"),
    *("input_value", "is_checked", "is_disabled", "is_editable", "is_enabled", "is_hidden"),
    *("is_visible", "query_selector", "query_selector_all", "text_content"),
}
LOOKS_ONCE_WITHOUT_ARGUMENT = {"all", "content", "count", "title"}
"""Others have methods of these names, which are told something."""
WAITS_FOR_NOTHING = {"wait_for_timeout", "sleep"}


def _is_hasty(node: ast.AST) -> bool:
    """A reader that does not wait, a wait for nothing, or an address that is asserted at once."""
    if isinstance(node, ast.Assert):
        return any(getattr(part, "attr", "") == "url" for part in ast.walk(node.test))
    if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Attribute):
        return False
    bare = not node.args and not node.keywords
    name = node.func.attr
    return name in LOOKS_ONCE | WAITS_FOR_NOTHING or (bare and name in LOOKS_ONCE_WITHOUT_ARGUMENT)


def test_browser_tests_wait_for_what_they_assert() -> None:
    """Playwright's readers look at whatever page is there; only `expect` waits for the next one."""
    hasty = [
        f"{name}:{getattr(node, 'lineno', 0)} {ast.unparse(node)}"
        for name, tree in modules("tests")
        if "playwright.sync_api" in imports(tree)
        for node in ast.walk(tree)
        if _is_hasty(node)
    ]
    assert hasty == []


@pytest.mark.parametrize(
    ("line", "hasty"),
    [
        ("page.content()", True),
        ("page.locator('h1').count()", True),
        ("page.input_value('[name=goal]')", True),
        ("page.locator('h1').is_visible(timeout=5)", True),
        ("assert page.url.endswith('/cases')", True),
        ("page.wait_for_timeout(500)", True),
        ("text.count('h1')", False),
        ("assert wide <= size, page.url", False),
        ("expect(page).to_have_url('/')", False),
    ],
)
def test_what_is_hasty_is_known(line: str, hasty: bool) -> None:
    assert any(map(_is_hasty, ast.walk(ast.parse(line)))) is hasty
