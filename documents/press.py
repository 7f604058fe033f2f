"""The press: a process of its own that sets one paper, knows nothing else, and ends.

It is told on its input what to set and how much it may use, and answers with the PDF. It has no
database, no keys and no settings; typst opens files of the templates' folder alone, packages and
system fonts are off. `documents.builder` starts it.
"""

import json
import os
import resource
import sys
from pathlib import Path
from typing import Any, Final

TOO_MANY_PAGES: Final = 3
REFUSED_BY_TYPST: Final = 4
MARK: Final = "more pages than allowed"
"""What `templates/tryeza.typ` says where it counts too many."""
STANDARDS: Final = ("ua-1", "a-2a")
MEGABYTE: Final = 1 << 20


def main() -> None:
    """Set the paper that the input asks for."""
    order = json.load(sys.stdin)
    _bound(order["seconds"], order["megabytes"])
    import typst  # noqa: PLC0415 - within the bounds

    try:
        made = _set(typst, order)
    except typst.TypstError as error:  # its words may hold what was typed: nobody reads them
        sys.exit(TOO_MANY_PAGES if MARK in f"{error.message}" else REFUSED_BY_TYPST)
    sys.stdout.buffer.write(made)


def _set(typst: Any, order: dict[str, Any]) -> bytes:
    fonts = typst.Fonts(False, False, [order["fonts"]])
    folder = Path(order["templates"])
    compiler = typst.Compiler(
        folder / f"{order['template']}.typ",
        root=folder,
        font_paths=fonts,
        ignore_system_fonts=True,
        sys_inputs={"paper": order["paper"], "pages": str(order["pages"])},
        package_path=os.devnull,
        package_cache_path=os.devnull,
    )
    made: bytes = compiler.compile(format="pdf", pdf_standards=list(STANDARDS), timestamp=0)
    return made


def _bound(seconds: int, megabytes: int) -> None:
    """Time and memory; it writes no file, and leaves none where it falls."""
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
    resource.setrlimit(resource.RLIMIT_AS, (megabytes * MEGABYTE,) * 2)
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


if __name__ == "__main__":
    main()
