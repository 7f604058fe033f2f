"""The press: a process of its own that sets one paper, knows nothing else, and ends.

It is told on its input what to set and how much it may use, and answers with the number of pages
and the PDF. It has no
database, no keys and no settings; typst opens files of the templates' folder alone, packages and
system fonts are off. `documents.builder` starts it.
"""

import json
import os
import sys
from pathlib import Path
from typing import Any, Final

from documents.limits import bound

TOO_MANY_PAGES: Final = 3
REFUSED_BY_TYPST: Final = 4
MARK: Final = "more pages than allowed"
"""What `templates/tryeza.typ` says where it counts too many."""
STANDARDS: Final = ("ua-1", "a-2a")
DARK: Final = b"1" + b"0" * 255
"""Each grey as a digit."""


def main() -> None:
    """Set the paper that the input asks for."""
    order = json.load(sys.stdin)
    bound(order["seconds"], order["megabytes"])
    import typst  # noqa: PLC0415 - within the bounds

    try:
        made, pages = _set(typst, order)
    except typst.TypstError as error:  # its words may hold what was typed: nobody reads them
        sys.exit(TOO_MANY_PAGES if MARK in f"{error.message}" else REFUSED_BY_TYPST)
    sys.stdout.buffer.write(b"%d\n" % pages + made)


def _set(typst: Any, order: dict[str, Any]) -> tuple[bytes, int]:
    fonts = typst.Fonts(False, False, [order["fonts"]])
    folder = Path(order["templates"])
    compiler = typst.Compiler(
        folder / f"{order['template']}.typ",
        root=folder,
        font_paths=fonts,
        ignore_system_fonts=True,
        sys_inputs={
            "paper": order["paper"],
            "pages": str(order["pages"]),
            "codes": json.dumps(_codes(order["code"], order["pages"])),
        },
        package_path=os.devnull,
        package_cache_path=os.devnull,
    )
    made: bytes = compiler.compile(format="pdf", pdf_standards=list(STANDARDS), timestamp=0)
    counted = compiler.query("<pages>", field="value")
    return made, max(json.loads(counted), default=0)


def _codes(start: str | None, pages: int) -> list[str]:
    """The code of each page that there may be: its rows one after the other, 1 where it is dark."""
    if start is None:
        return []
    import zxingcpp  # noqa: PLC0415 - as typst

    found = []
    for page in range(1, pages + 1):
        code = zxingcpp.create_barcode(f"{start}{page}", zxingcpp.QRCode, ec_level="M")
        picture: Any = code.to_image(scale=1, add_quiet_zones=False)
        found.append(bytes(picture).translate(DARK).decode())
    return found


if __name__ == "__main__":
    main()
