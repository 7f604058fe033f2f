"""A worker that has just begun looks at several lives at once, and asks each thing first."""

import re
import subprocess
import sys
from pathlib import Path

from tests.conftest import At

ROOT = Path(__file__).parents[2]
EIGHT_AT_ONCE = """
import os, sys, threading, traceback
from casework.bootstrap import bootstrap
from core import settings
from core.ids import new_id
from models.session import unit_of_work
from sqlalchemy.orm import configure_mappers
from workflow import duties

def ask():
    with unit_of_work(read_only=True) as work:
        work.session.connection()
        everybody_is_here.wait()
        try:
            duties.written_down(work, new_id())
        except Exception:
            traceback.print_exc()

bootstrap()
settings.prepare()
configure_mappers()
duties._written_down()  # so that all eight are at the answer at once, not at the question
children = 0
for _ in range(2):
    children = children + 1 if os.fork() else 0
everybody_is_here = threading.Barrier(8)
sys.setswitchinterval(1e-6)
threads = [threading.Thread(target=ask) for _ in range(8)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
for _ in range(children):
    assert os.wait()[1] == 0
"""
"""Four processes, each of which has one first time, forked from one that has loaded it all."""


def test_eight_threads_ask_the_same_for_the_first_time(a_case: At) -> None:
    """What one of them builds, the others do not take to pieces."""
    a_case("referred")
    command = [sys.executable, "-c", EIGHT_AT_ONCE]
    said = subprocess.run(command, capture_output=True, text=True, check=True)
    assert said.stderr[-500:] == ""


def test_no_question_is_kept_in_another_way() -> None:
    """A cache alone lets two threads at the same question for the first time."""
    cached = re.compile(r"@(?:lru_)?cache\b[^\n]*\n(?:async )?def \w+\([^)]*\) -> \W*(\w+)")
    questions = {"Select", "ScalarSelect", "CompoundSelect", "Executable", "Subquery", "CTE"}
    found = [
        str(path.relative_to(ROOT))
        for room in ("casework", "identity", "models", "notifications", "queries", "workflow")
        for path in (ROOT / room).rglob("*.py")
        if questions & set(cached.findall(path.read_text()))
    ]
    assert found == []
