"""An archive is made apart from any page, once, and taken along by who may: Art. 17(5), 18(1)."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
from sqlalchemy import select, text

from casework.case import archives, supplement
from casework.case.supplement import Added
from documents import code
from documents.builder import PaperTakesTooMuch, Pressed
from models.archive_order import ArchiveOrder, OrderState, SealedPage
from models.life import AuditEntry
from models.made_paper import MadePaper
from models.session import unit_of_work
from portal import paper_codes
from portal.archive import binder, packing
from rules.archive import ArchiveUnderWay
from rules.sign_in_limits import LIMITS
from tests.builders import ADMIN, HEAD, MANAGER, OTHER_CENTRES_MANAGER, OTHER_HEAD, ACase
from tests.conftest import At
from tests.database import Cleaner
from tests.onrecord import reading
from tests.portal.archived import checked, in_no_time, keys, unpacked
from tests.portal.conftest import Browser, SignIn
from tests.sealed_trail import sealed
from workflow.lock import lock_of

pytestmark = pytest.mark.xdist_group("archive")
NONE = "No page of a sealed file, or of a record that is handed out, has this code"


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Papers in no time: what they say is tried elsewhere. Gives the names of what was set."""
    return in_no_time(monkeypatch)


def orders() -> list[ArchiveOrder]:
    with reading() as work:
        return list(work.session.scalars(select(ArchiveOrder).order_by(ArchiveOrder.asked_at)))


def acts() -> list[str]:
    with reading() as work:
        query = select(AuditEntry.act).where(AuditEntry.act.like("archive%"))
        return list(work.session.scalars(query.order_by(AuditEntry.number)))


def a_closed(a_case: At) -> ACase:
    case = a_case("closed")
    sealed(by=keys())
    return case


@pytest.mark.article("17(5)")
def test_the_seal_has_one_made_and_who_may_takes_it_along(
    a_case: At, sign_in: SignIn, tmp_path: Path
) -> None:
    case = a_case("closed")
    number = case.row().number
    assert binder.turn() is False  # its last act is not in the chain yet
    assert orders()[0].state == OrderState.WAITING
    sealed(by=keys())
    assert binder.turn()
    assert not binder.turn()
    order = orders()[0]
    assert (order.state, order.tries, order.papers) == (OrderState.DONE, 1, order.of_papers)
    address = f"/cases/{number}/archive/{order.id}.zip"
    head = sign_in(HEAD)
    page = head.get(f"/cases/{number}/archive?lang=en").text
    assert address in page
    assert "made when the file was sealed" in page
    assert f"/cases/{number}/archive" in head.get(f"/cases/{number}").text
    given = head.client.get(address)
    assert (given.status_code, given.headers["content-type"]) == (200, "application/zip")
    assert head.client.get(address).content == given.content
    assert checked(unpacked(given.content, tmp_path / "taken"))[0] == 0
    for other in (OTHER_HEAD, OTHER_CENTRES_MANAGER, ADMIN):
        for path in (address, f"/cases/{number}/archive"):
            assert sign_in(other).client.get(path).status_code in {403, 404}
    assert acts() == ["archive asked for", "archive made", *["archive handed out"] * 2]


@pytest.mark.article("17(5)")
def test_one_that_is_asked_for_holds_what_was_added(
    a_case: At, sign_in: SignIn, quick: list[str]
) -> None:
    case = a_closed(a_case)
    number = case.row().number
    while binder.turn():
        pass
    manager = sign_in(MANAGER)
    here = f"/cases/{number}/archive?lang=en"
    assert "Something was added" not in manager.get(here).text
    case.stage.clock.move_to(case.stage.today() + timedelta(days=1))
    with case.manager() as work:
        supplement.enter(work, case.case, Added("A letter came.", day_not_known=True))
    sealed(by=keys())
    assert "Something was added beside the file since" in manager.get(here).text
    manager.get(here)
    manager.post(f"/cases/{number}/archive")
    assert "An archive is being made" in manager.get(here).text
    with pytest.raises(ArchiveUnderWay), case.head() as work:
        archives.ask(work, case.case)
    assert binder.turn()
    page = manager.get(here).text
    assert "Something was added" not in page
    assert page.count(".zip") == 2
    taken = [
        manager.client.get(f"/cases/{number}/archive/{each.id}.zip").content for each in orders()
    ]
    assert [b'"supplement"' in ZipFile(BytesIO(each)).read("file.json") for each in taken] == [
        False,
        True,
    ]


@pytest.mark.article("17(5)")
def test_an_open_file_has_no_archive(a_case: At, sign_in: SignIn) -> None:
    number = a_case("decided").row().number
    answer = sign_in(HEAD).get(f"/cases/{number}/archive?lang=en")
    assert answer.status_code == 409
    assert "an open file has no archive" in answer.text
    assert not binder.turn()
    assert orders() == []


