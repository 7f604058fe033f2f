"""The command line for root on a machine of units: each command with what its unit has.

In systemd-run's place stands a program that writes down how it was called.
"""

import os
import subprocess
from pathlib import Path
from typing import Final

import pytest

from deployments.terminal import operator_language
from tests.deployments import units
from tests.deployments.units import UNITS

NOTES: Final = """#!/bin/sh
for last; do :; done
if [ "$last" = --passwords ]; then
    case "$*" in *"--uid=tryeza-portal "*/etc/tryeza/portal.env*) echo 3 ;; esac
    exit
fi
for each in "$@"; do printf '%s\\n' "$each"; done > "$NOTED"
"""


def called(tmp_path: Path, *words: str, **said: str) -> list[str]:
    program = tmp_path / "systemd-run"
    program.write_text(NOTES)
    program.chmod(0o755)
    noted = tmp_path / "noted"
    env = {**os.environ, "PATH": f"{tmp_path}:{os.environ['PATH']}", "NOTED": str(noted)}
    env = {name: value for name, value in env.items() if name not in LANGUAGE} | said
    subprocess.run([str(UNITS / "tryeza"), *words], env=env, check=True, stdin=subprocess.DEVNULL)
    return noted.read_text().splitlines()


LANGUAGE: Final = {"TRYEZA_LANGUAGE", "LC_ALL", "LANG"}


def given(said: list[str], key: str) -> set[str]:
    begins = f"--property={key}="
    return {each.removeprefix(begins) for each in said if each.startswith(begins)}


@pytest.mark.parametrize(
    ("words", "unit"),
    [
        (("account", "invite", "drita@tryeza.example", "Drita Hoti"), "tryeza-worker"),
        (("migrate",), "tryeza-migrate"),
        (("prune", "--days", "30"), "tryeza-prune"),
        (("backup",), "tryeza-backup"),
    ],
)
def test_a_command_has_the_user_settings_and_keys_of_its_unit(
    tmp_path: Path, words: tuple[str, ...], unit: str
) -> None:
    said, service = called(tmp_path, *words), units.read(f"{unit}.service")["Service"]
    assert f"--uid={service['User'][-1]}" in said
    assert given(said, "EnvironmentFile") == set(service["EnvironmentFile"])
    assert given(said, "LoadCredential") == set(service["LoadCredential"])
    assert given(said, "StateDirectory") == set(service["StateDirectory"])
    at = said.index("/opt/tryeza/.venv/bin/tryeza")
    assert said[at + 1 :] == list(words), "each word whole"


def test_how_many_have_the_demos_password_is_seen_by_the_portals_user_alone(
    tmp_path: Path,
) -> None:
    said = called(tmp_path, "doctor", "--production")
    assert "--setenv=TRYEZA_DEMO_PASSWORDS=3" in said
    worker = units.read("tryeza-worker.service")["Service"]["EnvironmentFile"]
    assert given(said, "EnvironmentFile") == {*worker, "-/etc/tryeza/backup.env"}


@pytest.mark.parametrize(
    ("said", "own"),
    [
        ({"LANG": "sr_RS.UTF-8"}, "sr"),
        ({"LANG": "sr_RS.UTF-8", "TRYEZA_LANGUAGE": "en"}, "en"),
        ({"LANG": "C.UTF-8"}, "sq"),
        ({}, "sq"),
    ],
)
def test_it_speaks_the_language_of_the_terminal(
    tmp_path: Path, said: dict[str, str], own: str
) -> None:
    """The settings of the machine say another one, which holds where the terminal says none."""
    told = dict(
        each.removeprefix("--setenv=").partition("=")[::2]
        for each in called(tmp_path, "case", "list", **said)
        if each.startswith("--setenv=")
    )
    assert operator_language(told | {"TRYEZA_LANGUAGE": "sq"}) == own


def test_the_ring_itself_is_changed_by_root_alone(tmp_path: Path) -> None:
    said = called(tmp_path, "keys", "add")
    assert "--uid=root" in said
    assert "--setenv=TRYEZA_KEYS_FILE=/etc/tryeza/ring/keys" in said
    assert given(said, "LoadCredential") == set(), "not a copy of it"
    assert "/etc/tryeza/owner.env" in given(said, "EnvironmentFile")


@pytest.mark.parametrize("words", [("restore", "a.age", "--identity", "i"), ("verify", "a.age")])
def test_a_copy_is_opened_by_root_whose_all_that_it_needs_is(
    tmp_path: Path, words: tuple[str, ...]
) -> None:
    said = called(tmp_path, *words)
    assert {"--uid=root", "--same-dir"} <= set(said)
    assert "--setenv=TRYEZA_KEYS_FILE=/etc/tryeza/ring/keys" in said
    assert "--setenv=TRYEZA_TRAIL_KEY_FILE=/etc/tryeza/trail-key" in said
    assert {"/etc/tryeza/owner.env", "-/etc/tryeza/backup.env"} <= given(said, "EnvironmentFile")


def test_the_settings_are_written_by_root_who_is_told_none_of_them(tmp_path: Path) -> None:
    """Neither a user of a unit nor a file of settings: it is what writes them."""
    command = (UNITS / "tryeza").read_text().replace("/opt/tryeza/.venv/bin/tryeza", "env")
    script = tmp_path / "tryeza"
    script.write_text(command.replace('exec env "$@"', "exec env"))
    found = subprocess.run(
        ["/bin/sh", str(script), "setup", "--file", "answers.toml"],
        env={"PATH": os.environ["PATH"]},
        capture_output=True,
        text=True,
        check=True,
    )
    assert "DATABASE_URL" not in found.stdout
    assert "systemd-run" not in found.stdout
