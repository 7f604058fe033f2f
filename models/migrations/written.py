"""A revision as it is written: SQL in the files that bear its number, run as they stand."""

import re
from itertools import chain
from pathlib import Path

from alembic import op

VERSIONS = Path(__file__).parent / "versions"


def carry_out(*names: str) -> None:
    for name in names:
        _run((VERSIONS / name).read_text(encoding="utf-8"))


def take_back(*names: str) -> None:
    """Drop every function and table that these files create, and with them what hangs on them."""
    texts = [(VERSIONS / name).read_text(encoding="utf-8") for name in names]
    for kind in ("FUNCTION", "TABLE"):
        created = chain.from_iterable(re.findall(rf"^CREATE {kind} (\w+)", t, re.M) for t in texts)
        _run("".join(f"DROP {kind} {name} CASCADE;\n" for name in created))


def _run(script: str) -> None:
    """Without parameters, so that `%` and `:` are letters like others."""
    op.get_bind().exec_driver_sql(script, execution_options={"no_parameters": True})
