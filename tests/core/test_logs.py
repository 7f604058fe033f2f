"""What never stands in a log, whoever writes the line."""

import json
import logging
from datetime import datetime, timedelta

import pytest

from core.logs import RedactingFormatter, redact

SECRET = "s" * 43


@pytest.mark.parametrize(
    ("line", "kept"),
    [
        (f"GET /l/{SECRET}/report", "GET /l/***/report"),
        (f"GET /k/{SECRET}", "GET /k/***"),
        (f"GET /a/{SECRET} and /s/{SECRET}", "GET /a/*** and /s/***"),
        (f"GET /calendar/{SECRET}.ics", "GET /calendar/***.ics"),
        (f"GET /enrol/0198d3a0-1111-7000-8000-000000000000/{SECRET}", "/enrol/0198d3a0"),
        (f"postgresql://tryeza:{SECRET}@host/x", "<address>"),
        ("to drita.hoti@tryeza.example", "to <address>"),
        ("to +383 44 123 456", "to <number>"),
    ],
)
def test_no_link_password_address_or_number_stands_in_a_line(line: str, kept: str) -> None:
    assert kept in redact(line)
    assert SECRET not in redact(line)


def test_a_line_is_one_object_with_its_moment_in_utc() -> None:
    """Also where what it speaks of would begin another line."""
    forged = 'a name\n{"at": "2026-01-01", "level": "error"}\x1b[31m'
    record = logging.LogRecord("portal", logging.WARNING, "", 1, "Refused %s", (forged,), None)
    (line,) = RedactingFormatter().format(record).splitlines()
    said = json.loads(line)
    assert {*said} == {"at", "level", "logger", "message"}
    assert (said["level"], said["logger"]) == ("warning", "portal")
    assert datetime.fromisoformat(said["at"]).utcoffset() == timedelta(0)
    assert "\x1b" not in line
