"""What spreadsheets write, in whichever way they separate."""

import pytest

from core import spreadsheet

ROWS = [["Name", "Mail"], ["Gashi; Fatmir", "f@policia.example"], ["sep=;", ""]]


@pytest.mark.parametrize("separator", list(spreadsheet.SEPARATORS))
@pytest.mark.parametrize("first", ["", "sep={}\r\n", '"sep={}"\n', "SEP={}\n"])
def test_the_separator_is_the_one_that_the_first_line_says_or_has(
    separator: str, first: str
) -> None:
    said = first.format(separator)
    lines = [separator.join(f'"{cell}"' for cell in row) for row in ROWS]
    found = spreadsheet.read(said + "\r\n".join(lines))
    assert [list(each.cells) for each in found] == ROWS
    assert [each.number for each in found] == [each + bool(said) for each in (1, 2, 3)]


def test_what_the_first_line_says_is_believed_where_another_sign_is_more_frequent() -> None:
    (line,) = spreadsheet.read("sep=;\na,b;c,d,e")
    assert line.cells == ["a,b", "c,d,e"]
