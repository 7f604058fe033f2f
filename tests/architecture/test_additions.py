"""A step and a notice more: each at most four files beside catalogues and tests, and it starts."""

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.architecture.reading import ROOMS, ROOT

ADDITIONS = Path(__file__).with_name("additions")
ASKS = {
    "a_step": "from workflow.kinds import steps; assert 'end_instruction' in steps()",
    "a_notice": "from notifications.samples import sample; sample('plan/in_force')",
}
START = "from casework.bootstrap import bootstrap; bootstrap(); import portal.app, flows.kinds; "


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    """A copy of what a process needs to start."""
    for name in (*ROOMS, "docs", "locales"):
        shutil.copytree(ROOT / name, tmp_path / name, ignore=shutil.ignore_patterns("__pycache__"))
    return tmp_path


@pytest.mark.parametrize("name", ASKS)
def test_it_takes_four_files_at_most_and_starts(tree: Path, name: str) -> None:
    patch = ADDITIONS / f"{name}.patch"
    touched = set(re.findall(r"^\+\+\+ b/(\S+)$", patch.read_text(), re.MULTILINE))
    assert len({path for path in touched if not path.startswith(("locales/", "tests/"))}) <= 4
    subprocess.run(["git", "apply", "--unsafe-paths", patch], cwd=tree, check=True)
    subprocess.run([sys.executable, "-c", START + ASKS[name]], cwd=tree, check=True)
