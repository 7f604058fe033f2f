"""What `tryeza doctor` says of the centres' certificates."""

from datetime import timedelta
from pathlib import Path

from deployments.checks import Check
from deployments.doctor_certificates import certificates
from tests.portal.archived import a_certificate


def test_each_is_looked_at_and_one_that_ends_soon_is_said_before(tmp_path: Path) -> None:
    env = {"TRYEZA_CERTIFICATES": str(tmp_path)}
    assert list(certificates({})) == []
    assert [each.works for each in certificates(env)] == [False]
    path = tmp_path / "ferizaj.pem"
    found: list[Check] = []
    for days in (3650, 20, -1):
        a_certificate(tmp_path, ends_in=timedelta(days=days) if days > 0 else timedelta(hours=-1))
        path.chmod(0o600)
        found += certificates(env)
    assert [(each.works, each.warns) for each in found] == [
        (True, False),
        (True, True),
        (False, False),
    ]
    path.chmod(0o644)
    a_certificate(tmp_path)
    (others,) = certificates(env)
    assert (others.works, "chmod 600" in others.message) == (False, True)
    path.write_text("none")
    (none,) = certificates(env)
    assert none.facts == {"path": str(path)}
    assert not none.works
