"""Every paragraph that docs/procedure.md claims stands in the code of a rule, and in a story.

It reads what the functions of the named modules say and refer to, not how the modules are called.
"""

import ast
import re
from functools import cache
from typing import Final

import pytest

from tests.architecture.reading import ROOT
from tests.architecture.test_procedure import PROVISIONS, names
from tests.scenarios.each_kind import FILES
from tests.scenarios.timeline_file import read

CITED: Final = re.compile(r"\b\d{1,2}\(\d{1,2}(?:\.\d{1,2})*\)")
WHOLE: Final = re.compile(r"Art\. (\d{1,2})\b(?!\()")
BUILT: Final = re.compile(r"\bArticle\((\d{1,2})(?:, \"([\d.]+)\")?\)")


def cited(source: str) -> set[str]:
    """The paragraphs that a piece of code speaks of: `Art. 8(3), 14(5)` or `Article(8, "3")`."""
    built = {f"{number}({rest})" if rest else number for number, rest in BUILT.findall(source)}
    return built | set(CITED.findall(source)) | set(WHOLE.findall(source))


@cache
def functions_of(module: str) -> dict[str, set[str]]:
    """What each function of a rule module cites: in its words, and in the names it decides by."""
    source = (ROOT / module).read_text(encoding="utf-8")
    tree, lines = ast.parse(source), source.splitlines()

    def text(node: ast.stmt) -> str:
        assert node.end_lineno is not None
        return "\n".join(lines[node.lineno - 1 : node.end_lineno])

    told = {
        name: cited(text(node))
        for node in tree.body
        for name in _named(node)
        if not isinstance(node, ast.FunctionDef)
    }
    found = {}
    for function in ast.walk(tree):
        if isinstance(function, ast.FunctionDef):
            used = {node.id for node in ast.walk(function) if isinstance(node, ast.Name)}
            found[function.name] = cited(text(function)).union(*(told.get(n, ()) for n in used))
    return found


def _named(node: ast.stmt) -> list[str]:
    if isinstance(node, ast.ClassDef):
        return [node.name]
    targets = node.targets if isinstance(node, ast.Assign) else [getattr(node, "target", None)]
    return [target.id for target in targets if isinstance(target, ast.Name)]


@pytest.mark.parametrize("row", PROVISIONS, ids=lambda row: row["article"])
def test_a_function_of_the_rules_speaks_of_the_paragraph(row: dict[str, str]) -> None:
    found = [name for module in names(row["rule"]) for name in _citing(module, row["article"])]
    assert found, f"no function of {row['rule']} cites it"


def _citing(module: str, article: str) -> list[str]:
    return [name for name, articles in functions_of(module).items() if article in articles]


@pytest.mark.parametrize("row", PROVISIONS, ids=lambda row: row["article"])
def test_a_story_is_told_under_the_paragraph(row: dict[str, str]) -> None:
    """Under the paragraph, or under what holds it: 13(2) holds 13(2.1), and 13 holds both."""
    article = row["article"]
    above = {article, re.sub(r"\.\d+\)", ")", article), article.partition("(")[0]}
    assert stories() & above, f"no timeline under {article}"


@cache
def stories() -> set[str]:
    return {article for path in FILES for article in read(path)[1].articles}
