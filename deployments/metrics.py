"""`tryeza metrics`: how the record is, in numbers, under the role that only reads.

Asked when somebody asks us, at most every ten seconds, in statements over whole tables that indexes
answer; a database that is slow or away costs five seconds and is itself a number.
"""

import os
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, datetime
from typing import Any, Final

import psycopg
from prometheus_client import Metric
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.registry import Collector

from core import database_roles, logs, metrics
from core.clock import local_day
from core.database_roles import REPORTS
from core.i18n import N_
from core.logs import describe
from core.refused import StartRefused
from deployments.doctor_trail import wrong
from deployments.faults import checked
from deployments.waiting import database_lacking
from runtime.ending import Ending

Connection = psycopg.Connection[Any]

KEPT_FOR: Final = 10.0
PATIENCE: Final = 5
USUAL: Final = "127.0.0.1:9321"

LIVES: Final = """
    SELECT kind, count(*), count(stalled_at),
        count(*) FILTER (WHERE stalled_at IS NULL AND wake_at <= now())
    FROM life WHERE ended_at IS NULL GROUP BY kind
"""
WAITED: Final = """
    SELECT extract(epoch FROM now() - min(since)) FROM (
        SELECT min(created_at) AS since FROM wakeup WHERE taken_at IS NULL
        UNION ALL SELECT min(wake_at) FROM life
            WHERE ended_at IS NULL AND stalled_at IS NULL AND wake_at <= now()) AS waiting
"""
DUTIES: Final = """
    SELECT CASE WHEN due_on < %(day)s THEN 'late' WHEN due_on = %(day)s THEN 'today'
        ELSE 'coming' END AS state, count(*) FROM open_duty WHERE due_on IS NOT NULL GROUP BY state
"""
MESSAGES: Final = """
    SELECT status, channel, count(*) FROM message
    WHERE status IN ('queued', 'sending', 'failed', 'unknown', 'set_aside') GROUP BY status, channel
"""
OLDEST: Final = """
    SELECT coalesce(extract(epoch FROM now() - min(queued_at)), 0) FROM message
    WHERE status IN ('queued', 'sending')
"""
BEATS: Final = """
    SELECT extract(epoch FROM now() - max(beat_at) FILTER (WHERE name = 'keeper')),
        count(*) FILTER (WHERE name LIKE 'worker %' AND beat_at > now() - interval '90 seconds')
    FROM heartbeat
"""
CONNECTIONS: Final = """
    SELECT usename, count(*), current_setting('max_connections')::int FROM pg_stat_activity
    WHERE datname = current_database() AND usename LIKE 'tryeza%' GROUP BY usename
"""
TRAIL: Final = """
    SELECT extract(epoch FROM now() - checked_at), position, findings FROM audit_check
    ORDER BY checked_at DESC LIMIT 1
"""
SEALED: Final = "SELECT extract(epoch FROM now() - max(sealed_at)), max(position) FROM audit_head"
BACKUP: Final = """
    SELECT extract(epoch FROM now() - max(taken_at)) FROM backup WHERE verified_at IS NOT NULL
"""


def _lives(connection: Connection) -> Iterator[Metric]:
    lives = GaugeMetricFamily("tryeza_lives", "Lives that run", labels=["kind"])
    stalled = GaugeMetricFamily("tryeza_lives_stalled", "Of them stalled", labels=["kind"])
    due = GaugeMetricFamily("tryeza_lives_due", "Of them due now", labels=["kind"])
    for kind, count, standing, waiting in connection.execute(LIVES):
        lives.add_metric([kind], count)
        stalled.add_metric([kind], standing)
        due.add_metric([kind], waiting)
    yield from (lives, stalled, due)
    seconds = _one(connection, WAITED)
    yield _gauge(
        "tryeza_due_oldest_seconds", "Seconds for which a step that is due waits", seconds or 0
    )


def _duties(connection: Connection) -> Iterator[Metric]:
    """What people owe: a centre's business, and no fault of the machine."""
    duties = GaugeMetricFamily("tryeza_duties", "What people owe, by day", labels=["state"])
    counted = {"late": 0, "today": 0, "coming": 0}
    today = local_day(datetime.now(UTC))
    counted |= dict(connection.execute(DUTIES, {"day": today}).fetchall())
    for state, count in counted.items():
        duties.add_metric([state], count)
    yield duties


def _messages(connection: Connection) -> Iterator[Metric]:
    messages = GaugeMetricFamily(
        "tryeza_messages", "Messages that are not over", labels=["status", "channel"]
    )
    statuses = ("queued", "sending", "failed", "unknown", "set_aside")
    counted = {(status, way): 0 for status in statuses for way in ("mail", "sms")}
    counted |= {(row[0], row[1]): row[2] for row in connection.execute(MESSAGES)}
    for labels, count in counted.items():
        messages.add_metric(list(labels), count)
    yield messages
    words = "Seconds since the oldest message that has not left was queued"
    yield _gauge("tryeza_oldest_message_seconds", words, _one(connection, OLDEST))


