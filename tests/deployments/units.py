"""The units of a machine, read as systemd reads them, and run without it.

What a test machine lacks is replaced and said in `Machine.replaced`: folders, ports, users. What
systemd alone does and `confined.py` does not is left out there.
"""

import json
import os
import pwd
import re
import shlex
import shutil
import socket
import subprocess
import sys
from collections import defaultdict
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Final

from deployments.account import SystemUser, database_account
from deployments.processes import ROOT
from tests.deployments import confined
from tests.engine import Process

UNITS: Final = ROOT / "deployments" / "systemd"
HERE: Final = "/opt/tryeza"
ETC: Final = "/etc/tryeza"
STATE: Final = "/var/lib"
SETTING: Final = re.compile(r'(?:[^\s"]|"[^"]*")+')

Sections = Mapping[str, Mapping[str, list[str]]]


def read(name: str) -> Sections:
    """A unit with its drop-ins: those of its prefix and its own, by name (systemd.unit(5))."""
    stem, kind = name.rsplit(".", 1)
    folders = [UNITS / f"tryeza-.{kind}.d", UNITS / f"{stem}.{kind}.d"]
    more = [each for folder in folders for each in folder.glob("*.conf")]
    found: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for file in (UNITS / name, *sorted(more, key=lambda each: each.name)):
        section = ""
        for line in file.read_text().splitlines():
            if line.startswith("["):
                section = line.strip("[]")
            elif line and not line.startswith("#"):
                key, _, value = line.partition("=")
                found[section][key].append(value)
    return found


def names(kind: str = "service") -> list[str]:
    return sorted(each.name for each in UNITS.glob(f"*.{kind}"))


@cache
def _group(name: str) -> frozenset[str]:
    said = subprocess.run(
        ["systemd-analyze", "syscall-filter", name], capture_output=True, text=True, check=True
    ).stdout.splitlines()
    names_ = [line.strip() for line in said[1:] if line.strip() and "#" not in line]
    calls = {each for each in names_ if not each.startswith("@")}
    return frozenset(calls.union(*(_group(each) for each in names_ if each.startswith("@"))))


def calls(unit: Sections) -> list[str]:
    """What its SystemCallFilter lets through; nothing is known where systemd is not installed."""
    if shutil.which("systemd-analyze") is None:
        return []
    allowed: set[str] = set()
    for line in unit["Service"]["SystemCallFilter"]:
        for each in line.lstrip("~").split():
            meant = _group(each) if each.startswith("@") else {each}
            allowed = allowed - meant if line.startswith("~") else allowed | meant
    return sorted(allowed)


def settings_in(path: Path) -> dict[str, str]:
    """As systemd reads an EnvironmentFile (src/basic/env-file.c): like a shell, but that also ` and
    $ are escaped between double quotes."""
    lines = [line for line in path.read_text().splitlines() if line and not line.startswith("#")]
    said = (line.partition("=") for line in lines)
    escaped = {name: re.sub(r"\\([$`])", r"\1", value) for name, _, value in said}
    return {name: shlex.split(f"x{value}")[0][1:] for name, value in escaped.items()}


