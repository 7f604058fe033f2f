"""How often a process looks for what points in circles."""

import subprocess
import sys

import pytest

from core import RARELY


@pytest.mark.parametrize("room", ["deployments", "portal", "runtime"])
def test_a_process_looks_rarely_from_its_first_import_on(room: str) -> None:
    """Whoever imports what is large before `core` has paid for it already."""
    program = f"import sys, gc, {room}; print(len(sys.modules), gc.get_threshold())"
    command = [sys.executable, "-c", program]
    said = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    loaded, _, threshold = said.strip().partition(" ")
    assert threshold == str(RARELY)
    assert int(loaded) < 150  # nothing but the room itself and what Python brings
