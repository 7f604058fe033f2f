"""Every paper that is printed of a case is in its archive, under the code it had: Art. 17(5)."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

import portal.routes
from casework.case import inquiries, supplement
from casework.case.supplement import Added
from core.i18n import translator
from documents import code
from portal.archive import binder
from portal.archive.register import LEFT_OUT
from portal.supplement_paper import UNSIGNED
from tests.builders import HEAD, ACase
from tests.casework.case.test_decision_records import a_placement, write
from tests.conftest import At
from tests.documents.pdf import Read, faults
from tests.portal.archived import checked, gathered, in_no_time, keys, made, unpacked
from tests.portal.conftest import Browser, SignIn
from tests.portal.members import HEALTH
from tests.portal.test_made_papers import made_papers
from tests.portal.test_meeting_papers import met
from tests.portal.test_record_papers import DAY, visited
from tests.scenes import closed
from tests.sealed_trail import sealed

pytestmark = pytest.mark.xdist_group("archive")


def printed_kinds() -> Iterator[str]:
    """As which kinds routes hand out papers, read from their source: `hand_out`, `PaperOf`."""
    for path in Path(portal.routes.__path__[0]).glob("*.py"):
        for call in ast.walk(ast.parse(path.read_text())):
            if isinstance(call, ast.Call):
                yield from _kind(call)


def _kind(call: ast.Call) -> Iterator[str]:
    name = call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")
    at = {"PaperOf": 0, "hand_out": 3, "_handed_out": 4}.get(name)
    if at is None or len(call.args) <= at:
        return
    said = call.args[at]
    if isinstance(said, ast.Constant):
        yield str(said.value).removesuffix(" printed")
    if isinstance(said, ast.JoinedStr):  # of a reader: `{kind} preview printed`
        yield "".join(str(e.value) for e in said.values if isinstance(e, ast.Constant)).split()[0]


def unsigned_supplement(case: ACase) -> None:
    with case.manager() as work:
        supplement.enter(work, case.case, Added("A letter came.", day_not_known=True))


def with_much_on_record(case: ACase) -> None:
    """A decision, a visit, a question, then the seal, and what came after it."""
    today, seat = case.clock.today(), case.seat(HEALTH)
    write(case, a_placement(today))
    visited(case)
    with case.manager() as work:
        inquiries.ask(work, case.case, seat, words="Which?", asked_on=today, due_on=today + DAY)
    closed(case)
    unsigned_supplement(case)


@pytest.mark.article("17(5)")
def test_each_kind_of_paper_is_in_the_archive_or_left_out_for_a_reason() -> None:
    kinds = set(printed_kinds())
    assert {"minutes", "declaration", "proof of notice", "preview", "sign-in sheet"} <= kinds
    source = [ast.parse(path.read_text()) for path in _archive()]
    texts = {
        str(each.value)
        for tree in source
        for each in ast.walk(tree)
        if isinstance(each, ast.Constant)
    }
    texts |= {"minutes", "closing form"}  # `which` of their papers says so
    assert kinds - texts == set()
    assert set(LEFT_OUT) - kinds == set()


def _archive() -> list[Path]:
    folder = Path(portal.routes.__path__[0]).parent / "archive"
    return [folder / name for name in ("register.py", "of_meetings.py", "of_letters.py")]


@pytest.mark.article("8(3)", "10(2)", "12(4)", "16(2)", "17(5)", "18(2)", "19")
def test_what_is_on_record_as_a_paper_is_in_the_archive(a_case: At, tmp_path: Path) -> None:
    case = a_case("decided", with_much_on_record)
    archive = made(case)
    where = unpacked(archive, tmp_path / "much")
    names = [each.name[4:-4] for each in sorted((where / "papers").iterdir())]
    for wanted in (
        *("annex-1", "declaration-1", "assessment-1", "initial-plan-1", "plan-1", "decision-1"),
        *("meeting-1-invitation", "meeting-1-agenda", "meeting-1-minutes", "request-1", "visit-1"),
        *("closing-form", "proof-of-notice", "supplement-1"),
    ):
        assert wanted in names
    assert len(set(names)) == len(names)
    for each in sorted((where / "papers").iterdir()):
        assert faults(Read(each.read_bytes()), "sq") == []
    ended, said = checked(where)
    assert ended == 0
    path = next(each for each in sorted((where / "papers").iterdir()) if "supplement" in each.name)
    assert f"NOT SIGNED  papers/{path.name}: 2 of 2 words missing" in said
    assert "NOT SIGNED  supplement 1: nobody has signed it" in said
    assert translator("sq").gettext(UNSIGNED) in Read(path.read_bytes()).text


@pytest.mark.article("17(5)")
def test_a_page_printed_earlier_and_the_same_page_of_the_archive_lead_to_the_same_answer(
    a_case: At, sign_in: SignIn, browser: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    in_no_time(monkeypatch)
    case = a_case("decided")
    number, first = case.row().number, met(case)[0]
    head = sign_in(HEAD)
    minutes, plan = f"/meetings/{first.id}/minutes", f"/cases/{number}/plan"
    for address in (
        *(f"{minutes}/sq.pdf", f"{minutes}/sr.pdf", f"{plan}/sq.pdf", f"{plan}/sq.pdf"),
        *(f"/cases/{number}/form/sq.pdf", f"{minutes[:-8]}/pack/sq.pdf"),
        f"{minutes[:-8]}/sign-in/en.pdf",
    ):
        assert head.client.get(address).status_code == 200
    printed = {(each.kind, each.language): each.number for each in made_papers()}
    in_sq, in_sr, form = (
        printed[each] for each in (("minutes", "sq"), ("minutes", "sr"), ("annex 1", "sq"))
    )
    beside = {each.kind: each.number for each in made_papers()}
    plans = {each.number for each in made_papers() if each.kind == "plan"}
    closed(case)
    sealed(by=keys())
    assert binder.turn()
    of = {each.name[11:-4]: each.code for each in gathered(case).papers}
    assert of["meeting-1-minutes"] == in_sq
    assert of["plan-1"] in plans

    def answer_to(words: str) -> str:
        browser.get("/verify?lang=en")
        return browser.post("/verify?lang=en", {"code": words}).text

    def is_known(words: str) -> bool:
        return "This page belongs to a sealed file, unchanged" in answer_to(words)

    assert all(is_known(each) for each in (in_sq, in_sr, *plans, of["annex-1"]))
    assert not is_known(form)  # without the name, and of an earlier day: another version
    for each in (form, beside["meeting pack"], beside["sign-in sheet"]):
        assert "in a case before its file was sealed" in answer_to(each)
    there = len(made_papers())
    again = Read(head.client.get(f"{plan}/sq.pdf").content)
    assert code.shown(of["plan-1"]) in again.drawn
    assert len(made_papers()) == there
    assert head.client.get(f"/papers/{of['annex-1']}").status_code == 200
    for address in (f"{plan}/en.pdf", f"/cases/{number}/form/sq.pdf"):  # and without the name
        before = {each.number for each in made_papers()}
        assert head.client.get(address).status_code == 200
        (later,) = {each.number for each in made_papers()} - before
        said = answer_to(later)
        assert "printed from a sealed file after it was sealed, and is no page of it" in said
        assert "This page belongs to a sealed file, unchanged" not in said
