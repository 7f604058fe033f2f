"""Prefect's own server application, made to schedule under SQLAlchemy 2.1.

Prefect 3.8 inserts scheduled runs in bulk with a `state` key among the columns. SQLAlchemy 2.0
passed over a key that is a hybrid property; 2.1 refuses it unless the property says what a bulk
insert means by it. Here it says: nothing, the state follows in a statement of its own.
"""

from collections.abc import MutableMapping
from typing import TYPE_CHECKING, Any

from prefect.server.api import server
from prefect.server.database import orm_models

if TYPE_CHECKING:
    from fastapi import FastAPI


def passed_over(_cls: type, _mapping: MutableMapping[str, Any], _value: object) -> None:
    """What a bulk insert does with the key: leave the columns as they are."""


def schedule_under_new_sqlalchemy() -> None:
    for table in (orm_models.FlowRun, orm_models.TaskRun):
        state = table.__dict__["state"]
        if hasattr(state, "bulk_dml"):  # SQLAlchemy 2.1 or newer
            state.inplace.bulk_dml(passed_over)


def create_app() -> "FastAPI":
    """The factory that uvicorn calls."""
    schedule_under_new_sqlalchemy()
    return server.create_app()
