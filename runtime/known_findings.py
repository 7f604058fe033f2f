"""What the night's check found and somebody has looked into: it is said, and is no alarm (0153).

In the state folder, which the database's owner cannot write, as the sealer's last head is.
Without the file the alarm sounds again.
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Final

from core import one_step
from queries.trail_faults import TrailFinding, is_wrong

KEPT: Final = "trail-known.json"


@dataclass(frozen=True, slots=True)
class LookedInto:
    """Since when one finding is known, to whom, and what it was."""

    on: str
    by: str
    why: str


def read(path: Path) -> dict[str, LookedInto]:
    """By the finding's name; of a file that is gone, or not one of ours, nothing is known."""
    try:
        kept = json.loads(path.read_text(encoding="utf-8"))
        return {name: LookedInto(**said) for name, said in kept.items()}
    except (FileNotFoundError, ValueError, TypeError, AttributeError):
        return {}


def add(path: Path, names: Iterable[str], said: LookedInto) -> None:
    kept = read(path) | dict.fromkeys(names, said)
    text = json.dumps({name: asdict(each) for name, each in sorted(kept.items())}, indent=1)
    one_step.write(path, text)


def is_alarm(finding: TrailFinding, known: Mapping[str, LookedInto]) -> bool:
    """Whether somebody has to look who has not yet."""
    return is_wrong(finding) and (finding.name not in known or not finding.has_place)