def _workers(connection: Connection) -> Iterator[Metric]:
    age, workers = connection.execute(BEATS).fetchone() or (None, 0)
    yield _gauge("tryeza_keeper_age_seconds", "Seconds since the keeper was heard of", age)
    yield _gauge("tryeza_workers", "Workers that were heard of lately", workers)


def _connections(connection: Connection) -> Iterator[Metric]:
    open_ = GaugeMetricFamily(
        "tryeza_database_connections", "Connections to the record, by role", labels=["role"]
    )
    limit = 0
    for role, count, most in connection.execute(CONNECTIONS):
        open_.add_metric([role], count)
        limit = most
    yield open_
    yield _gauge("tryeza_database_connections_limit", "The server's max_connections", limit)


def _trail(connection: Connection) -> Iterator[Metric]:
    row: tuple[Any, ...] = connection.execute(TRAIL).fetchone() or (None, None, [])
    yield _gauge("tryeza_trail_checked_age_seconds", "Seconds since the trail was verified", row[0])
    yield _gauge("tryeza_trail_checked_position", "Up to which entry", row[1])
    yield _gauge("tryeza_trail_findings", "What was found and nobody looked into", wrong(row[2]))
    sealed = connection.execute(SEALED).fetchone() or (None, None)
    yield _gauge("tryeza_trail_sealed_age_seconds", "Seconds since its last end", sealed[0])
    yield _gauge("tryeza_trail_position", "Entries that are sealed", sealed[1])


def _backup(connection: Connection) -> Iterator[Metric]:
    words = "Seconds since the record was as the newest backup has it that was tried"
    yield _gauge("tryeza_backup_age_seconds", words, _one(connection, BACKUP))


PARTS: Final[tuple[Callable[[Connection], Iterator[Metric]], ...]] = (
    *(_lives, _duties, _messages, _workers, _connections, _trail, _backup),
)


def _gauge(name: str, words: str, value: float | None) -> Metric:
    """Without a value there is no sample: an alert for what is absent says so by name."""
    found = GaugeMetricFamily(name, words)
    if value is not None:
        found.add_metric([], float(value))
    return found


def _one(connection: Connection, query: str) -> Any:
    row = connection.execute(query).fetchone()
    return row[0] if row else None


class OfTheRecord(Collector):
    """All of the above, as of one moment."""

    def __init__(self, url: str) -> None:
        address = checked(url).set(drivername="postgresql")
        self._address = address.render_as_string(hide_password=False)
        self._lock = threading.Lock()
        self._kept: list[Metric] = []
        self._at = float("-inf")

    def describe(self) -> Iterable[Metric]:
        return []  # nothing is asked before somebody asks

    def collect(self) -> Iterable[Metric]:
        with self._lock:  # ten who ask at once ask the database once
            if time.monotonic() - self._at > KEPT_FOR:
                self._kept, self._at = list(self._asked()), time.monotonic()
            return self._kept

    def _asked(self) -> Iterator[Metric]:
        found: list[Metric] = []
        began = time.perf_counter()
        try:
            with psycopg.connect(
                self._address,
                connect_timeout=PATIENCE,
                options=f"-c statement_timeout={PATIENCE}s -c default_transaction_read_only=on",
            ) as connection:
                database_roles.check(connection, REPORTS)
                for part in PARTS:
                    found += part(connection)
        except (psycopg.Error, StartRefused) as error:
            metrics.logger.warning("The record was not measured: %s", describe(error))
            found = []
        yield _gauge("tryeza_record_up", "1 where the record could be asked", bool(found))
        words = "Seconds that asking it took"
        yield _gauge("tryeza_record_seconds", words, time.perf_counter() - began)
        yield from found


class NoReports(StartRefused):
    message = N_("Give REPORTS_DATABASE_URL, the address with the role tryeza_reports.")


class OthersWouldRead(StartRefused):
    message = N_("TRYEZA_METRICS is an address on this machine: 127.0.0.1:9321")


def serve() -> None:
    """Say for Prometheus how the record is, until told to stop; on this machine alone."""
    url = os.environ.get("REPORTS_DATABASE_URL", "")
    if not url:
        raise NoReports(NoReports.message)
    ending = Ending()
    ending.listen()
    logs.configure()
    where = os.environ.get("TRYEZA_METRICS") or USUAL
    try:
        metrics.place(where)
    except ValueError:
        raise OthersWouldRead(OthersWouldRead.message) from None
    metrics.serve(where, [OfTheRecord(url)])
    if lacks := database_lacking(url):
        metrics.logger.info("%s", lacks)
    ending.wait()
