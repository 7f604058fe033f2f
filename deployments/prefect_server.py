"""Prefect's own server application, made to schedule under SQLAlchemy 2.1.

Prefect 3.8 inserts scheduled runs in bulk with a `state` key among the columns. SQLAlchemy 2.0
passed over a key that is a hybrid property; 2.1 refuses it unless the property says what a bulk
insert means by it (sqlalchemy/sqlalchemy#12496). Here it says: nothing, the state follows in a
statement of its own.

`python -m deployments.prefect_server PORT` serves it.
"""

import sys
from collections.abc import MutableMapping, Sequence
from typing import Any

import uvicorn
from prefect.server.api import server
from prefect.server.database import orm_models
from starlette.types import ASGIApp

from core.sockets import handed_over
from deployments.prefect_settings import KEEP_ALIVE, LOOPBACK
from deployments.slow_guesses import SlowGuesses
from runtime.zones import look_up_zones_once


def passed_over(_cls: type, _mapping: MutableMapping[str, Any], _value: object) -> None:
    """What a bulk insert does with the key: leave the columns as they are."""


def schedule_under_new_sqlalchemy() -> None:
    for table in (orm_models.FlowRun, orm_models.TaskRun):
        state = table.__dict__["state"]
        if hasattr(state, "bulk_dml"):  # SQLAlchemy 2.1 or newer
            state.inplace.bulk_dml(passed_over)


def create_app() -> ASGIApp:
    """The factory that uvicorn calls."""
    schedule_under_new_sqlalchemy()
    look_up_zones_once()
    return SlowGuesses(server.create_app())


def main(arguments: Sequence[str]) -> None:
    """Serve until told to stop, without the command line's own process around it."""
    config = uvicorn.Config(
        create_app,
        factory=True,
        host=LOOPBACK,
        port=int(arguments[0]),
        timeout_keep_alive=KEEP_ALIVE,
        access_log=False,
        log_level="warning",
    )
    process = uvicorn.Server(config)
    process.run(sockets=handed_over())
    if not process.started:
        sys.exit(1)


if __name__ == "__main__":
    main(sys.argv[1:])
