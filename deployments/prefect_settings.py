"""How Prefect's server and its clients are set: what they may do, keep and tell."""

import sys
from pathlib import Path
from urllib.parse import parse_qs, quote, urlsplit

LOOPBACK = "127.0.0.1"
# Seconds, longer than the 25 for which Prefect's client keeps a connection (keepalive_expiry in
# prefect/client/orchestration), so that none dies in its hand.
KEEP_ALIVE = 75
SERVICES_NOBODY_NEEDS = (
    "LATE_RUNS",  # a parked run is late by our clock or not at all; the keeper watches
    "PAUSE_EXPIRATIONS",  # scans every paused run every five seconds
    # No automations: the documented one would crash every parked case, which sends no heartbeat
    # (Prefect docs, "How to detect and respond to zombie flows").
    "TRIGGERS",
    "FOREMAN",
    "CANCELLATION_CLEANUP",
    "REPOSSESSOR",
    "CLEANUP_RECONCILER",
    "EVENT_PERSISTER",  # a copy of each state change for seven days; our audit trail is ours
)
# Task runs are written in batches: one statement for the three events of a task, not three.
RECORDER = {
    "PREFECT_SERVER_SERVICES_TASK_RUN_RECORDER_BATCH_SIZE": "60",
    "PREFECT_SERVER_SERVICES_TASK_RUN_RECORDER_FLUSH_INTERVAL": "1",
}
QUIET = {
    "DO_NOT_TRACK": "1",
    "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
    "PREFECT_CLI_PROMPT": "false",
}


def server_environment(
    database_url: str, auth_string: str, port: int, home: Path
) -> dict[str, str]:
    """What the Prefect server runs with: auth and CSRF on, loopback, telemetry off."""
    return {
        **QUIET,
        "PREFECT_HOME": str(home),
        "PREFECT_SERVER_DATABASE_CONNECTION_URL": async_url(database_url),
        "PREFECT_SERVER_API_AUTH_STRING": auth_string,
        "PREFECT_SERVER_CSRF_PROTECTION_ENABLED": "true",
        "PREFECT_SERVER_API_HOST": LOOPBACK,
        "PREFECT_SERVER_API_PORT": str(port),
        "PREFECT_SERVER_UI_API_URL": f"http://{LOOPBACK}:{port}/api",
        "PREFECT_SERVER_LOGGING_LEVEL": "WARNING",
        "PREFECT_LOGGING_LEVEL": "WARNING",
        "PREFECT__SERVER_FINAL": "1",  # the only server of its process, as `server start` has it
        **RECORDER,
        **{f"PREFECT_SERVER_SERVICES_{name}_ENABLED": "false" for name in SERVICES_NOBODY_NEEDS},
    }


def server_command(port: int) -> list[str]:
    return [sys.executable, "-m", "deployments.prefect_server", str(port)]


def client_environment(api_url: str, auth_string: str, home: Path) -> dict[str, str]:
    """What a worker runs with: nothing of a run but its states and tasks goes to the server."""
    return {
        **QUIET,
        "PREFECT_HOME": str(home),
        "PREFECT_API_URL": api_url,
        "PREFECT_API_AUTH_STRING": auth_string,
        "PREFECT_CLIENT_MAX_RETRIES": "2",  # the keeper is the one who is patient
        "PREFECT_CLIENT_SERVER_VERSION_CHECK_ENABLED": "false",
        "PREFECT_LOGGING_TO_API_ENABLED": "false",
        "PREFECT_LOGGING_LEVEL": "WARNING",
        "PREFECT_FLOWS_DEFAULT_RETRIES": "0",
        "PREFECT_TASKS_DEFAULT_RETRIES": "0",
        "PREFECT_RESULTS_PERSIST_BY_DEFAULT": "false",
        "PREFECT_TASKS_REFRESH_CACHE": "false",
        "PREFECT_SERVER_ALLOW_EPHEMERAL_MODE": "false",
    }


def async_url(url: str) -> str:
    """The same database as Prefect's driver names it."""
    parts = urlsplit(url)
    query = {key: values[0] for key, values in parse_qs(parts.query).items()}
    host = query.pop("host", None)
    query.pop("port", None)  # of a socket it is the file's name, and asyncpg's own default
    scheme = "postgresql+asyncpg"
    if host is None:
        return parts._replace(scheme=scheme).geturl()
    user = parts.netloc.rpartition("@")[0]
    return f"{scheme}://{user}@{parts.path}?host={quote(host, safe='/')}"
