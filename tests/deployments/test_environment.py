"""Which Python the environment is made of."""

import subprocess
import sys

from deployments import environment


def test_a_quicker_python_knows_no_quicker_one() -> None:
    """Or each would hand on to the other for ever."""
    found = environment.quicker() or sys.executable
    ask = "from deployments import environment; print(environment.quicker())"
    assert said([found, "-c", ask]) == "None\n"


def test_one_that_was_chosen_is_kept() -> None:
    assert "setup chosen" in said(["make", "-n", "setup", f"PYTHON={sys.executable}"])
    assert "setup chosen" not in said(
        ["env", "-u", "PYTHON", "-u", "MAKEFLAGS", "make", "-n", "setup"]
    )


def said(command: list[str]) -> str:
    ran = subprocess.run(command, check=True, cwd=environment.ROOT, capture_output=True, text=True)
    return ran.stdout
