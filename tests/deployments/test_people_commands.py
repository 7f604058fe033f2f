"""`tryeza people import`: the same file as on the page, and the same words: 4(1)."""

from pathlib import Path

import pytest
from sqlalchemy import func, select

from deployments import people_commands
from deployments.account import CannotPrepare
from models.life import AuditEntry
from models.people import Professional
from models.session import unit_of_work, use_clock
from simulation.seed import professional
from tests.builders import ADMIN, MANAGER
from tests.conftest import At
from tests.database import Cleaner

HEADS = "kind;institution;name;mail;mobile;since\n"
LINE = "4(1.6);Policia e Kosovës;Željko Đorđević;zeljko@policia.example;044 111 333;\n"


def counted() -> int:
    with unit_of_work() as work:
        return work.session.scalar(select(func.count()).select_from(Professional)) or 0


@pytest.mark.article("4(1)")
def test_a_file_is_entered_and_a_wrong_one_is_told_line_by_line(
    a_case: At, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    a_case("referred")
    before, file = counted(), tmp_path / "people.csv"
    file.write_text(HEADS + LINE + "1.1;A;B;nobody;12;\n", encoding="utf-8-sig")
    with pytest.raises(SystemExit):
        people_commands.import_(file, centre="zvecan", by=ADMIN)
    assert "Line 3, Mail address: Write the whole address" in capsys.readouterr().out
    assert counted() == before
    file.write_text(HEADS + LINE, encoding="utf-8")
    people_commands.import_(file, centre="zvecan", by=ADMIN, check=True)
    assert counted() == before
    people_commands.import_(file, centre="zvecan", by=ADMIN)
    assert "New: 1." in capsys.readouterr().err
    with unit_of_work() as work:
        assert professional(work, "zeljko@policia.example").name == "Željko Đorđević"
    people_commands.import_(file, centre="zvecan", by=ADMIN)
    assert "As they were: 1." in capsys.readouterr().err
    for by, centre in ((MANAGER, "zvecan"), (ADMIN, "nowhere"), ("nobody@x.example", "zvecan")):
        with pytest.raises(CannotPrepare):
            people_commands.import_(file, centre=centre, by=by)
    with pytest.raises(CannotPrepare):
        people_commands.import_(tmp_path / "none.csv", centre="zvecan", by=ADMIN)
    assert counted() == before + 1


@pytest.mark.article("4(1)", "18(1)")
def test_in_production_it_is_entered_and_no_entry_says_that_somebody_signed_in(
    a_case: At, cleaner: Cleaner, tmp_path: Path
) -> None:
    """Where there is no demo the database believes nobody without a session: 0153."""
    case, file = a_case("referred"), tmp_path / "people.csv"
    before = counted()
    file.write_text(HEADS + LINE, encoding="utf-8")
    cleaner.tamper("DELETE FROM demo_clock")
    use_clock(None)
    people_commands.import_(file, centre="zvecan", by=ADMIN)
    assert counted() == before + 1
    with unit_of_work() as work:
        query = select(AuditEntry).where(AuditEntry.act == "people entered from a file")
        entry = work.session.scalars(query).one()
    assert (entry.actor_kind, entry.actor_id) == ("system", None)
    assert entry.detail["in_the_name_of"] == str(case.account(ADMIN).id)
