"""Migrations of a test's own, in a folder of its own, behind those that there are."""

from pathlib import Path
from typing import Final

from models import rights, walls
from models.migrations import files

PROGRAM: Final = """
from typing import Final
from models.migrations.written import Later, refuse_if_any
revision, down_revision = "{number}", "{before}"
CONTRACTS: Final[dict[str, str]] = {contracts}
FILLS: Final[dict[str, str]] = {fills}
def upgrade() -> None:
    Later.of(__file__).up()
def downgrade() -> None:
    {refuses}
    Later.of(__file__).down()
"""
EXPAND: Final = """
CREATE TABLE toy_note (
    id uuid NOT NULL, case_id uuid NOT NULL, said_sealed bytea NOT NULL,
    CONSTRAINT pk_toy_note PRIMARY KEY (id),
    CONSTRAINT fk_toy_note_case_id_cases FOREIGN KEY (case_id) REFERENCES cases (id)
);
ALTER TABLE cases ADD COLUMN toy text, ADD COLUMN toys integer NOT NULL DEFAULT 0;
CREATE INDEX ix_toy_note_case_id ON toy_note (case_id);
"""
BACK: Final = "DROP TABLE toy_note; ALTER TABLE cases DROP COLUMN toy, DROP COLUMN toys;"
WALLED: Final = """
ALTER TABLE toy_note ENABLE ROW LEVEL SECURITY;
ALTER TABLE toy_note FORCE ROW LEVEL SECURITY;
CREATE POLICY by_centre_and_seat ON toy_note TO tryeza_portal USING (
    EXISTS (SELECT FROM open_life WHERE open_life.id = toy_note.case_id));
CREATE POLICY whole_record ON toy_note TO tryeza_worker, tryeza_reports USING (true);
CREATE POLICY by_name ON toy_note TO tryeza_owner USING (
    current_setting('tryeza.wall', true) = 'lifted');
"""
MAY: Final = """
GRANT SELECT, INSERT ON toy_note TO tryeza_portal;
GRANT SELECT, INSERT ON toy_note TO tryeza_worker;
"""


def after(number: str) -> str:
    return f"{int(number) + 1:04}"


def write(
    folder: Path,
    up: str,
    back: str = "SELECT 1;",
    *,
    number: str = "",
    contracts: dict[str, str] | None = None,
    fills: dict[str, str] | None = None,
    refuses: str = "",
) -> str:
    """One migration more; gives its number."""
    number = number or after(files.head())
    said = {"contracts": contracts or {}, "fills": fills or {}, "refuses": refuses or "pass"}
    program = PROGRAM.format(number=number, before=f"{int(number) - 1:04}", **said)
    (folder / f"{number}_a_toy.py").write_text(program)
    (folder / f"{number}_a_toy.sql").write_text(up)
    (folder / f"{number}_a_toy_back.sql").write_text(back)
    return number


def expand(folder: Path) -> str:
    """A table that leads to a child, two columns, and who may: whole, as a generator writes it.

    One policy and one right of before are others now, and one right is gone.
    """
    number = write(folder, EXPAND, BACK, refuses='refuse_if_any("toy_note")')
    wall = files.newest(walls.KIND).read_text(encoding="utf-8")
    changed = wall.replace(
        "CREATE POLICY whole_record ON agenda_item TO tryeza_worker, tryeza_reports USING (true);",
        "CREATE POLICY whole_record ON agenda_item TO tryeza_worker USING (true);",
    )
    assert changed != wall
    (folder / f"{number}_{walls.KIND}.sql").write_text(changed + WALLED)
    may = files.newest(rights.KIND).read_text(encoding="utf-8")
    lines = [
        each for each in may.splitlines() if each != "GRANT SELECT ON backup TO tryeza_portal;"
    ]
    assert len(lines) == len(may.splitlines()) - 1
    (folder / f"{number}_{rights.KIND}.sql").write_text("\n".join(lines) + MAY)
    return number
