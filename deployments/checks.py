"""One thing that `tryeza doctor` looked at."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

DEFAULT_URL = "http://localhost:8321"

CALLED = """coalesce((SELECT said.name_sq FROM centre_name AS said
    WHERE said.municipality_id = place.id AND (said.since IS NULL OR said.since <= %(day)s)
    ORDER BY said.since DESC NULLS LAST, said.number DESC LIMIT 1), place.name_sq)"""
"""What a place is called on the day, for the operator; as `models.people.Municipality.named`."""


@dataclass(frozen=True, slots=True)
class Check:
    """One thing looked at; `message` is a sentence for a person."""

    part: str
    works: bool
    message: str
    facts: Mapping[str, object] = field(default_factory=dict)
    warns: bool = False
    """It works, and somebody had better see to it."""


def others_read(path: Path, env: Mapping[str, str]) -> bool:
    """Whether others than its owner can. What systemd handed over (LoadCredential) is let be read
    by an access list, whose mask shows as the group's right (acl(5))."""
    handed = env.get("CREDENTIALS_DIRECTORY")
    if handed and Path(handed) in path.parents:
        return bool(path.stat().st_mode & 0o007)
    return bool(path.stat().st_mode & 0o077)
