"""Every night the trail and the signed papers are counted anew, and its end is sent away: 0153."""

import logging
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from pathlib import Path
from threading import Event
from typing import Any, Final

from sqlalchemy import select, text

from casework.case import archives
from core.clock import SystemClock, at_local, local_day
from core.logs import describe
from core.settings import settings
from core.trail import Head, TrailKeys, kept_ends
from models.sealing import one_snapshot
from models.session import unit_of_work
from models.trail import AuditCheck
from queries import audit, papers_as_signed
from queries.trail_faults import TrailFinding
from runtime import heads, known_findings
from runtime.known_findings import LookedInto, is_alarm
from runtime.sealer import KEPT, read_head

logger = logging.getLogger(__name__)

EVERY: Final = 60.0
"""Seconds between two looks whether the night's check is due."""
AT: Final = time(4, 0)
AGAIN: Final = timedelta(hours=1)
"""Where an end did not leave, all of it is tried again."""
AUDITOR: Final = 0x61756474  # advisory lock, beside the sealer's
MOST: Final = 200
"""Findings that are kept of one check: where there are more, the first ones say enough."""


@dataclass(frozen=True, slots=True)
class Checked:
    """What one check found, and up to where."""

    head: Head | None
    found: list[TrailFinding]
    known: Mapping[str, LookedInto]
    """Of these, by name, what somebody has looked into."""

    @property
    def alarms(self) -> list[TrailFinding]:
        return [each for each in self.found if is_alarm(each, self.known)]

    def _is_known(self, each: TrailFinding) -> bool:
        return each.has_place and each.name in self.known

    def as_json(self, most: int | None = None) -> list[dict[str, Any]]:
        """The alarms first: where there are more than `most`, none of them is hidden by others."""
        first = sorted(self.found, key=lambda each: not is_alarm(each, self.known))
        return [
            each.as_json() | {"name": each.name, "known": self._is_known(each)}
            for each in first[:most]
        ]


class Auditor:
    """The nightly check of one worker process; one of all of them does it."""

    def __init__(self, stop: Event) -> None:
        self._stop = stop

    def run(self) -> None:
        while not self._stop.wait(EVERY):
            try:
                self.turn()
            except Exception as error:
                logger.warning("The trail was not checked: %s", describe(error))

    def turn(self) -> None:
        """Check where it is due; a second process that comes while the first is at it, does not."""
        if not is_due(SystemClock().now()):
            return
        with one_snapshot() as guard:
            lock = text("SELECT pg_try_advisory_xact_lock(:key)")
            if guard.scalar(lock, {"key": AUDITOR}):
                record(check())


def is_due(now: datetime) -> bool:
    """Since the last four o'clock nothing was checked, or the end did not leave an hour ago."""
    with unit_of_work() as work:
        query = select(AuditCheck).order_by(AuditCheck.checked_at.desc()).limit(1)
        last = work.session.scalars(query).first()
    today = local_day(now)
    four = at_local(today, AT)
    four = four if four <= now else at_local(today - timedelta(days=1), AT)
    if last is None or last.checked_at < four:
        return True
    return not all(last.told.values()) and last.checked_at < now - AGAIN


def check(ends: Iterable[tuple[int, str]] = ()) -> Checked:
    """Count everything anew, as of one moment; raises `OSError`, `ValueError` without the key."""
    keys = TrailKeys.load(settings().trail_keys)
    elsewhere = [*ends, *_kept()]
    with one_snapshot() as session:
        found = audit.verify_all(session, keys, elsewhere=elsewhere)
        found += papers_as_signed.check(session, SystemClock().today())
        return Checked(audit.head(session), found, known_findings.read(_known()))


def know(checked: Checked, names: Iterable[str], *, by: str, why: str) -> list[TrailFinding]:
    """Of what was found these are looked into; gives them, none where a name is no finding's."""
    wanted = set(names)
    found = [each for each in checked.found if each.name in wanted and each.has_place]
    if wanted - {each.name for each in found}:
        return []
    said = LookedInto(SystemClock().today().isoformat(), by, why)
    known_findings.add(_known(), wanted, said)
    with unit_of_work() as work:
        work.record("finding known", findings=" ".join(sorted(wanted)))
    return found


def _known() -> Path:
    return settings().state_dir / known_findings.KEPT


def _kept() -> Iterator[tuple[int, str]]:
    """The sealer's own last head, and what another user keeps."""
    own = read_head(settings().state_dir / KEPT)
    if own is not None:
        yield own.position, own.chain.hex()
    witness = settings().trail_witness
    if witness is not None:
        yield from kept_ends(witness)


def record(checked: Checked) -> None:
    """Send the end away and put what was found on record, where `doctor` reads it."""
    faults = len(checked.alarms)
    known = sum(bool(each["known"]) for each in checked.as_json())
    told = heads.tell(checked.head, faults, known) if checked.head else {}
    if faults:
        logger.error("The trail or a signed paper is not as it was written: %s findings", faults)
    with unit_of_work() as work:
        row = AuditCheck(
            checked_at=datetime.now(UTC),
            position=checked.head.position if checked.head else 0,
            findings=checked.as_json(MOST),
            told=told,
        )
        work.session.add(row)
        archives.break_codes(work, {each.life_id for each in checked.found if each.life_id})
