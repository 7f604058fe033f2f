"""`python -m deployments.prepare engine|demo`: what a start does once and may safely do again."""

import json
import sys

from casework.bootstrap import bootstrap
from core import logs
from core.database_roles import WORKER
from core.mode import ModeRefused
from core.settings import prepare, settings
from models import session
from models.mode import IS_REAL
from notifications.mailbox import write_once
from rules.roles import Role


def engine() -> None:
    """Tell Prefect about work pool, deployments and schedules."""
    from runtime.register import register  # noqa: PLC0415 - the demo does not load Prefect

    register()


def demo() -> None:
    """Put the invented people and their cases there; says how each role signs in."""
    if not settings().demo:
        raise ModeRefused(IS_REAL)
    from simulation.people import OFFICERS, PASSWORD  # noqa: PLC0415 - not in production
    from simulation.seed import seed  # noqa: PLC0415

    seed()
    first = {officer.role: officer for officer in reversed(OFFICERS)}
    sign_ins = [
        {"role": role, "name": first[role].name, "email": first[role].email, "password": PASSWORD}
        for role in (Role.MANAGER, Role.HEAD, Role.ADMIN)
    ]
    note = settings().sign_ins_file
    note.unlink(missing_ok=True)
    write_once(note.parent, note.name, json.dumps(sign_ins).encode())
    sys.stdout.write(json.dumps(sign_ins))


if __name__ == "__main__":
    prepare()
    session.begin_as(WORKER)
    bootstrap()
    logs.configure()
    {"engine": engine, "demo": demo}[sys.argv[1]]()
