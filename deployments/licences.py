"""`python -m deployments.licences`: writes under which licence each part of others is.

Read from what is installed here, in the versions of the lock; of a part that only another system or
Python has, whose metadata is not here, the line stays as somebody wrote it.
"""

import re
import tomllib
from collections.abc import Iterator
from importlib import metadata
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).parent.parent
SHORT: Final = 60
"""Characters; what is longer is the whole text and no name."""
PAGE: Final = ROOT / "docs" / "licences.md"
UNSAID: Final = {"pyrage": "MIT"}
"""Which says it in its licence file alone."""
OPENING: Final = """# Licences

Every package of others that the lock names, and every file of others that lies in the repository, with its version and licence as its own metadata says it; a test keeps this page equal to them (`python -m deployments.licences` writes it). Packages are installed with the hashes of `requirements.lock`, and from nowhere else. Nothing of them is changed. What asks more than to be named: `psycopg` is under the LGPL and is loaded as the library it is; what is under MPL-2.0 is passed on as it came; of `text-unidecode`, which Prefect brings along, the Artistic License is chosen.
"""  # noqa: E501


def locked() -> dict[str, str]:
    """Each package of the lock with its version."""
    text = (ROOT / "requirements.lock").read_text()
    return dict(re.findall(r"^([a-z0-9._-]+)==([^ ;]+)", text, re.MULTILINE))


def licence_of(name: str) -> str:
    """As its metadata says it: an expression, a short name, else the classifiers."""
    try:
        said = metadata.metadata(name)
    except metadata.PackageNotFoundError:
        return _written()[name]
    for field in ("License-Expression", "License"):
        line = said[field].strip() if field in said else ""
        if 0 < len(line) <= SHORT and line != "Dual License":
            return line
    classified = (
        each.rpartition(" :: ")[2]
        for each in said.get_all("Classifier") or ()
        if each.startswith("License :: ") and each != "License :: OSI Approved"
    )
    return ", ".join(classified) or UNSAID[name]


def _written() -> dict[str, str]:
    rows = re.findall(r"^\| ([^|`]+) \| [^|]+ \| ([^|]+) \|$", PAGE.read_text(), re.MULTILINE)
    return dict(rows)


def brought_along() -> Iterator[tuple[str, str, str]]:
    """Files of others: name, version and licence."""
    for folder in ("documents/fonts", "portal/static", "tests/vendored"):
        listed = tomllib.loads((ROOT / folder / "vendored.toml").read_text())
        for each in listed["vendored"]:
            yield f"`{folder}/{each['file']}`", each["version"], each["licence"]


def page() -> str:
    """`docs/licences.md`."""
    lines = [OPENING, "| Package | Version | Licence |", "|---|---|---|"]
    lines += [f"| {name} | {version} | {licence_of(name)} |" for name, version in locked().items()]
    lines += ["", "| File | Version | Licence |", "|---|---|---|"]
    lines += [f"| {name} | {version} | {licence} |" for name, version, licence in brought_along()]
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    PAGE.write_text(page())
