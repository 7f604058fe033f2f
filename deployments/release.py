"""`make release`: the program as it is committed, what it is made of, and the sums of both.

`dist/` gets an archive of the last commit, a CycloneDX 1.6 list of all parts of others
(<https://cyclonedx.org/docs/1.6/json/>) and `SHA256SUMS`. The same commit gives the same bytes.
"""

import gzip
import hashlib
import json
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final
from uuid import NAMESPACE_URL, uuid5

from deployments.licences import ROOT, brought_along, licence_of, locked

DIST: Final = ROOT / "dist"
NAME: Final = "tryeza"
_SHA256: Final = re.compile(r"sha256:([0-9a-f]{64})")
_SPDX: Final = re.compile(r"^(?!BSD$)[A-Za-z0-9.+-]+(?: (?:AND|OR|WITH) [A-Za-z0-9.+-]+)*$")
"""An expression of <https://spdx.org/licenses/>; BSD alone names none of the BSD licences."""


def bill_of_materials(version: str, commit: str, made_at: datetime) -> dict[str, Any]:
    """CycloneDX: every package of the lock with the hashes that are installed and nothing else, and
    every file of others that lies in the repository."""
    return {
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "serialNumber": f"urn:uuid:{uuid5(NAMESPACE_URL, f'{NAME}:{commit}')}",
        "version": 1,
        "metadata": {
            "timestamp": made_at.strftime("%Y-%m-%dT%H:%M:%SZ"),
            "component": {
                "type": "application", "bom-ref": NAME, "name": NAME, "version": version,
                "properties": [{"name": "tryeza:commit", "value": commit}],
            },
        },
        "components": [*_packages(), *_files()],
    }  # fmt: skip


def _packages() -> Iterator[dict[str, Any]]:
    blocks = re.split(
        r"^(?=[a-z0-9])", (ROOT / "requirements.lock").read_text(), flags=re.MULTILINE
    )
    sums = {block.partition("==")[0]: _SHA256.findall(block) for block in blocks}
    for name, version in locked().items():
        purl = f"pkg:pypi/{name}@{version}"
        yield {
            "type": "library", "bom-ref": purl, "name": name, "version": version, "purl": purl,
            "licenses": [_licence(licence_of(name))],
            # One of each file that its maker offers: which is taken depends on the machine.
            "externalReferences": [
                {
                    "type": "distribution", "url": purl,
                    "hashes": [{"alg": "SHA-256", "content": each}],
                }
                for each in sums[name]
            ],
        }  # fmt: skip


def _files() -> Iterator[dict[str, Any]]:
    for said, version, licence in brought_along():
        path = said.strip("`")
        sum_ = hashlib.sha256((ROOT / path).read_bytes()).hexdigest()
        yield {
            "type": "file", "bom-ref": path, "name": path, "version": version,
            "licenses": [_licence(licence)],
            "hashes": [{"alg": "SHA-256", "content": sum_}],
        }  # fmt: skip


def _licence(said: str) -> dict[str, Any]:
    """An expression where it reads like one; else the name that its maker gave it."""
    return {"expression": said} if _SPDX.match(said) else {"license": {"name": said}}


def release(dist: Path = DIST) -> list[Path]:
    """Of the last commit: what is not committed is in no release. Gives the files, sums last."""
    version = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["version"]
    commit = _git("rev-parse", "HEAD").decode().strip()
    made_at = datetime.fromtimestamp(int(_git("show", "-s", "--format=%ct", "HEAD")), UTC)
    stem = f"{NAME}-{version}"
    program, parts = dist / f"{stem}.tar.gz", dist / f"{stem}.cdx.json"
    dist.mkdir(exist_ok=True)
    tar = _git("archive", "--format=tar", f"--prefix={stem}/", "HEAD")
    program.write_bytes(gzip.compress(tar, mtime=0))
    bom = bill_of_materials(version, commit, made_at)
    parts.write_text(json.dumps(bom, indent=1, sort_keys=True) + "\n")
    sums = dist / "SHA256SUMS"
    sums.write_text("".join(f"{_sum(each)}  {each.name}\n" for each in (program, parts)))
    return [program, parts, sums]


def _sum(file: Path) -> str:
    return hashlib.sha256(file.read_bytes()).hexdigest()


def _git(*arguments: str) -> bytes:
    # Whoever makes a release need not be who owns the folder.
    command = ["git", "-c", f"safe.directory={ROOT}", *arguments]
    return subprocess.run(command, cwd=ROOT, check=True, capture_output=True).stdout


if __name__ == "__main__":
    for made in release():
        sys.stdout.write(f"{made.relative_to(ROOT)}\n")
