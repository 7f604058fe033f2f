"""Whose signature a page shows may be taken off by mistake, and is said again."""

from typing import Final

from models.migrations.written import Later, refuse_if_any

revision = "0037"
down_revision = "0036"

CONTRACTS: Final[dict[str, str]] = {}
"""What it takes away or narrows, each with the released migration that made it needless."""
FILLS: Final[dict[str, str]] = {}
"""Columns that were there before and whose values it changes, by table."""


def upgrade() -> None:
    Later.of(__file__).up()


def downgrade() -> None:
    for table in ("signature_scan", "page_taken_back"):
        refuse_if_any(table, "again > 0")
    refuse_if_any("later_print", "before_seal")
    Later.of(__file__).down()
