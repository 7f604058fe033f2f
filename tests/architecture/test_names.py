"""One name for one thing: no two classes of the house are called alike."""

import ast
from collections import defaultdict

from tests.architecture.reading import ROOMS, modules


def test_no_two_classes_share_a_name() -> None:
    found: dict[str, list[str]] = defaultdict(list)
    for path, tree in modules(*(room for room in ROOMS if room != "bench")):
        for node in ast.walk(tree):
            if isinstance(node, ast.ClassDef):
                found[node.name].append(path)
    assert {name: paths for name, paths in found.items() if len(paths) > 1} == {}
