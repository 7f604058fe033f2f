"""How Alembic connects: as the owner, with a lock timeout, one transaction a revision."""

from alembic import context
from sqlalchemy import create_engine, text

from models import Base


def run() -> None:
    engine = create_engine(context.config.attributes["url"], hide_parameters=True)
    try:
        with engine.connect() as connection:
            connection.execute(text("SET lock_timeout = '5s'"))
            connection.commit()
            context.configure(
                connection=connection,
                target_metadata=Base.metadata,
                transaction_per_migration=True,
                compare_type=True,
            )
            with context.begin_transaction():
                context.run_migrations()
    finally:
        engine.dispose()


run()
