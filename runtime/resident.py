"""The resident process: claim loop, keeper and listener under one roof, until SIGTERM."""

import logging
import os
import socket
import threading
import time
from collections.abc import Callable, Mapping
from contextvars import copy_context
from importlib import import_module
from itertools import pairwise
from typing import NoReturn

from prefect.client.schemas.objects import FlowRun

from casework.bootstrap import bootstrap
from core import logs, metrics, settings
from core.database_roles import WORKER
from models import pool_metrics, session
from models.life import WAKE_CHANNEL
from models.outbox import MAIL_CHANNEL
from notifications import delivery
from runtime.auditor import Auditor
from runtime.beacon import Beacon
from runtime.binder import Binder
from runtime.claims import Claims
from runtime.ending import Ending
from runtime.engine import run_as_is, shared_client
from runtime.keeper import Keeper
from runtime.listener import Listener
from runtime.mail_at_once import MailAtOnce
from runtime.register import flow_of
from runtime.sealer import Sealer

logger = logging.getLogger(__name__)

THREADS = 4
GRACE = 8.0  # seconds for what runs when SIGTERM comes; at ten somebody may pull the plug
LATEST = 9.5
FAREWELL = 1.0  # seconds of them for the keeper to go; it may be waiting for Prefect


def main(arguments: list[str]) -> NoReturn:
    """Run until SIGTERM or Ctrl-C. `--threads N`; `--with MODULE` knows one more kind of life."""
    ending = Ending()
    ending.listen()
    logs.configure()
    current = session.begin_or_leave(WORKER)
    bootstrap()
    pool_metrics.measure()
    metrics.serve(current.metrics)
    for name in _values(arguments, "--with"):
        import_module(name)
    threads = int(next(iter(_values(arguments, "--threads")), THREADS))
    with shared_client() as client:
        claims = Claims(client, {}, threads)
        keeper = Keeper(client, claims, f"{socket.gethostname()}-{os.getpid()}")
        mail = MailAtOnce(claims.stop)
        told = (ending, claims, keeper)
        threading.Thread(target=_finish, args=told, name="ending", daemon=True).start()
        began = _serve(claims, keeper, mail)
        _leave(claims, keeper, mail if began else None)


def _finish(ending: Ending, claims: Claims, keeper: Keeper) -> None:
    """Leave when asked; whatever hangs, a server that does not answer, goes with the process."""
    ending.wait()
    claims.finish()
    if keeper.is_known:
        time.sleep(LATEST)
    else:  # nothing is in hand: it may be waiting for a server that is only starting
        _take_leave(keeper)
    os._exit(0)  # without a last word to the log: whoever hangs may hold its lock


def run_one(flow_run: FlowRun) -> None:
    """One run that Prefect's own worker loop has claimed."""
    settings.prepare()
    bootstrap()
    with shared_client() as client:
        run_as_is(flow_of(client, flow_run), flow_run)


def _serve(claims: Claims, keeper: Keeper, mail: MailAtOnce) -> bool:
    """Until told to leave; false if it was before anything began."""
    if not keeper.introduce():
        keeper.sign_off()
        keeper.gone.set()
        return False
    heard: Mapping[str, Callable[[str], object]] = {
        WAKE_CHANNEL: keeper.hear,
        MAIL_CHANNEL: mail.look_now,
    }
    tasks = {"keeper": keeper.run, "listener": Listener(claims.stop, heard).run, "mail": mail.run}
    tasks["sealer"] = Sealer(claims.stop).run
    tasks["auditor"] = Auditor(claims.stop).run
    tasks["binder"] = Binder(claims.stop).run
    tasks["beacon"] = Beacon(claims.stop, keeper.is_well).run
    for name, task in tasks.items():
        threading.Thread(target=copy_context().run, args=(task,), name=name, daemon=True).start()
    keeper.status.tell(f"Worker {keeper.name} is ready")
    claims.run()
    return True


def _leave(claims: Claims, keeper: Keeper, mail: MailAtOnce | None) -> NoReturn:
    """Finish or release what is in hand; what is released runs again elsewhere.

    The locks of what is released go with the process, its wake-up is still in the inbox.
    """
    delivery.stop()
    until = time.monotonic() + GRACE
    _take_leave(keeper)
    done = claims.drained(GRACE - 2 * FAREWELL)
    if mail is not None:
        done &= mail.is_gone(max(until - time.monotonic(), 0.0))
    logger.info("The worker leaves; %s", "all is done" if done else "some is released")
    logging.shutdown()
    # Not by way of the interpreter's own end: a daemon thread that writes a line of the log just
    # then aborts the process (https://github.com/python/cpython/issues/129536).
    os._exit(0)


def _take_leave(keeper: Keeper) -> None:
    if not keeper.gone.wait(FAREWELL):
        farewell = threading.Thread(target=keeper.sign_off, daemon=True)
        farewell.start()
        farewell.join(FAREWELL)  # or the process is gone before the word is said


def _values(arguments: list[str], option: str) -> list[str]:
    """The values of an option that may be given more than once."""
    return [value for key, value in pairwise(arguments) if key == option]
