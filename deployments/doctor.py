"""`tryeza doctor`: what works, what does not, and what to do about it."""

import os
import shutil
from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import psycopg

from core.clock import SystemClock, local_day
from core.crypto import INDEX, KeyRing
from core.i18n import N_
from deployments import (
    doctor_backup,
    doctor_production,
    doctor_record,
    doctor_sign_in,
    doctor_trail,
    lines,
)
from deployments.account import CannotPrepare, database_account
from deployments.checks import CALLED, DEFAULT_URL, Check, others_read
from deployments.doctor_certificates import certificates
from deployments.faults import as_sentence, checked
from deployments.folders import home_for
from deployments.ports import prefects_address
from deployments.probes import HEARD, answers
from deployments.programs import where_installed
from deployments.state import State, state_directory
from deployments.terminal import UNREADABLE_KEYS

SILENT_AFTER = timedelta(seconds=90)
LEAST_SPACE = 500_000_000


def look(environment: Mapping[str, str], *, production: bool = False) -> list[Check]:
    """Look at every part; nothing is changed and nothing is started.

    `production` asks what only a real system needs.
    """
    state = State(state_directory(environment))
    running = state.running()
    env = {**environment, **running.get("env", {})}
    findings = [_folder(state.path), _programs(state.path, env)]
    if not running and not environment.get("DATABASE_URL"):
        message = N_("Tryeza does not run here: start it with `make run`.")
        return [*findings, Check("system", False, message)]
    findings += [_keys(env), doctor_trail.key(env)]
    findings += certificates(env)
    findings += [*_database(env, production=production), _prefect(env)]
    findings.append(doctor_trail.elsewhere(env, production=production))
    findings += [_portal(env), lines.mail(env)]
    if production:
        findings += doctor_production.surroundings(env)
    return findings


