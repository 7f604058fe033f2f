"""Try every mutant, or those of the articles named: exit 1 where one lives."""

import os
import re
import shutil
import subprocess
import sys
import tempfile
from compileall import compile_dir
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from py_compile import PycInvalidationMode
from queue import SimpleQueue
from threading import Lock
from typing import Final

from tests.architecture.test_procedure import PROVISIONS, names
from tests.mutants import ROOT, Mutant, mutants
from tests.scenarios.each_kind import FILES
from tests.scenarios.timeline_file import read

AT_ONCE: Final = 2
NOTES: Final = Path(__file__).with_name("noticed.txt")
LEFT_OUT: Final = shutil.ignore_patterns(".*", "__pycache__", "*.egg-info")
NOTICED: Final = 1
"""pytest's exit code where a test failed; a tree that cannot be imported has another."""
GONE: Final = 4
"""Its exit code where no test has that name: the one that noticed it was called otherwise then."""


def main(wanted: list[str]) -> int:
    chosen = [each for each in mutants() if not wanted or each.article in wanted]
    by = Noticed()
    with tempfile.TemporaryDirectory(prefix="tz-mutants-") as folder:
        trees: SimpleQueue[Path] = SimpleQueue()
        for number in range(AT_ONCE):
            trees.put(_tree(Path(folder, str(number))))
        with ThreadPoolExecutor(AT_ONCE) as pool:
            alive = [each for each in pool.map(lambda m: _tried(m, trees, by), chosen) if each]
    sys.stdout.write(f"{len(chosen)} mutants, {len(alive)} alive\n")
    return 1 if alive else 0


def _tree(folder: Path) -> Path:
    """A copy with bytecode that stands for a text, not for a size and a second: PEP 552."""
    shutil.copytree(ROOT, folder, ignore=LEFT_OUT)
    compile_dir(folder, quiet=2, invalidation_mode=PycInvalidationMode.CHECKED_HASH)
    return folder


def _tried(mutant: Mutant, trees: "SimpleQueue[Path]", by: "Noticed") -> Mutant | None:
    """The mutant, if it lives: no test of its row has failed."""
    tree = trees.get()
    place = tree / mutant.file
    parts = in_turn(mutant.article)
    try:
        place.write_text(mutant.broken, encoding="utf-8")
        ends = (_run(tree, part) for part in (by.last(mutant, parts), *parts) if part)
        code, test = next((each for each in ends if each[0] not in {0, GONE}), (0, ""))
    finally:
        place.write_text(mutant.text, encoding="utf-8")
        trees.put(tree)
    sys.stdout.write(f"{'killed' if code == NOTICED else f'ALIVE ({code})'} {mutant}\n")
    sys.stdout.flush()
    by.note(mutant, test if code == NOTICED else "")
    return None if code == NOTICED else mutant


class Noticed:
    """Which test noticed each mutant the last time; asked first while it is of the row still."""

    def __init__(self, file: Path = NOTES) -> None:
        self._file, self._lock = file, Lock()
        lines = file.read_text(encoding="utf-8").splitlines() if file.exists() else []
        self._tests = dict(line.split(" ", 1) for line in lines)

    def last(self, mutant: Mutant, parts: tuple[list[str], ...]) -> list[str]:
        test = self._tests.get(mutant.name, "")
        of_its_row = {each for part in parts for each in part}
        return [test] if {test, test.split("::")[0]} & of_its_row else []

    def note(self, mutant: Mutant, test: str) -> None:
        with self._lock:
            self._tests[mutant.name] = test
            now = {each.name for each in mutants()}
            kept = sorted((name, by) for name, by in self._tests.items() if by and name in now)
            self._file.write_text("".join(f"{name} {by}\n" for name, by in kept), encoding="utf-8")


def _run(tree: Path, tests: list[str]) -> tuple[int, str]:
    """The exit code, and the test that failed."""
    command = [
        sys.executable,
        "-B",
        "-m",
        "pytest",
        "-x",
        "-q",
        "-rf",
        "-n",
        "0",
        "-p",
        "no:cacheprovider",
    ]
    # No bytecode of another mutant is taken for this one's: of what is broken, none is kept.
    env = {**os.environ, "PYTHONDONTWRITEBYTECODE": "1"}
    ended = subprocess.run(
        [*command, *tests], cwd=tree, env=env, stdout=subprocess.PIPE, text=True, check=False
    )
    failed = re.search(r"^FAILED (.+?)(?: - .*)?$", ended.stdout, re.MULTILINE)
    return ended.returncode, failed[1] if failed else ""


def in_turn(article: str) -> tuple[list[str], ...]:
    """What is tried of an article, the quickest first."""
    named = tests_of(article)
    rules = [each for each in named if each.startswith("tests/rules/")]
    return rules, stories_of(article), [each for each in named if each not in rules]


def stories_of(article: str) -> list[str]:
    """The timelines under the article itself."""
    told = [path.stem for path in FILES if article in read(path)[1].articles]
    return [f"tests/scenarios/test_timelines.py::test_timeline[{name}]" for name in told]


def tests_of(article: str) -> list[str]:
    """The modules that the row of the article names."""
    return next(names(row["test"]) for row in PROVISIONS if row["article"] == article)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
