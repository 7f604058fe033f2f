"""`tryeza erase` takes what was decided, and lays the list beside the backups: decision 0259."""

import json
from pathlib import Path

import pytest

from core import crypto
from core.clock import FrozenClock
from deployments import backup_places, retention_commands
from deployments.backup_places import new_identity
from deployments.postgres import DatabaseProvider
from models import erasures
from models.data_key import DataKeyRow
from models.erasures import Erasure
from models.pool import owners_engine
from tests.told import told


@pytest.mark.article("18(1)")
def test_the_list_goes_beside_the_backups_and_a_folder_that_is_away_is_said(
    database: FrozenClock,
    postgres: DatabaseProvider,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    keys, folder, url = tmp_path / "keys", tmp_path / "copies", postgres.url("tryeza_owner")
    keys.write_text(crypto.ring().dump())
    folder.mkdir()
    engine = owners_engine(url)
    with engine.begin() as connection:
        gone = Erasure(DataKeyRow().id, database.now())
        erasures.erase(connection, crypto.ring(), erasures.beside(keys), gone)
    engine.dispose()
    said = {
        "OWNER_DATABASE_URL": url,
        "TRYEZA_KEYS_FILE": str(keys),
        "TRYEZA_LANGUAGE": "en",
        backup_places.FOLDER: str(folder),
        backup_places.NAME: "ferizaj",
        backup_places.RECIPIENT: new_identity(tmp_path / "identity"),
    }
    with told(said):
        retention_commands.erase(json=True)
    assert json.loads(capsys.readouterr().out) == {"erased": 0, "left": 0}
    listed = erasures.beside(keys).read_text()
    assert (folder / "tryeza-ferizaj.erased").read_text() == listed != ""
    away = said | {backup_places.FOLDER: f"{folder},{tmp_path / 'away'}"}
    with told(away), pytest.raises(SystemExit, match="3"):
        retention_commands.erase()
    assert "mount its disk" in capsys.readouterr().err
