"""How Alembic connects: as the owner, with a lock timeout, all that is missing in one transaction.

An edition may bring several migrations. Where the third fails the first two are gone with it, and
the program of before finds its own edition again.
"""

from alembic import context
from sqlalchemy import text

from models import Base
from models.pool import owners_engine


def run() -> None:
    # Behind the second wall what is filled in would be filled into no row: as the owner, by name.
    engine = owners_engine(context.config.attributes["url"])
    try:
        with engine.connect() as connection:
            connection.execute(text("SET lock_timeout = '5s'"))
            connection.commit()
            context.configure(
                connection=connection,
                target_metadata=Base.metadata,
                compare_type=True,
            )
            with context.begin_transaction():
                context.run_migrations()
    finally:
        engine.dispose()


run()
