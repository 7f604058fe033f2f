"""The example in containers starts what the units start, and gives no more to anybody."""

import re
import shlex
import shutil
import subprocess
from pathlib import Path
from typing import Any, Final

import pytest
import yaml

from deployments.processes import ROOT
from tests.deployments import units

FILE: Final = ROOT / "deployments" / "compose.yaml"
SERVICES: Final[dict[str, dict[str, Any]]] = yaml.safe_load(FILE.read_text())["services"]
USERS: Final = dict(
    re.findall(r"--uid (\d+)(?: --groups \S+)? (\S+)", FILE.with_name("Containerfile").read_text())
)
KEYS: Final = {"ring": "/etc/tryeza/ring", "trail-key": "/etc/tryeza/trail-key"}
LEFT_OUT: Final = {"tryeza-witness.service", "tryeza-backup.service", "tryeza-bounce@.service"}
"""What is another machine's, or the machine's own."""


def test_every_process_of_the_units_is_there() -> None:
    assert {f"tryeza-{name}.service" for name in SERVICES} == set(units.names()) - LEFT_OUT


@pytest.mark.parametrize("name", SERVICES)
def test_a_container_is_what_its_unit_is(name: str) -> None:
    said, unit = SERVICES[name], units.read(f"tryeza-{name}.service")["Service"]
    assert said["command"] == shlex.split(unit["ExecStart"][-1])
    assert said["env_file"] == unit["EnvironmentFile"]
    assert USERS[said["user"].partition(":")[0]] == unit["User"][-1]
    given = {each.partition(":")[0] for each in said.get("volumes", ())}
    loaded = {each.partition(":")[0] for each in unit["LoadCredential"]}
    assert {key for key, path in KEYS.items() if path in given} == loaded
    assert ("64000" in said["user"]) is bool(loaded), "of the group that reads keys"
    assert said["read_only"]
    assert said["cap_drop"] == ["ALL"]
    assert said["network_mode"] == "host", "all of it listens on the loopback"
    wanted = {f"/var/lib/{each}" for each in unit["StateDirectory"]}
    assert {each.partition(":")[2] for each in said.get("volumes", ())} & wanted == wanted


def has_compose() -> bool:
    docker = shutil.which("docker")
    command = [str(docker), "compose", "version"]
    return (
        docker is not None
        and not subprocess.run(command, capture_output=True, check=False).returncode
    )


WHERE_COMPOSE_IS = pytest.mark.skipif(not has_compose(), reason="no docker compose here")


@WHERE_COMPOSE_IS
def test_compose_understands_it(tmp_path: Path) -> None:
    said = FILE.read_text().replace("/etc/tryeza", str(tmp_path))
    for name in ("common", "reach", "owner", "worker", "portal", "prefect", "metrics"):
        (tmp_path / f"{name}.env").touch()
    copy = tmp_path / "compose.yaml"
    copy.write_text(said)
    command = ["docker", "compose", "-f", str(copy), "--profile", "jobs", "config", "--quiet"]
    told = subprocess.run(command, capture_output=True, text=True, check=False)
    assert told.returncode == 0, told.stderr