def _folder(path: Path) -> Check:
    home = next(folder for folder in (path, *path.parents) if os.access(folder, os.F_OK))
    if not os.access(home, os.W_OK | os.X_OK):
        message = N_("%(path)s cannot be written; set TRYEZA_STATE_DIR to a folder of yours.")
        return Check("state", False, message, {"path": path})
    free = shutil.disk_usage(home).free
    if free < LEAST_SPACE:
        message = N_("%(path)s has only %(free)s MB left; make room.")
        return Check("state", False, message, {"path": path, "free": free // 1_000_000})
    if home != path:
        message = N_("The state folder %(path)s is not there yet; the first start makes it.")
        return Check("state", True, message, {"path": path})
    return Check("state", True, N_("The state folder is %(path)s."), {"path": path})


def _programs(state: Path, env: Mapping[str, str]) -> Check:
    if env.get("DATABASE_URL") and "TRYEZA_PORTAL_PORT" not in env:
        return Check("postgres", True, N_("The database is yours (DATABASE_URL)."))
    try:
        account = database_account()
        where_installed()
        if os.access(state, os.F_OK):
            home_for(state, account)
    except CannotPrepare as lacks:
        return Check("postgres", False, lacks.message, lacks.facts)
    message = N_("The database's programs are here; they run as %(user)s.")
    return Check("postgres", True, message, {"user": account.name})


def _keys(env: Mapping[str, str]) -> Check:
    path = Path(env.get("TRYEZA_KEYS_FILE", "keys"))
    try:
        KeyRing.load(path)
    except (OSError, ValueError):
        return Check("keys", False, UNREADABLE_KEYS, {"path": path})
    if others_read(path, env):
        message = N_("Others can read the key ring: run `chmod 600 %(path)s`.")
        return Check("keys", False, message, {"path": path})
    return Check("keys", True, N_("The key ring is in order; keep a copy of it elsewhere."))


def _ring(connection: psycopg.Connection[Any], env: Mapping[str, str]) -> Iterator[Check]:
    """Whether every key that something may stand under is here."""
    try:
        held = dict(KeyRing.load(Path(env.get("TRYEZA_KEYS_FILE", "keys"))).keys)
    except (OSError, ValueError):
        return  # said already
    query = "SELECT name FROM ring_key WHERE retired_at IS NULL AND name <> %s ORDER BY name"
    for (name,) in connection.execute(query, [INDEX]).fetchall():
        if name not in held:
            yield Check(
                "ring",
                False,
                N_("The key ring lacks the key %(key)s: bring the ring that has it."),
                {"key": name},
            )


def _database(env: Mapping[str, str], *, production: bool) -> Iterator[Check]:
    try:
        url = checked(env["DATABASE_URL"]).set(drivername="postgresql")
        address = url.render_as_string(hide_password=False)
        with psycopg.connect(address, connect_timeout=5) as connection:
            yield Check("database", True, N_("The database answers."))
            yield doctor_record.role(connection)
            yield doctor_record.walls(connection)
            yield doctor_record.edition_of(connection)
            yield from _ring(connection, env)
            yield _keeper(connection)
            yield _stalled(connection)
            yield _set_aside(connection)
            yield doctor_record.not_arrived(connection)
            yield doctor_backup.sending(connection)
            yield _vacancies(connection)
            yield _tables(connection)
            yield doctor_trail.last_check(connection)
            yield doctor_sign_in.passkeys(connection, env)
            yield doctor_sign_in.clocks(connection, SystemClock())
            yield doctor_sign_in.settings_of_roles(connection)
            if production:
                yield from doctor_production.record(connection, env)
                yield from doctor_backup.newest(connection, env)
        yield from doctor_sign_in.role(env)
    except (psycopg.Error, CannotPrepare) as error:
        if (lacks := as_sentence(error)) is not None:
            yield Check("database", False, lacks.message, lacks.facts)


def _keeper(connection: psycopg.Connection[Any]) -> Check:
    row = connection.execute(HEARD).fetchone()
    beat = row[0] if row else None
    if beat is None or datetime.now(UTC) - beat > SILENT_AFTER:
        message = N_("No worker has been heard of: start one, or read its log.")
        return Check("worker", False, message)
    return Check("worker", True, N_("The worker and its keeper are alive."))


def _stalled(connection: psycopg.Connection[Any]) -> Check:
    row = connection.execute("SELECT count(*) FROM life WHERE stalled_at IS NOT NULL").fetchone()
    count = row[0] if row else 0
    if count:
        message = N_("%(count)s cases have a stalled step: `tryeza case list --stalled`.")
        return Check("steps", False, message, {"count": count})
    return Check("steps", True, N_("No step is stalled."))


def _set_aside(connection: psycopg.Connection[Any]) -> Check:
    row = connection.execute("SELECT count(*) FROM message WHERE status = 'set_aside'").fetchone()
    count = row[0] if row else 0
    if count:
        message = N_(
            "%(count)s messages are set aside: correct the cause, then `tryeza case retry NUMBER`,"
            " or press retry on the administrator's page."
        )
        return Check("messages", False, message, {"count": count})
    return Check("messages", True, N_("No message is set aside."))


VACANT = f"""
    SELECT {CALLED} FROM municipality AS place
    WHERE EXISTS (SELECT FROM account WHERE municipality_id = place.id)
    AND NOT EXISTS (SELECT FROM account
        WHERE municipality_id = place.id AND role = 'head' AND disabled_at IS NULL)
    AND NOT EXISTS (SELECT FROM deputy JOIN account ON account.id = deputy.account_id
        WHERE deputy.municipality_id = place.id AND account.disabled_at IS NULL
        AND valid_from <= %(day)s AND (valid_until IS NULL OR valid_until >= %(day)s)
        AND (ended_on IS NULL OR ended_on > %(day)s))
    ORDER BY place.slug
"""  # noqa: S608 - a constant of ours


def _vacancies(connection: psycopg.Connection[Any]) -> Check:
    """The centres without head and deputy: what waits for the head there, nobody can decide."""
    places = [name for (name,) in connection.execute(VACANT, _today(connection))]
    if places:
        message = N_(
            "Nobody decides for the head in: %(places)s. Name a deputy on the administrator's page"
            " /centres."
        )
        return Check("heads", False, message, {"places": ", ".join(places)})
    return Check("heads", True, N_("In every centre in service the head or a deputy decides."))


def _today(connection: psycopg.Connection[Any]) -> dict[str, date]:
    """By the record's clock, which a demo moves."""
    ahead = connection.execute("SELECT offset_seconds FROM demo_clock").fetchone()
    moment = SystemClock().now() + timedelta(seconds=ahead[0] if ahead else 0)
    return {"day": local_day(moment)}


WITHOUT_MEMBERS = f"""
    SELECT {CALLED} FROM municipality AS place
    WHERE EXISTS (SELECT FROM account WHERE municipality_id = place.id)
    AND NOT EXISTS (SELECT FROM professional
        WHERE municipality_id = place.id AND standing AND left_at IS NULL)
    ORDER BY place.slug
"""  # noqa: S608 - a constant of ours


def _tables(connection: psycopg.Connection[Any]) -> Check:
    """The municipalities at work whose table is nobody: Art. 3. What else lacks is on the pages."""
    places = [name for (name,) in connection.execute(WITHOUT_MEMBERS, _today(connection))]
    if places:
        message = N_(
            "In %(places)s the municipal table has no standing member. The head takes somebody in"
            " on the page /roundtable/members."
        )
        return Check("tables", False, message, {"places": ", ".join(places)})
    return Check("tables", True, N_("Every municipal table in service has a standing member."))


def _prefect(env: Mapping[str, str]) -> Check:
    url = prefects_address(env)
    facts = {"url": url.removesuffix("/api")}
    if not answers(f"{url}/health", env.get("PREFECT_API_AUTH_STRING", "")):
        return Check("prefect", False, N_("Prefect does not answer at %(url)s."), facts)
    return Check("prefect", True, N_("Prefect answers; its dashboard is %(url)s."), facts)


def _portal(env: Mapping[str, str]) -> Check:
    url = env.get("TRYEZA_BASE_URL", DEFAULT_URL)
    if not answers(f"{url}/healthz"):
        return Check("portal", False, N_("The portal does not answer at %(url)s."), {"url": url})
    return Check("portal", True, N_("The portal is open: %(url)s"), {"url": url})
