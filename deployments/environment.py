"""Prepare this checkout: `.venv` from the lock file, and a browser for the browser tests.

Runs on the system's Python before anything is installed, so it uses the standard library only.
"""

import hashlib
import os
import shutil
import subprocess
import sys
import sysconfig
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
STAMP = VENV / "prepared"
LOCK = ROOT / "requirements.lock"
SYSTEMS = Path("/usr/bin/python3")
FITS = "import ensurepip, sys, venv; sys.exit(sys.version_info < (3, 11))"
UVS_NAME = {
    "index-url": "UV_DEFAULT_INDEX",
    "extra-index-url": "UV_INDEX",
    "find-links": "UV_FIND_LINKS",
    "cert": "SSL_CERT_FILE",
}
CHROMIUM = ("chromium", "chromium-browser", "google-chrome")


def say(text: str) -> None:
    sys.stderr.write(text + "\n")


def stop(text: str) -> "SystemExit":
    """End with one sentence saying what to do."""
    say(text)
    return SystemExit(1)


def wanted() -> str:
    """What a finished environment was made from: lock, project, place and Python."""
    parts = [LOCK.read_bytes(), (ROOT / "pyproject.toml").read_bytes()]
    parts += [str(ROOT).encode(), sys.version.encode()]
    return hashlib.sha256(b"\0".join(parts)).hexdigest()


def setup() -> None:
    """Make `.venv` match the lock file; nothing to do is done in no time."""
    if "chosen" not in sys.argv and (found := quicker()):
        os.execv(found, [found, *sys.argv])  # noqa: S606
    if sys.version_info < (3, 11):  # noqa: UP036 - the Python that runs this may be any
        raise stop("Python 3.11 or newer is needed: install it, then `make PYTHON=python3.11 run`.")
    if STAMP.exists() and STAMP.read_text() == wanted() and PYTHON.exists():
        return
    try:
        STAMP.unlink(missing_ok=True)
        probe = ROOT / ".writable"
        probe.touch()
        probe.unlink()
    except OSError as error:
        raise stop(f"{ROOT} cannot be written ({error.strerror}): clone it as your user.") from None
    make_venv()
    install()
    STAMP.write_text(wanted())


def quicker() -> "str | None":
    """The system's Python where this one was compiled without optimisation, as pyenv does unless
    told otherwise: a quarter more for all that is done in it (0157)."""
    is_slow = "--enable-optimizations" not in (sysconfig.get_config_var("CONFIG_ARGS") or "")
    is_another = SYSTEMS.exists() and SYSTEMS.resolve() != Path(sys.executable).resolve()
    fits = is_slow and is_another and run([str(SYSTEMS), "-c", FITS]).returncode == 0
    return str(SYSTEMS) if fits else None


def make_venv() -> None:
    if works():
        return
    say("Making .venv ...")
    command = [sys.executable, "-m", "venv", "--clear", str(VENV)]
    if run(command).returncode and not (apt("python3-venv") and run(command).returncode == 0):
        raise stop("Python cannot make environments here: run `apt-get install python3-venv`.")


def works() -> bool:
    """Whether `.venv` is one for this Python and this folder, and knows pip."""
    ask = "import pip, sys; print(sys.version, sys.prefix)"
    if not PYTHON.exists():
        return False
    answer = run([str(PYTHON), "-c", ask])
    return answer.stdout.strip() == f"{sys.version} {VENV}"


def install() -> None:
    """Install the locked packages and no others, then this project beside them, without asking what
    is newest. `uv` does it, which pip brings: it stands in the lock as they do."""
    lines = LOCK.read_text().splitlines(keepends=True)
    places = [place for place, line in enumerate(lines) if "==" in line]
    say(f"Installing {len(places)} packages into .venv; the first time takes half a minute ...")
    first = next(place for place in places if lines[place].startswith("uv=="))
    with tempfile.NamedTemporaryFile("w", suffix=".txt") as own:
        own.writelines(lines[first : min(place for place in places if place > first)])
        own.flush()
        pip = [str(PYTHON), "-m", "pip", "install", "--quiet", "--no-input", "--no-deps"]
        did([*pip, "--require-hashes", "-r", own.name])
    uv, quiet = [str(VENV / "bin" / "uv"), "pip"], ["--quiet", "--python", str(PYTHON)]
    did([*uv, "sync", *quiet, "--require-hashes", "--compile-bytecode", str(LOCK)])
    project = ["--no-deps", "--no-build-isolation", "--editable", str(ROOT)]
    did([*uv, "install", *quiet, *project])


def did(command: list[str]) -> None:
    """Raises `SystemExit` with the last words of what failed."""
    result = run(command, **as_pip_is_told())
    if result.returncode:
        say("\n".join(result.stderr.strip().splitlines()[-6:]))
        raise stop("The packages could not be installed: see above, then run this again.")


def as_pip_is_told() -> dict[str, str]:
    """Where this machine fetches packages, by its own configuration of pip, which uv does not read
    (Astral, "Compatibility with pip and pip-tools"): the hashes say what may come from there."""
    said = run([str(PYTHON), "-m", "pip", "config", "list"]).stdout
    told = {"UV_INDEX_STRATEGY": "unsafe-best-match"}
    for line in said.splitlines():
        name, _, value = line.partition("=")
        variable = UVS_NAME.get(name.rpartition(".")[2])
        if variable and variable not in os.environ:
            mark = "," if variable == "UV_FIND_LINKS" else " "
            told[variable] = mark.join(value.strip("'").replace("\\n", " ").split())
    return told


def browser() -> None:
    """Find Chromium for the browser tests, or install Debian's where we may."""
    if find_browser() or (apt("chromium") and find_browser()):
        return
    raise stop("No Chromium: the browser tests are left out. `apt-get install chromium` adds them.")


def find_browser() -> str | None:
    return next((path for name in CHROMIUM if (path := shutil.which(name))), None)


def apt(package: str) -> bool:
    """Install a Debian package where we are root and there is apt."""
    if os.geteuid() != 0 or shutil.which("apt-get") is None:
        return False
    say(f"Installing {package} with apt ...")
    run(["apt-get", "update", "-qq"])
    options = ["install", "-y", "-qq", "--no-install-recommends", package]
    return run(["apt-get", *options]).returncode == 0


def run(command: list[str], **more: str) -> "subprocess.CompletedProcess[str]":
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive", **more}
    return subprocess.run(command, capture_output=True, text=True, check=False, env=environment)


if __name__ == "__main__":
    {"setup": setup, "browser": browser}[sys.argv[1]]()
