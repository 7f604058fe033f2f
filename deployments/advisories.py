"""`make advisories FILE=…`: which locked parts a file of advisories speaks of, and how old it is.

The file is what <https://osv-vulnerabilities.storage.googleapis.com/PyPI/all.zip> gives, or one
advisory, or a JSON list of them, in the OSV format (<https://ossf.github.io/osv-schema/>). Nothing
is asked of the network: whoever carries the file here says by that how new it is.
"""

import json
import sys
import zipfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, Final

from packaging.utils import canonicalize_name
from packaging.version import InvalidVersion, Version

from deployments.licences import locked

OLD_AFTER: Final = timedelta(days=14)
"""Ours: within so long a part that is reached with an account is mended (`docs/security.md`)."""
Advisory = Mapping[str, Any]


class NoAdvisory(ValueError):
    """The file is no OSV advisory, list or archive of them."""


@dataclass(frozen=True, slots=True)
class Hit:
    """One advisory that speaks of a locked version."""

    package: str
    version: str
    advisory: str
    aliases: Sequence[str]
    fixed: Sequence[str]
    """Versions without the hole, as it names them."""
    summary: str


@dataclass(frozen=True, slots=True)
class Read:
    """What the file says of these versions."""

    advisories: int
    newest: datetime
    hits: Sequence[Hit]

    def age(self, now: datetime) -> timedelta:
        return now - self.newest


def read(file: Path, versions: Mapping[str, str]) -> Read:
    """Raises `NoAdvisory`, also for a file without a single advisory."""
    newest, number, hits = datetime.min.replace(tzinfo=UTC), 0, list[Hit]()
    for each in _advisories(file):
        try:
            newest = max(newest, datetime.fromisoformat(each["modified"]))
            hits += _hits(each, versions)
        except (KeyError, TypeError, ValueError) as error:
            raise NoAdvisory(f"{file.name}: {type(error).__name__} in an advisory") from error
        number += 1
    if not number:
        raise NoAdvisory(f"{file.name} holds no advisory")
    return Read(number, newest, sorted(hits, key=lambda hit: (hit.package, hit.advisory)))


def _advisories(file: Path) -> Iterator[Advisory]:
    try:
        if zipfile.is_zipfile(file):
            with zipfile.ZipFile(file) as archive:
                for name in archive.namelist():
                    yield from _listed(json.loads(archive.read(name)))
        else:
            yield from _listed(json.loads(file.read_bytes()))
    except (OSError, UnicodeDecodeError, json.JSONDecodeError, zipfile.BadZipFile) as error:
        raise NoAdvisory(f"{file.name} is neither JSON nor an archive of it") from error


def _listed(found: Any) -> Iterable[Advisory]:
    """An advisory, a list, or what OSV's API answers."""
    if isinstance(found, dict):
        found = found.get("vulns", [found])
    if not isinstance(found, list) or not all(isinstance(each, dict) for each in found):
        raise NoAdvisory("Not in the OSV format")
    return found


def _hits(advisory: Advisory, versions: Mapping[str, str]) -> Iterator[Hit]:
    """Not of one that was taken back."""
    if advisory.get("withdrawn"):
        return
    for affected in advisory.get("affected", ()):
        package = affected.get("package", {})
        name = canonicalize_name(package.get("name", ""))
        version = versions.get(name)
        if package.get("ecosystem") != "PyPI" or version is None:
            continue
        if _is_affected(affected, version):
            yield Hit(
                name,
                version,
                advisory["id"],
                tuple(advisory.get("aliases", ())),
                tuple(_fixed(affected)),
                advisory.get("summary", ""),
            )


def _is_affected(affected: Mapping[str, Any], version: str) -> bool:
    """As the format says it: listed, or within one of the ranges of its ecosystem."""
    if version in affected.get("versions", ()):
        return True
    ranges = (each for each in affected.get("ranges", ()) if each.get("type") == "ECOSYSTEM")
    return any(_is_within(each.get("events", ()), Version(version)) for each in ranges)


def _is_within(events: Sequence[Mapping[str, str]], version: Version) -> bool:
    inside = False
    for kind, said in sorted(_events(events), key=lambda event: (event[1], event[0] != "fixed")):
        if kind == "introduced" and version >= said:
            inside = True
        elif (kind == "fixed" and version >= said) or (kind == "last_affected" and version > said):
            inside = False
    return inside


def _events(events: Sequence[Mapping[str, str]]) -> Iterator[tuple[str, Version]]:
    for event in events:
        for kind, said in event.items():
            try:
                yield kind, Version(said)
            except InvalidVersion:  # of a time before versions had a form: nothing that is locked
                continue


def _fixed(affected: Mapping[str, Any]) -> Iterator[str]:
    for each in affected.get("ranges", ()):
        if each.get("type") == "ECOSYSTEM":
            yield from (event["fixed"] for event in each.get("events", ()) if "fixed" in event)


def told(found: Read, now: datetime) -> list[str]:
    """For the terminal: the age first."""
    days = found.age(now).days
    lines = [
        f"{found.advisories} advisories, the newest {days} days old ({found.newest:%d.%m.%Y})."
    ]
    if found.age(now) > OLD_AFTER:
        lines.append(f"Older than {OLD_AFTER.days} days: fetch a newer file, and look again.")
    lines += [
        f"{hit.package} {hit.version}: {' '.join((hit.advisory, *hit.aliases))}"
        f" (fixed in {', '.join(hit.fixed) or 'nothing yet'}) {hit.summary}".rstrip()
        for hit in found.hits
    ]
    return [*lines, f"{len(found.hits)} of them speak of a version in requirements.lock."]


def main(arguments: Sequence[str]) -> int:
    """0: none; 1: some, or the file is too old to say so; 2: no such file."""
    if len(arguments) != 1 or not arguments[0]:
        sys.stderr.write("make advisories FILE=all.zip\n")
        return 2
    now = datetime.now(UTC)
    try:
        found = read(Path(arguments[0]), locked())
    except NoAdvisory as odd:
        sys.stderr.write(f"{odd}\n")
        return 2
    sys.stdout.write("\n".join(told(found, now)) + "\n")
    return int(bool(found.hits) or found.age(now) > OLD_AFTER)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
