"""What was kept at the wrong paper is taken back; what the wrong person has is put on record."""

from typing import Final

from models.migrations.written import Later, refuse_if_any

revision = "0041"
down_revision = "0040"

CONTRACTS: Final[dict[str, str]] = {}
"""What it takes away or narrows, each with the released migration that made it needless."""
FILLS: Final[dict[str, str]] = {}
"""Columns that were there before and whose values it changes, by table."""


def upgrade() -> None:
    Later.of(__file__).up()


def downgrade() -> None:
    beside = "SELECT id FROM stored_file WHERE beside AND kind = 'signed_pdf'"
    refuse_if_any("file_removal", f"file_id IN ({beside})")
    refuse_if_any("export_end", "although_barred_sealed IS NOT NULL")
    Later.of(__file__).down()
