"""Pages filed wrongly are taken back; prints of a sealed file; who saw what came on paper."""

from typing import Final

from models.migrations.written import Later, refuse_if_any

revision = "0030"
down_revision = "0029"

CONTRACTS: Final[dict[str, str]] = {}
"""What it takes away or narrows, each with the released migration that made it needless."""
FILLS: Final[dict[str, str]] = {}
"""Columns that were there before and whose values it changes, by table."""


def upgrade() -> None:
    Later.of(__file__).up()


def downgrade() -> None:
    for table in ("page_taken_back", "declaration_seen", "later_print"):
        refuse_if_any(table)
    refuse_if_any("waiting_page", "why = 'taken_back'")
    Later.of(__file__).down()
