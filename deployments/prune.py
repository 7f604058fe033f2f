"""`tryeza prune`: what is long over in Prefect's own database.

A case's run lives for years, and each time it wakes Prefect notes tasks and states. The record
keeps what happened; Prefect's dashboard keeps the last months of it. Runs that are over go after
the same time, whole. In small transactions, under the role of that database alone.
"""

import os
from datetime import timedelta
from typing import Any, Final

import psycopg

from core.i18n import N_
from deployments.faults import checked
from deployments.service_commands import PREFECTS_DATABASE, NoPrefect
from deployments.terminal import say

KEPT: Final = 90
"""Days: ours. Three reviews, and a quarter's meeting, stand on the dashboard."""
AT_ONCE: Final = 2000
MOST: Final = 500
"""Transactions of one run; what is left is taken the next night."""

OVER: Final = "('COMPLETED', 'FAILED', 'CRASHED', 'CANCELLED')"
# A task's states and a run's tasks, states and logs go with it (ON DELETE CASCADE in Prefect's
# own tables); the state that is a run's present one stays, however old it is.
TABLES: Final = {
    "task_run": f"""DELETE FROM task_run WHERE id IN (SELECT id FROM task_run
        WHERE state_type IN {OVER} AND end_time < now() - %(kept)s LIMIT %(most)s)""",  # noqa: S608
    "flow_run_state": """DELETE FROM flow_run_state WHERE id IN (
        SELECT past.id FROM flow_run_state AS past JOIN flow_run ON flow_run.id = past.flow_run_id
        WHERE flow_run.state_id IS DISTINCT FROM past.id AND past.timestamp < now() - %(kept)s
        LIMIT %(most)s)""",
    "flow_run": f"""DELETE FROM flow_run WHERE id IN (SELECT id FROM flow_run
        WHERE state_type IN {OVER} AND end_time < now() - %(kept)s LIMIT %(most)s)""",  # noqa: S608
}


def prune(*, days: int = KEPT) -> None:
    """Take what is long over out of Prefect's database (PREFECT_DATABASE_URL).

    Parameters
    ----------
    days
        How long it is kept.
    """
    given = os.environ.get(PREFECTS_DATABASE, "")
    if not given:
        raise NoPrefect(NoPrefect.message)
    address = (
        checked(given, PREFECTS_DATABASE)
        .set(drivername="postgresql")
        .render_as_string(hide_password=False)
    )
    with psycopg.connect(address, autocommit=True) as connection:
        for table, statement in TABLES.items():
            count = _delete(connection, statement, timedelta(days=days))
            say(N_("%(table)s: %(count)s rows are gone."), table=table, count=count)


def _delete(connection: psycopg.Connection[Any], statement: str, kept: timedelta) -> int:
    gone = 0
    for _ in range(MOST):
        done = connection.execute(statement, {"kept": kept, "most": AT_ONCE}).rowcount
        gone += done
        if done < AT_ONCE:
            break
    return gone
