"""What is counted for administrators is counted in the database, by the same question."""

from models.migrations import files
from queries import undecided


def test_the_file_is_what_the_question_says() -> None:
    newest = files.newest(undecided.KIND)
    assert newest.read_text(encoding="utf-8") == undecided.script(), "python -m queries.undecided"
