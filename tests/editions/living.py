"""A record of an edition that goes on living, and all that its tables are."""

from datetime import timedelta
from typing import Final

from core import crypto
from deployments import rehearsal
from models.pool import owners_engine
from tests import written
from tests.builders import ACase
from tests.editions import fixture
from tests.editions.conftest import Record
from tests.editions.fixture import Rows
from tests.scenarios.each_kind import FILES
from tests.scenarios.player import Player
from tests.scenarios.timeline_file import read
from tests.scenes import CHAINS

SHAPE: Final = """
SELECT concat_ws(' ', attrelid::regclass, attname, format_type(atttypid, atttypmod), attnotnull,
    attacl) FROM pg_attribute JOIN pg_class ON pg_class.oid = attrelid
    WHERE relnamespace = 'public'::regnamespace AND attnum > 0 AND NOT attisdropped
UNION ALL SELECT concat_ws(' ', conrelid::regclass, conname, pg_get_constraintdef(oid))
    FROM pg_constraint WHERE connamespace = 'public'::regnamespace
UNION ALL SELECT indexdef FROM pg_indexes WHERE schemaname = 'public'
UNION ALL SELECT concat_ws(' ', tablename, policyname, permissive, roles, cmd, qual, with_check)
    FROM pg_policies WHERE schemaname = 'public'
UNION ALL SELECT concat_ws(' ', oid::regclass, relrowsecurity, relforcerowsecurity,
        (SELECT string_agg(acl::text, ',' ORDER BY acl::text) FROM unnest(relacl) AS acl))
    FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'v')
UNION ALL SELECT concat_ws(' ', oid::regprocedure, md5(prosrc), proacl) FROM pg_proc
    WHERE pronamespace = 'public'::regnamespace
UNION ALL SELECT concat_ws(' ', tgrelid::regclass, tgname) FROM pg_trigger WHERE NOT tgisinternal
UNION ALL SELECT version_num FROM alembic_version
"""
"""All that a migration may leave: tables, rules, rights, policies, functions, triggers."""


def rows_of(record: Record, like: dict[str, list[str]] | None = None) -> Rows:
    with record.above() as connection:
        return fixture.rows(connection, like)


def columns_of(record: Record) -> dict[str, list[str]]:
    with record.above() as connection:
        return fixture.columns_of(connection)


def shape(connection: fixture.Connection) -> set[str]:
    return {line for (line,) in connection.execute(SHAPE).fetchall()}


def go_on(case: ACase, stage: str) -> None:
    """The next two scenes where there are any; and forty days of whatever falls due by itself."""
    chain = next((each for each in CHAINS if stage in each), {})
    following = list(chain.values())[list(chain).index(stage) + 1 :][:2] if chain else []
    case.stage.looked_on = case.stage.today()
    for scene in following:
        scene(case)
        written.check_now()
    case.stage.move_to(case.stage.today() + timedelta(days=40))
    written.check_now()


def play_a_timeline(case: ACase, stage: str) -> None:
    """The shortest of those that begin there."""
    for path in sorted(FILES, key=lambda each: (each.stat().st_size, each.name)):
        told, timeline = read(path)
        if timeline.begins == stage and timeline.not_yet is None:
            Player.of(told, timeline, case).run()
            return


def opens(record: Record) -> None:
    """Every data key, and of each sealed column some values."""
    engine = owners_engine(record.owner)
    try:
        with engine.connect() as connection:
            ring = crypto.KeyRing.load(record.edition.keys)
            count, shut = rehearsal._opened(connection, ring)
    finally:
        engine.dispose()
    assert not shut
    assert count > 20
