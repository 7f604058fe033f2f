"""A file that is written in one step: whoever is killed leaves the old one or the new one."""

import os
from pathlib import Path


def write(path: Path, text: str) -> None:
    """For its owner alone to read."""
    draft = path.with_suffix(".new")
    with open(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    draft.rename(path)
