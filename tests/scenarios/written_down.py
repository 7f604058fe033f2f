"""Reads a timeline's YAML, and says of everything in it on which line it stands."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, Final

import yaml

YES_AND_NO: Final = frozenset("oOyYnN")
"""YAML 1.1 takes `on`, `off`, `yes` and `no` for truth values; here they are words."""


class Unreadable(Exception):
    """A timeline that cannot be played: a slip of the writer, never a finding on the law."""

    def __init__(self, path: Path, line: int, words: str) -> None:
        super().__init__(f"{path.name}:{line}: {words}")


def _plain(resolvers: dict[str, list[Any]]) -> dict[str, list[Any]]:
    """PyYAML's table of what a word may be, with `on` and `no` as words."""
    truth = "tag:yaml.org,2002:bool"
    return {
        letter: [each for each in table if not (letter in YES_AND_NO and each[0] == truth)]
        for letter, table in resolvers.items()
    }


class _Loader(yaml.CSafeLoader):  # type: ignore[misc]  # PyYAML has no types
    """Plain words and days: `+3` and `14:30` stay as they are written."""

    yaml_implicit_resolvers = _plain(yaml.SafeLoader.yaml_implicit_resolvers)


class _Dumper(yaml.SafeDumper):  # type: ignore[misc]
    """Writes what `_Loader` reads, each article and day without quotes."""

    yaml_implicit_resolvers = _plain(yaml.SafeDumper.yaml_implicit_resolvers)


def _number(loader: _Loader, node: yaml.ScalarNode) -> int | str:
    words = str(node.value)
    return int(words) if words.lstrip("-").isdigit() else words


_Loader.add_constructor("tag:yaml.org,2002:int", _number)


class Written:
    """One file: its data, and the line of each part."""

    def __init__(self, path: Path, text: str | None = None) -> None:
        self.path = path
        loader = _Loader(path.read_text(encoding="utf-8") if text is None else text)
        try:
            self._node = loader.get_single_node()
            self._check_twice(self._node)
            self.data: Any = loader.construct_document(self._node) if self._node else None
        except yaml.MarkedYAMLError as slip:
            mark = slip.problem_mark or slip.context_mark
            raise Unreadable(path, mark.line + 1 if mark else 1, str(slip.problem)) from slip
        finally:
            loader.dispose()

    def line(self, place: Sequence[str | int]) -> int:
        """Where a part stands; a part that is missing stands where it ought to be."""
        node, line = self._node, 1
        for step in place:
            found = next(_parts(node, step), None)
            if found is None:
                break
            line, node = found
        return line

    def slip(self, place: Sequence[str | int], words: str) -> Unreadable:
        return Unreadable(self.path, self.line(place), words)

    def _check_twice(self, node: yaml.Node | None) -> None:
        """YAML itself lets the second of two equal keys win, silently."""
        if isinstance(node, yaml.MappingNode):
            seen = set()
            for key, value in node.value:
                if key.value in seen:
                    line = key.start_mark.line + 1
                    raise Unreadable(self.path, line, f"{key.value!r} stands here twice")
                seen.add(key.value)
                self._check_twice(value)
        elif isinstance(node, yaml.SequenceNode):
            for each in node.value:
                self._check_twice(each)


def _parts(node: yaml.Node | None, step: str | int) -> Iterator[tuple[int, yaml.Node]]:
    """The line and the value of one part of a mapping or a list."""
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            if key.value == str(step):
                yield key.start_mark.line + 1, value
    elif isinstance(node, yaml.SequenceNode) and isinstance(step, int):
        each = node.value[step : step + 1]
        yield from ((part.start_mark.line + 1, part) for part in each)


def shown(value: Any) -> str:
    """Data as one line of YAML, to be pasted into a timeline."""
    text: str = yaml.dump(
        value,
        Dumper=_Dumper,
        default_flow_style=True,
        allow_unicode=True,
        sort_keys=False,
        width=10_000,
    )
    return text.removesuffix("\n").removesuffix("\n...")
