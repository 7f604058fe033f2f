"""Who imports whom: `make rooms` prints it by room and by module; a test holds it free of circles.

Imports inside functions count too: a circle that only shows at night is one all the same.
"""

import ast
import sys
from collections import defaultdict
from collections.abc import Iterator, Mapping
from graphlib import CycleError, TopologicalSorter

from tests.architecture.reading import ROOT, modules

Graph = Mapping[str, set[str]]


def name_of(path: str) -> str:
    """`casework/tell/__init__.py` is the module `casework.tell`."""
    return path.removesuffix(".py").removesuffix("/__init__").replace("/", ".")


def graph() -> Graph:
    """Every module of ours, with those of ours that it imports."""
    trees = {name_of(path): tree for path, tree in modules()}
    return {name: set(_imports(tree, trees)) - {name} for name, tree in trees.items()}


def _imports(tree: ast.Module, known: Mapping[str, ast.Module]) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (each.name for each in node.names if each.name in known)
        elif isinstance(node, ast.ImportFrom) and node.module:
            for each in node.names:
                inner = f"{node.module}.{each.name}"
                if inner in known or node.module in known:
                    yield inner if inner in known else node.module


def room_of(module: str) -> str:
    """The folder; within `casework/` the folder there, as `casework.tell`."""
    top, inner, *_ = [*module.split("."), ""]
    return (
        f"{top}.{inner}" if top == "casework" and inner and (ROOT / top / inner).is_dir() else top
    )


def by_room(modules_of: Graph) -> Graph:
    rooms: dict[str, set[str]] = defaultdict(set)
    for module, imported in modules_of.items():
        here = room_of(module)
        rooms[here] |= {room_of(each) for each in imported} - {here}
    return rooms


def circle_in(of: Graph) -> list[str]:
    """One circle, if there is any."""
    try:
        TopologicalSorter(of).prepare()
    except CycleError as error:
        return list(error.args[1])
    return []


def main() -> None:
    whole = graph()
    for title, picture in (("Rooms", by_room(whole)), ("Modules", whole)):
        sys.stdout.write(f"{title}\n")
        for name in sorted(picture):
            sys.stdout.write(f"  {name} -> {', '.join(sorted(picture[name])) or '-'}\n")
        circle = circle_in(picture)
        sys.stdout.write(f"  circle: {' -> '.join(circle)}\n\n" if circle else "  no circle\n\n")


if __name__ == "__main__":
    main()