@dataclass
class Machine:
    """Where the units run: folders of a test in the place of /etc, /var/lib and /opt."""

    folder: Path
    ports: Mapping[str, str]
    replaced: list[str] = field(default_factory=list)
    running: dict[str, Process] = field(default_factory=dict)

    @property
    def etc(self) -> Path:
        return self.folder / "etc"

    def end(self) -> None:
        for each in self.running.values():
            each.end()

    def log(self, name: str) -> Path:
        return self.folder / f"{name}.log"

    def said(self, name: str) -> str:
        with suppress(FileNotFoundError):
            return self.log(name).read_text()
        return ""

    def start(self, name: str, *, listen: socket.socket | None = None) -> Process:
        """Its own ExecStart, user and environment."""
        mine = self._confined(name, listen)
        with self.log(name).open("ab") as log:
            child = subprocess.Popen(
                mine,
                env={},
                cwd="/",
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                pass_fds=[listen.fileno()] if listen else [],
            )
        process = Process(child, self.log(name))
        self.running[name] = process
        return process

    def run(self, name: str, patience: float = 240) -> int:
        return self.start(name).wait(patience)

    def _confined(self, name: str, listen: socket.socket | None = None) -> list[str]:
        command, specification = self.prepared(name)
        specification["listen"] = listen.fileno() if listen else None
        told = self.folder / f"{name}.json"
        told.write_text(json.dumps(specification))
        return [sys.executable, "-I", "-S", confined.__file__, str(told), *command]

    def command(self, name: str, *words: str) -> tuple[int, str]:
        """Another command with all that the unit has; its exit code and the last it said."""
        mine = [*self._confined(name)[:-1], *words]
        done = subprocess.run(mine, env={}, cwd="/", capture_output=True, text=True, check=False)
        return done.returncode, (done.stdout + done.stderr).strip().rpartition("\n")[2]

    def prepared(self, name: str) -> tuple[list[str], dict[str, object]]:
        unit = read(name)
        service = unit["Service"]
        user = self._user(service["User"][-1])
        credentials = self._credentials(name, service, user)
        own_tmp = self._owned(self.folder / "tmp" / name, user)
        writable = [self._owned(self.folder / "state" / each, user)
                    for each in service["StateDirectory"]]  # fmt: skip
        env = {"PATH": "/usr/local/bin:/usr/bin:/bin", "LANG": "C.UTF-8"}
        env |= {"USER": user.name, "CREDENTIALS_DIRECTORY": str(credentials)}
        env |= {"TMPDIR": str(own_tmp)}
        for line in service["Environment"]:
            for each in SETTING.findall(line):
                key, _, value = each.partition("=")
                env[key] = self._there(value, credentials)
        for line in service["EnvironmentFile"]:
            env |= settings_in(Path(self._there(line, credentials)))
        command = shlex.split(self._there(service["ExecStart"][-1], credentials))
        is_root = os.geteuid() == 0
        return command, {
            "uid": user.uid if user.switch else None,
            "gid": user.gid,
            "env": env,
            "mounts": is_root and service["ProtectSystem"] == ["strict"],
            "writable": [str(each) for each in (own_tmp, *writable)],
            "umask": int(service["UMask"][-1], 8),
            "no_written_code": service["MemoryDenyWriteExecute"] == ["yes"],
            "calls": calls(unit),
        }

    def _there(self, text: str, credentials: Path) -> str:
        """The same place, or port, on this machine."""
        text = text.replace("%d", str(credentials)).replace("%S", str(self.folder / "state"))
        for place, ours in ((HERE, ROOT), (ETC, self.etc), (STATE, self.folder / "state")):
            text = text.replace(place, str(ours))
        for usual, port in self.ports.items():
            text = text.replace(usual, port)
        return text

    def _user(self, name: str) -> SystemUser:
        """Themselves where the machine knows them, else the unprivileged user of our database."""
        if os.geteuid() != 0:
            self.replaced.append(f"user {name}: ourselves")
            return database_account()
        other = database_account()
        with suppress(KeyError):
            entry = pwd.getpwnam(name)
            other = SystemUser(name, entry.pw_uid, entry.pw_gid, switch=True)
        if other.name != name:
            self.replaced.append(f"user {name}: {other.name}")
        if not other.reaches(ROOT / ".venv" / "bin"):
            self.replaced.append(f"user {name}: root, for nobody else may enter {ROOT}")
            return SystemUser("root", 0, 0, switch=False)
        return other

    def _credentials(self, name: str, service: Mapping[str, list[str]], user: SystemUser) -> Path:
        """LoadCredential: copies that this process alone reads; of a folder, one for each file."""
        place = self.folder / "credentials" / name
        shutil.rmtree(place, ignore_errors=True)
        place.mkdir(parents=True)
        for line in service["LoadCredential"]:
            id_, _, where = line.partition(":")
            source = Path(self._there(where, place))
            files = sorted(source.iterdir()) if source.is_dir() else [source]
            for each in files:
                copy = place / (f"{id_}_{each.name}" if source.is_dir() else id_)
                shutil.copy(each, copy)
                copy.chmod(0o400)
                if user.switch:
                    os.chown(copy, user.uid, user.gid)
        return place

    def _owned(self, place: Path, user: SystemUser) -> Path:
        place.mkdir(parents=True, exist_ok=True)
        place.chmod(0o700)
        if user.switch:
            os.chown(place, user.uid, user.gid)
        return place


@contextmanager
def machine(folder: Path, ports: Mapping[str, str]) -> Iterator[Machine]:
    found = Machine(folder, ports)
    try:
        yield found
    finally:
        found.end()
