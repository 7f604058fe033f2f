"""What a page of Annex 1 costs: `python -m bench.papers --json`.

The processor's time of the whole press counts, from its start to its end, a page; the form is a
filled one with forty actions. The other library sets the same words and values as HTML, in a
process of its own too; it is in no lock of ours, so it is installed into an environment that is
thrown away, or `--other` names a Python that has it; it wants Pango on the machine. The
bundle is what a meeting needs in its room, one paper after the other: invitation, sign-in sheet,
minutes, plan, form. The
archive is that of a closed case, read, set and packed (`archive_cpu_s`, without what Postgres does
for it). What cannot be measured is null, and `left_out` says why.
"""

import io
import json
import resource
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict
from html import escape
from statistics import median
from tempfile import TemporaryDirectory
from typing import Annotated, Any, Final

from cyclopts import App, Parameter
from pypdf import PdfReader
from rich.console import Console

from bench.archive import of_a_closed_case
from bench.paper_samples import a_form, for_a_room
from documents.annex_1 import Annex1
from documents.builder import build
from documents.fonts import FOLDER

TIMES: Final = 5
ARCHIVES: Final = 3
"""How often the archive of a closed case is made: it has some thirty papers."""
LIMIT: Final = 0.3
OTHER_VERSION: Final = "weasyprint==70.0"
INSTALLED_IN: Final = 300
"""Seconds."""
OTHER: Final = """
import sys, weasyprint
made = weasyprint.HTML(string=sys.stdin.read()).render()
made.write_pdf(sys.stdout.buffer, pdf_variant="pdf/ua-1")
sys.stderr.write(f"\\npages {len(made.pages)}")
"""

app = App(help=__doc__)


@app.default
def papers(*, other: str = "", json_: Annotated[bool, Parameter(name="--json")] = False) -> None:
    """Measure; `--json` prints one object."""
    with TemporaryDirectory() as place:
        figures, own = _measured(other or _with_the_other(place))
    if json_:
        print(json.dumps(figures))
    else:
        Console().print(figures)
    if own > LIMIT:
        sys.exit(1)


def _with_the_other(place: str) -> str:
    """A Python that has it; where no index is reached, one that has it not."""
    python = f"{place}/bin/python"
    for command in (
        (sys.executable, "-m", "venv", place),
        (python, "-m", "pip", "install", "--quiet", OTHER_VERSION),
    ):
        try:
            subprocess.run(command, capture_output=True, check=True, timeout=INSTALLED_IN)
        except (subprocess.SubprocessError, OSError):
            return sys.executable
    return python


def _measured(other: str) -> tuple[dict[str, Any], float]:
    """Everything, and what one page of ours takes."""
    paper, left_out = a_form(), {}
    room = for_a_room()
    own = median(costs(lambda: build(paper)))
    pages = _pages(build(paper))
    figures: dict[str, Any] = {
        "annex1_cpu_s": round(own / pages, 4),
        "annex1_pages": pages,
        "annex1_limit_s": LIMIT,
        "weasyprint_cpu_s": None,
        "ratio": None,
        "bundle_cpu_s": round(median(costs(lambda: [build(each) for each in room])), 4),
        "bundle_papers": len(room),
    }
    asked = subprocess.run([other, "-c", "import weasyprint"], capture_output=True, check=False)
    if asked.returncode:
        why = "weasyprint could not be installed here, or Pango is not on this machine"
        left_out["weasyprint_cpu_s"] = left_out["ratio"] = why
    else:
        html, found = page_of(paper), 0

        def theirs() -> None:
            nonlocal found
            found = _theirs(other, html)

        theirs_cpu = median(costs(theirs))
        figures["weasyprint_cpu_s"] = round(theirs_cpu / found, 4)
        figures["weasyprint_pages"] = found
        figures["ratio"] = round(theirs_cpu / own, 2)
    with of_a_closed_case() as (make, held):
        figures["archive_cpu_s"] = round(median(costs(make, ARCHIVES)), 4)
        figures["archive_papers"], figures["archive_bytes"] = held, make()
    figures["left_out"] = left_out
    return figures, own / pages


def costs(make: Any, times: int = TIMES) -> Iterator[float]:
    """Seconds of the processor for each of some makings, all children counted."""
    for _ in range(times):
        before = _spent()
        make()
        yield _spent() - before


def _spent() -> float:
    own, children = (
        resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    )
    return own.ru_utime + own.ru_stime + children.ru_utime + children.ru_stime


def _pages(made: bytes) -> int:
    return len(PdfReader(io.BytesIO(made)).pages)


def _theirs(python: str, html: str) -> int:
    done = subprocess.run(
        [python, "-c", OTHER], input=html.encode(), capture_output=True, check=True
    )
    return int(done.stderr.decode().rsplit("pages ", 1)[1])


def page_of(paper: Annex1) -> str:
    """The same words and values for the other library, in the same typeface."""
    held, words = asdict(paper), paper.words
    faces = "".join(
        f"@font-face{{font-family:S;src:url('{(FOLDER / name).as_uri()}');font-weight:{weight}}}"
        for name, weight in (("SourceSans3-Regular.otf", 400), ("SourceSans3-Bold.otf", 700))
    )
    style = f"{faces}body{{font:10pt S}}td,th{{border:1px solid;font-size:8.5pt}}@page{{size:A4}}"
    parts = [
        f"<h1>{escape(words['T1'])}</h1>",
        *(
            f"<p><b>{escape(words[f'H{n}'])}</b> {escape(each)}"
            for n, each in enumerate(paper.head, 1)
        ),
        *(
            f"<p>{'☑' if code in paper.ticked else '☐'} {escape(words[code])}"
            for code in _boxes(words)
        ),
        *(
            f"<p><b>{escape(words[f'P{n}'])}</b> {escape(each)}"
            for n, each in enumerate(paper.personal, 1)
        ),
        *(
            f"<h3>{escape(words[code])}</h3>"
            + "".join(f"<p>{escape(line)}" for each in held[name] for line in each["lines"])
            for code, name in (("C1", "assessed"), ("C2", "served"), ("C3", "shared"))
        ),
        f"<h2>{escape(words['G'])}</h2>",
        _table([words[f"A{n}"] for n in range(1, 8)], [each.values() for each in held["actions"]]),
        _table(
            [words[f"I{n}"] for n in range(1, 5)], [each.values() for each in held["of_the_plan"]]
        ),
        *(
            f"<h2>{escape(words['V'])}</h2>"
            + _table([words[f"V{n}"] for n in range(1, 8)], [row.values() for row in each["lines"]])
            for each in held["reviews"]
        ),
        f"<h2>{escape(words['X'])}</h2>",
        _table(
            [words[f"I{n}"] for n in range(1, 5)],
            [each.values() for each in held["of_the_closing"]],
        ),
    ]
    head = (
        f"<!doctype html><html lang=sq><title>{escape(paper.title)}</title><style>{style}</style>"
    )
    return head + "".join(parts)


def _boxes(words: Mapping[str, str]) -> list[str]:
    return [code for code in words if code[0] in "MSEN" and code[1:].isdigit()]


def _table(heads: Sequence[str], rows: Sequence[Any]) -> str:
    said = "".join(f"<th>{escape(each)}</th>" for each in heads)
    lines = ("".join(f"<td>{escape(each)}</td>" for each in row) for row in rows)
    body = "".join(f"<tr>{each}</tr>" for each in lines)
    return f"<table><thead><tr>{said}</tr></thead>{body}</table>"


if __name__ == "__main__":
    app()
