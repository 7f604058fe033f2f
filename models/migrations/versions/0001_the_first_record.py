"""The first record: its tables, what it refuses, and what the program may do."""

from models.migrations import written

revision = "0001"
down_revision = None

FILES = (
    "0001_the_first_record.sql",
    "0001_what_it_refuses.sql",
    "0001_who_sees.sql",
    "0001_the_trail.sql",
    "0001_what_each_may.sql",
    "0001_the_second_wall.sql",
    "0001_what_is_counted.sql",
)


def upgrade() -> None:
    written.carry_out(*FILES)


def downgrade() -> None:
    written.take_back(*FILES)
