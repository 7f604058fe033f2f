"""Logs carry identifiers only; what looks like anything else is taken out before it is written."""

import json
import logging
import re
import sys
from datetime import UTC, datetime

_MAIL = re.compile(r"[^\s<>\"']+@[^\s<>\"']+")
_PHONE = re.compile(r"(?<![\w-])\+?\d[\d ]{7,}\d(?![\w-])")
_TOKEN = re.compile(r"(/(?:l|k|a|s|calendar|link)/|/enrol/[\w-]+/)[\w-]{16,}")
_SECRET_URL = re.compile(r"(://[^:/\s]+:)[^@\s]+@")


def redact(text: str) -> str:
    """Take mail addresses, telephone numbers, link tokens and URL passwords out of a line."""
    text = _SECRET_URL.sub(r"\1***@", text)
    text = _MAIL.sub("<address>", text)
    text = _TOKEN.sub(r"\1***", text)
    return _PHONE.sub("<number>", text)


def describe(error: BaseException) -> str:
    """What may be kept of an exception: its class and where it was raised, never its text."""
    frames = []
    trace = error.__traceback__
    while trace is not None:
        code = trace.tb_frame.f_code
        frames.append(f"{code.co_filename.rsplit('/', 1)[-1]}:{trace.tb_lineno} {code.co_name}")
        trace = trace.tb_next
    return f"{type(error).__name__} at " + (" < ".join(reversed(frames[-4:])) or "unknown")


class RedactingFormatter(logging.Formatter):
    """One JSON object a line; exceptions by class and place, because their texts quote data."""

    def format(self, record: logging.LogRecord) -> str:
        line = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": redact(record.getMessage()),
        }
        if record.exc_info and record.exc_info[1] is not None:
            line["error"] = describe(record.exc_info[1])
        return json.dumps(line, ensure_ascii=False)


def configure(level: int = logging.INFO) -> None:
    """Send every logger of this process through the redacting formatter to standard error."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(RedactingFormatter())
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(level)
    for chatty in ("httpx", "httpcore", "mail.log"):
        logging.getLogger(chatty).setLevel(logging.WARNING)
