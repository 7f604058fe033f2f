"""The mobile of a superior, by which they are told beside the mail, and the link by which they
answer."""

from typing import Final

from models.migrations.written import Later, refuse_if_any

revision = "0006"
down_revision = "0005"

CONTRACTS: Final[dict[str, str]] = {}
"""What it takes away or narrows, each with the released migration that made it needless."""
FILLS: Final[dict[str, str]] = {}
"""Columns that were there before and whose values it changes, by table."""


def upgrade() -> None:
    Later.of(__file__).up()


def downgrade() -> None:
    refuse_if_any("professional", "superior_phone_sealed IS NOT NULL")
    refuse_if_any("institution_superior", "phone_sealed IS NOT NULL")
    refuse_if_any(
        "contact_change", "coalesce(superior_phone_sealed, old_superior_phone_sealed) IS NOT NULL"
    )
    refuse_if_any("superior_link")
    refuse_if_any("superior_reply", "outcome IS NOT NULL")
    Later.of(__file__).down()
