"""The end of the trail lies where neither the system's user nor the database's can change it."""

import json
import os
import pwd
import subprocess
from pathlib import Path

import pytest
from sqlalchemy import select, text

from core.clock import FrozenClock
from core.settings import Settings
from deployments import account, audit_commands, doctor_trail
from deployments.account import CannotPrepare
from deployments.audit_commands import heads
from models.life import AuditEntry
from models.session import unit_of_work
from tests.database import Cleaner
from tests.sealed_trail import sealed

pytestmark = pytest.mark.article("18(1)")

WITNESS = "nobody"
FORGERIES = (
    "echo forged >> heads",
    "echo forged > heads",
    "rm -f heads && touch heads",
    "mv heads other",
    "ln -sf /dev/null heads",
    "chmod a+w heads",
    "chmod a+w .",
    "truncate -s 0 heads",
)


def as_user(name: str, command: str, folder: Path) -> bool:
    """Whether a user of this machine brings it about."""
    who = pwd.getpwnam(name)
    tried = subprocess.run(
        ["/bin/sh", "-c", command],
        cwd=folder,
        user=who.pw_uid,
        group=who.pw_gid,
        extra_groups=[],
        capture_output=True,
        check=False,
    )
    return tried.returncode == 0


@pytest.fixture
def end(database: FrozenClock, configured: Settings, capsys: pytest.CaptureFixture[str]) -> str:
    """What `tryeza audit heads` says."""
    with unit_of_work() as work:
        work.record("something happened")
    sealed()
    heads()
    return json.dumps(json.loads(capsys.readouterr().out))


@pytest.fixture
def folder(open_directory: Path, end: str) -> Path:
    """As the witness's unit makes it: another user's, and what that user fetched is in it."""
    open_directory.chmod(0o755)
    kept = open_directory / "witness"
    kept.mkdir(mode=0o755)
    (kept / "heads").write_text(end + "\n")
    (kept / "heads").chmod(0o644)
    if os.geteuid() == 0:
        who = pwd.getpwnam(WITNESS)
        for each in (kept, kept / "heads"):
            os.chown(each, who.pw_uid, who.pw_gid)
    return kept


def test_the_systems_user_cannot_change_what_another_keeps(folder: Path, end: str) -> None:
    """Where we are not root, we own the folder ourselves, and `doctor` must say so."""
    if os.geteuid() != 0:
        assert doctor_trail.is_ours(folder / "heads")
        return
    system = account.database_account().name  # the database's, and in production the program's
    assert system != WITNESS
    assert [each for each in FORGERIES if as_user(system, each, folder)] == []
    assert (folder / "heads").read_text() == end + "\n"
    assert as_user(WITNESS, f"echo '{end}' >> heads", folder), "who keeps it adds to it"


def test_a_file_that_this_user_can_change_proves_nothing(tmp_path: Path, end: str) -> None:
    own = tmp_path / "heads"
    own.write_text(end + "\n")
    found = doctor_trail.elsewhere({"TRYEZA_TRAIL_WITNESS": str(own)}, production=True)
    assert not found.works
    assert "proves nothing" in found.message


def test_an_end_that_is_gone_is_noticed_by_who_kept_it(
    tmp_path: Path, end: str, cleaner: Cleaner
) -> None:
    """The witness needs no key: who keeps the end asks whether the one before is on record."""
    kept = tmp_path / "heads"
    heads(append=kept)
    heads(append=kept)
    assert [json.loads(line) for line in kept.read_text().splitlines()] == [json.loads(end)] * 2
    assert kept.stat().st_mode & 0o777 == 0o644
    cleaner.tamper("UPDATE audit_seal SET chain = 'x'")
    with pytest.raises(CannotPrepare, match="not on record any more"):
        heads(append=kept)
    assert len(kept.read_text().splitlines()) == 2


@pytest.mark.parametrize("text", ["", "12", "12:xyz", ":00", "a:00"])
def test_an_end_that_is_none_is_said_so(text: str) -> None:
    with pytest.raises(CannotPrepare, match="NUMBER:HASH"):
        audit_commands.verify(end=[text])


def test_the_programs_role_forges_no_entry(database: FrozenClock) -> None:
    """Neither past the function nor through it in somebody's name: A2."""
    forged = "INSERT INTO audit (id, number, act) VALUES (gen_random_uuid(), 1, 'forged')"
    with pytest.raises(Exception, match="permission denied"), unit_of_work() as work:
        work.session.execute(text(forged))
    with unit_of_work() as work:
        assert work.session.scalars(select(AuditEntry)).all() == []
