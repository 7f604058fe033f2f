"""A revision as it is written: SQL in the files that bear its number, run as they stand."""

import re
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import Final, Self

from alembic import op
from sqlalchemy import text

from core.i18n import N_
from core.refused import StartRefused
from models.migrations import files
from models.migrations.files import VERSIONS

WHOLE: Final = ("what_is_counted", "the_second_wall", "what_each_may")
"""What a generator writes, in the order in which an edition carries it out."""
STATEMENT: Final = re.compile(r"(?:[^;$]|\$(?!\$)|\$\$.*?\$\$)+;", re.DOTALL)
COMMENT: Final = re.compile(r"^--.*\n", re.MULTILINE)
THERE: Final = text("SELECT to_regclass(:name) IS NOT NULL")


class NoWayBack(StartRefused):
    """The edition before has no place for something that is on record since."""

    message = N_(
        "%(table)s holds what the edition before knows no place for, so nothing was changed: stay,"
        " or put back the backup from before."
    )

    def __init__(self, table: str) -> None:
        super().__init__(self.message % {"table": table})
        self.facts = {"table": table}


def carry_out(*names: str) -> None:
    for name in names:
        _run((VERSIONS / name).read_text(encoding="utf-8"))


def take_back(*names: str) -> None:
    """Drop every function and table that these files create, and with them what hangs on them."""
    texts = [(VERSIONS / name).read_text(encoding="utf-8") for name in names]
    for kind in ("FUNCTION", "TABLE"):
        created = chain.from_iterable(re.findall(rf"^CREATE {kind} (\w+)", t, re.M) for t in texts)
        _run("".join(f"DROP {kind} {name} CASCADE;\n" for name in created))


@dataclass(frozen=True)
class Later:
    """A revision after the first: `0002_name.sql`, `0002_name_back.sql`, and beside them the whole
    files that differ from those of the edition before."""

    folder: Path
    name: str

    @classmethod
    def of(cls, file: str) -> Self:
        """`Later.of(__file__)` in the migration itself."""
        return cls(Path(file).parent, Path(file).stem)

    def up(self) -> None:
        """What is new, then who sees it and what each may with it."""
        _run(self._text(f"{self.name}.sql"))
        for kind in WHOLE:
            former, latest = self._whole(kind)
            _differing(former, latest)

    def down(self) -> None:
        """The way back: what each may first, for a table that goes takes its policies along."""
        for kind in reversed(WHOLE):
            former, latest = self._whole(kind)
            _differing(latest, former)
        _run(self._text(f"{self.name}_back.sql"))

    def _text(self, name: str) -> str:
        return (self.folder / name).read_text(encoding="utf-8")

    def _whole(self, kind: str) -> tuple[str, str]:
        """As the edition before had it, and as this one has it: the same where it wrote none."""
        own = self.folder / f"{files.number(f'{self.name}.py')}_{kind}.sql"
        if not own.exists():
            return "", ""
        before = f"{int(files.number(own.name)) - 1:04}"
        former = files.of(before, kind, self.folder, VERSIONS)
        return former.read_text(encoding="utf-8") if former else "", self._text(own.name)


def refuse_if_any(table: str, of_those: str = "true") -> None:
    """Raises `NoWayBack` where a row is on record for which the edition before has no place."""
    asked = f"SELECT EXISTS (SELECT FROM {table} WHERE {of_those})"  # noqa: S608 - the migration's own
    if op.get_bind().scalar(text(asked)):
        raise NoWayBack(table)


def _differing(former: str, latest: str) -> None:
    """Bring what stands as one whole file has it to what another has, and touch nothing else: a
    policy is dropped and made under a lock that nobody passes, a right without one."""
    old, new = statements(former), statements(latest)
    for statement in reversed(old):
        if statement not in new and (undone := _undone(statement, new)):
            _run(undone)
    for statement in new:
        if statement not in old:
            _run(statement.replace("CREATE FUNCTION", "CREATE OR REPLACE FUNCTION", 1))


def statements(script: str) -> list[str]:
    return [found[0].strip() for found in STATEMENT.finditer(COMMENT.sub("", script))]


def _undone(statement: str, latest: list[str]) -> str:
    """What takes it back; nothing where the table went with all that hung on it."""
    for pattern, back, about in _BACK:
        if found := pattern.match(statement):
            if about and not op.get_bind().scalar(THERE, {"name": found[about]}):
                return ""
            if back == _REPLACED and any(each.startswith(found[0]) for each in latest):
                return ""
            return found.expand(back)
    raise ValueError(f"nobody has said how this is taken back: {statement}")


_REPLACED: Final = r"DROP FUNCTION \1;"
_BACK: Final = tuple(
    (re.compile(pattern, re.DOTALL), back, about)
    for pattern, back, about in (
        (r"CREATE POLICY (\w+) ON (\w+) .*", r"DROP POLICY \1 ON \2;", 2),
        (r"ALTER TABLE (\w+) ENABLE (.*);", r"ALTER TABLE \1 DISABLE \2;", 1),
        (r"ALTER TABLE (\w+) FORCE (.*);", r"ALTER TABLE \1 NO FORCE \2;", 1),
        (r"GRANT (?:USAGE|EXECUTE) ON (.*) TO (.*);", r"REVOKE ALL ON \1 FROM \2;", 0),
        (r"GRANT .* ON (\w+) TO (\w+);", r"REVOKE ALL ON \1 FROM \2;", 1),
        (r"REVOKE ALL ON (.*) FROM (.*);", "", 0),
        (r"CREATE FUNCTION (\w+)\(", _REPLACED, 0),
    )
)


def _run(script: str) -> None:
    """Without parameters, so that `%` and `:` are letters like others."""
    op.get_bind().exec_driver_sql(script, execution_options={"no_parameters": True})