@pytest.mark.article("17(5)")
def test_one_that_was_killed_in_the_middle_begins_again_once(a_case: At, quick: list[str]) -> None:
    case = a_closed(a_case)

    class Killed(BaseException):
        """As the process itself: nothing of ours hears of it."""

    set_paper = packing.set_paper

    def killed(of: Any) -> Pressed:
        if len(quick) == 3:
            raise Killed
        return set_paper(of)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(packing, "set_paper", killed)
        with pytest.raises(Killed):
            binder.turn()
    order = orders()[0]
    assert (order.state, order.papers) == (OrderState.AT_WORK, 3)
    quick.clear()
    with ThreadPoolExecutor(1) as other, lock_of(order.id):
        assert not other.submit(binder.turn).result(), "a process is at it still"
    assert (quick, orders()[0].tries) == ([], 1)
    assert binder.turn(), "at once: the lock went with the process"
    order = orders()[0]
    assert (order.state, order.tries, len(quick)) == (OrderState.DONE, 2, order.of_papers)
    assert acts() == ["archive asked for", "archive made"]
    with reading() as work:
        count = text("SELECT count(*) FROM stored_file WHERE kind = 'archive'")
        assert work.session.scalar(count) == 1
    assert case.row().seal


@pytest.mark.article("17(5)")
def test_two_workers_at_once_make_one(a_case: At, quick: list[str]) -> None:
    a_closed(a_case)
    with ThreadPoolExecutor(2) as workers:
        turns = [workers.submit(binder.turn) for _ in range(2)]
        assert True in [each.result() for each in turns]
    (order,) = orders()
    assert (order.state, order.tries, len(quick)) == (OrderState.DONE, 1, order.of_papers)
    assert acts() == ["archive asked for", "archive made"]


@pytest.mark.article("17(5)")
def test_one_that_ends_each_process_is_given_up(a_case: At, quick: list[str]) -> None:
    a_closed(a_case)
    with unit_of_work() as work:
        archives.ask_for_sealed(work)
    with unit_of_work() as work:
        (order_id,) = archives.open_ones(work)
        for _ in range(archives.MOST_TRIES):
            assert archives.take(work, order_id) is not None
        assert archives.take(work, order_id) is None
    order = orders()[0]
    assert (order.state, order.fault) == (OrderState.FAILED, archives.FAULT)


@pytest.mark.article("17(5)")
def test_why_there_is_none_is_said_in_words(
    a_case: At, sign_in: SignIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    case = a_closed(a_case)

    def too_much(_: object) -> bytes:
        raise PaperTakesTooMuch

    monkeypatch.setattr(packing, "set_paper", too_much)
    assert binder.turn()
    head = sign_in(HEAD)
    here = f"/cases/{case.row().number}/archive?lang=en"
    page = head.get(here).text
    assert "The last archive was not made" in page
    assert PaperTakesTooMuch.reason in page
    assert orders()[0].fault == PaperTakesTooMuch.reason
    head.post(f"/cases/{case.row().number}/archive")
    assert len(orders()) == 2


@pytest.mark.article("17(5)")
def test_whoever_holds_a_page_learns_that_it_is_of_a_sealed_file_and_no_more(
    a_case: At, sign_in: SignIn, browser: Browser, quick: list[str], cleaner: Cleaner
) -> None:
    case = a_closed(a_case)
    binder.turn()
    with reading() as work:
        kept = list(work.session.scalars(select(SealedPage.digest)))
        made = {each.kind: each.number for each in work.session.scalars(select(MadePaper))}
    number = made["annex 1"]
    assert {paper_codes.digest_of(each) for each in made.values()} <= set(kept)
    assert all(number.encode() not in each for each in kept)

    def asked(words: str) -> tuple[int, str]:
        browser.get("/verify?lang=en")
        answer = browser.post("/verify?lang=en", {"code": words})
        return answer.status_code, answer.text

    status, page = asked(f" {code.shown(number).lower()} ")
    assert (status, "This page belongs to a sealed file, unchanged" in page) == (200, True)
    assert "Ferizaj" in page
    assert case.row().number not in page
    assert "unchanged" in asked(f"{number}/1/2")[1]  # as its picture says it
    whole_archive = {asked(number)[0] for _ in range(LIMITS.PAGE_CODE.tries + 1)}
    assert whole_archive == {200}, "who checks each page of it guesses nothing"
    others = [asked(words) for words in ("A" * 16, number[:-1], "x", "9" * 2000)]
    assert {status for status, _ in others[:3]} == {200}
    assert all(NONE in page for _, page in others[:3])
    with unit_of_work() as work:
        archives.break_codes(work, {case.case})
    assert NONE in asked(number)[1]
    found = [asked("A" * 16)[0] for _ in range(30)]
    assert found[-1] == 429
