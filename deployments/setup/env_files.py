"""The files in `/etc/tryeza` that systemd reads: each is replaced whole, or stays as it was.

Lines that nobody here knows stay where they are. What is written is read alike by systemd
(systemd.exec(5), EnvironmentFile) and by the env_file of containers.
"""

import fcntl
import os
import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from core.i18n import N_
from deployments.account import CannotPrepare

SECRET: Final = 0o600
PASSED: Final = 0o711
_PLAIN: Final = re.compile(r"[A-Za-z0-9_@%+=:,./-]*")
_LINE: Final = re.compile(r"\s*([A-Za-z_][A-Za-z0-9_]*)=(.*)")
_ESCAPED: Final = re.compile(r'\\([\\"$`])')

UNREADABLE: Final = N_("%(path)s, line %(line)s: write %(name)s in one line, quoted whole.")


@dataclass(frozen=True, slots=True)
class Setting:
    """One variable of one file; empty, it is taken out."""

    file: str
    name: str
    value: str


def written(value: str) -> str:
    """As it stands behind the `=`."""
    if _PLAIN.fullmatch(value):
        return value
    if "'" not in value:
        return f"'{value}'"
    return '"' + re.sub(r'([\\"$`])', r"\\\1", value) + '"'


def _read(text: str) -> str:
    """What stands behind the `=`; raises `ValueError` for what goes on in the next line."""
    said = text.strip()
    if said[:1] not in {"'", '"'}:
        if said.endswith("\\"):
            raise ValueError
        return re.sub(r"\\(.)", r"\1", said)
    if len(said) < 2 or said[-1] != said[0]:
        raise ValueError
    inside = said[1:-1]
    return inside if said[0] == "'" else _ESCAPED.sub(r"\1", inside)


class Folder:
    """The settings of one machine."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def of(self, file: str) -> dict[str, str]:
        """What a file says; nothing where there is none."""
        return {name: value for _, name, value in self._assigned(self._lines(file), file)}

    def get(self, file: str, name: str) -> str:
        return self.of(file).get(name, "")

    def all_of(self, *files: str) -> dict[str, str]:
        found: dict[str, str] = {}
        for file in files:
            found |= self.of(file)
        return found

    def write(self, settings: "list[Setting]") -> list[str]:
        """Put each into its file; gives the files that changed."""
        by_file: dict[str, dict[str, str]] = {}
        for each in settings:
            by_file.setdefault(each.file, {})[each.name] = each.value
        return [file for file, values in by_file.items() if self._update(file, values)]

    def _update(self, file: str, values: Mapping[str, str]) -> bool:
        before = self._lines(file)
        stands = {name: at for at, name, _ in self._assigned(before, file)}
        lines: list[str | None] = list(before)
        held = self.of(file)
        for name, value in values.items():
            if held.get(name, "") == value:
                continue
            line = f"{name}={written(value)}" if value else None
            if name in stands:
                lines[stands[name]] = line
            elif line:
                lines.append(line)
        now = [line for line in lines if line is not None]
        path = self.path / file
        if now == before and path.exists() and path.stat().st_mode & 0o777 == SECRET:
            return False
        replace(path, "".join(f"{line}\n" for line in now))
        return True

    def _lines(self, file: str) -> list[str]:
        try:
            return (self.path / file).read_text(encoding="utf-8").splitlines()
        except FileNotFoundError:
            return []

    def _assigned(self, lines: list[str], file: str) -> Iterator[tuple[int, str, str]]:
        for at, line in enumerate(lines):
            found = _LINE.fullmatch(line)
            if found:
                try:
                    yield at, found[1], _read(found[2])
                except ValueError:
                    facts = {"path": self.path / file, "line": at + 1, "name": found[1]}
                    raise CannotPrepare(UNREADABLE, **facts) from None


def replace(path: Path, text: str, *, mode: int = SECRET) -> None:
    """The file with this text, or as it was: whatever ends us meanwhile."""
    draft = path.with_name(f".{path.name}.new")
    draft.unlink(missing_ok=True)  # of one that was killed
    try:
        with open(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode), "w") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        draft.chmod(mode)
        draft.rename(path)
    finally:
        draft.unlink(missing_ok=True)
    _keep(path.parent)


@contextmanager
def alone_in(place: Path) -> Iterator[None]:
    """Raises `CannotPrepare` where somebody else sets this machine up."""
    held = os.open(place, os.O_RDONLY | os.O_DIRECTORY)
    try:
        fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
        yield
    except BlockingIOError:
        message = N_("Somebody else sets this machine up at this moment: %(path)s.")
        raise CannotPrepare(message, path=place) from None
    finally:
        os.close(held)


def folder(path: Path, mode: int) -> None:
    """A folder of ours with this mode."""
    path.mkdir(parents=True, exist_ok=True)
    if path.stat().st_mode & 0o777 != mode:
        path.chmod(mode)


def _keep(place: Path) -> None:
    """What was renamed is on disk: fsync(2) of the folder."""
    held = os.open(place, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(held)
    finally:
        os.close(held)
