"""A child's record through the pages: gone through, confirmed, made, handed over: Art. 18(1)."""

import unicodedata
import zipfile
from concurrent.futures import ThreadPoolExecutor
from io import BytesIO
from uuid import UUID

import pytest
from sqlalchemy import select

from casework.case import logbook
from casework.case.logbook import Logged, OfOneChild
from documents import code
from documents.builder import PaperTakesTooMuch, Pressed
from models import file_store
from models.archive_order import OrderState
from models.case import Case
from models.file_store import FileFacts
from models.life import AuditEntry
from models.made_paper import MadePaper
from models.record_export import ExportEnd
from models.stored_file import FileForm, FileKind
from portal.export import maker
from rules.blacked import has_any
from rules.exports import Becomes, ExportGround, ExportSection, RecordChanged
from rules.logbook import ChildSeen, LogKind
from tests.builders import (
    HEAD,
    MANAGER,
    ACase,
)
from tests.conftest import At
from tests.documents.pdf import Read, faults
from tests.exported import REFERRER, begun, confirmed, decide, decided_all, orders, pieces, shown
from tests.onrecord import reading
from tests.portal.conftest import Browser, SignIn
from workflow.lock import lock_of

pytestmark = pytest.mark.xdist_group("exports")

LOGGED = "Teutës iu duk se vajza ka frikë. Zonja TEUTA Xhaferi e pa te shkolla."
SECRET = "Strehimorja e fshehtë në rrugën 1204"
FILE = b"an opinion of the hospital " * 400


def acts(begin: str) -> list[str]:
    with reading() as work:
        query = select(AuditEntry.act).where(AuditEntry.act.like(f"{begin}%"))
        return list(work.session.scalars(query.order_by(AuditEntry.number)))


def logged(case: ACase, words: str = LOGGED) -> None:
    with case.manager() as work:
        said = OfOneChild(words, ChildSeen.ALONE)
        entry = Logged(LogKind.VISIT, case.stage.today(), said, with_whom="Nëna", place=SECRET)
        logbook.enter(work, case.case, entry)


def brought(case: ACase, name: str = "Mendimi i Teutës.txt", content: bytes = FILE) -> UUID:
    kind = "application/pdf" if name.endswith(".pdf") else "text/plain"
    with case.manager() as work:
        said = FileFacts(FileKind.ATTACHMENT, kind, name)
        row = work.session.get_one(Case, case.case)
        file = file_store.store(work, row, [b"as it came, with more"], said)
        file_store.store_copy(work, file, FileForm.CLEANED, [content], kind)
        return file.id


@pytest.fixture
def case(browser: Browser, a_case: At) -> ACase:
    """The browser comes first: it begins with an empty database."""
    return a_case("invited")


def home(case: ACase) -> str:
    return f"/cases/{case.row().number}/exports"


REQUEST = {
    "asked_by": "guardian",
    "asker": "Drita Krasniqi",
    "ground": "Mother; the certificate of birth was shown.",
    "identity": "Identity card",
    "language": "en",
}


@pytest.mark.article("18(1)")
def test_from_the_request_to_what_is_handed_over(case: ACase, sign_in: SignIn) -> None:
    logged(case)
    kept, given = brought(case), brought(case, "Dëftesa.txt")
    manager, here = sign_in(MANAGER), home(case)
    today = f"{case.stage.today():%d.%m.%Y}"
    assert here in manager.get(f"/cases/{case.row().number}?lang=en").text
    manager.get(here)
    led = manager.post(here, REQUEST | {"asked_on": today})
    one = led.headers["location"]
    export = UUID(one.rpartition("/")[2])
    page = manager.get(one).text
    assert "Undecided" in page
    part = manager.get(f"{one}/parts/reporter").text
    assert REFERRER in part
    manager.post(
        f"{one}/parts/reporter",
        {
            "pieces": chosen(case, "reporter"),
            "request": "1",
            "outcome": "withheld",
            "words": "Komunitet\nTeut",
            "ground": "reporter",
            "reason": "She asked not to be named.",
        },
    )
    assert "█████ iu duk" in manager.get(f"{one}/parts/log").text
    decide(
        case,
        export,
        *_of(case, "log_entry"),
        outcome=Becomes.BLACKED,
        reason="Hidden.",
        ground=ExportGround.SAFETY,
        fields=["place"],
    )
    decide(
        case,
        export,
        f"stored_file:{kept}",
        outcome=Becomes.WITHHELD,
        reason="Hers.",
        ground=ExportGround.OTHER_PERSON,
    )
    decide(
        case,
        export,
        *_of(case, "appointment"),
        outcome=Becomes.WITHHELD,
        reason="Threats.",
        ground=ExportGround.SAFETY,
    )
    left = {"log_entry", "appointment", "reporter"}
    others = [each.key for each in pieces(case) if each.table not in left]
    decide(
        case,
        export,
        *(each for each in others if str(kept) not in each),
        outcome=Becomes.GIVEN,
    )
    draft = manager.client.get(f"{one}/draft.pdf")
    assert "Draft" in Read(draft.content).text
    head = sign_in(HEAD)
    head.get(one)
    head.post(f"{one}/confirm", {"note": "", "shown": shown(case, export)})
    assert "The file is being made" in head.get(one).text
    assert maker.turn()
    assert not maker.turn()
    (order,) = orders()
    assert order.state == OrderState.DONE
    zipped = manager.client.get(f"{one}/{order.id}.zip")
    assert zipped.status_code == 200
    _nothing_of_it(zipped.content, case, given=str(given))
    manager.get(one)
    ended = manager.post(
        f"{one}/handed",
        {"to_whom": "Drita Krasniqi", "means": "hand", "on": today, "order": str(order.id)},
    )
    assert ended.status_code == 303
    with reading() as work:
        (end,) = work.session.scalars(select(ExportEnd))
        assert (end.to_whom, end.order_id) == ("Drita Krasniqi", order.id)
    assert "This request has ended: handed over to whoever asked" in manager.get(one).text
    _known_by_its_number(manager, case, zipped.content)
    said = acts("record")
    assert said == [
        *("record asked for", "record draft seen", "record confirmed", "record made"),
        *("record taken along", "record handed over"),
    ]


def _known_by_its_number(manager: Browser, case: ACase, content: bytes) -> None:
    """As any other paper for the centre, as a sealed page for whoever holds one; on the picture of
    the case stands that it was handed out."""
    with reading() as work:
        (paper,) = work.session.scalars(select(MadePaper).where(MadePaper.kind == maker.KIND))
    with zipfile.ZipFile(BytesIO(content)) as pack:
        (name,) = (each for each in pack.namelist() if each.endswith(".pdf"))
        read = Read(pack.read(name))
    assert len(read.reader.pages) == paper.pages
    assert read.drawn.count(code.shown(paper.number)) == paper.pages
    assert paper.title in manager.get(f"/papers/{paper.number}?lang=en").text
    assert "record handed out" in manager.get(f"/cases/{case.row().number}?lang=en").text
    manager.get("/verify?lang=en")
    answer = manager.post("/verify", {"code": code.shown(paper.number)})
    assert "or to a record that was made to be handed out" in answer.text


def _of(case: ACase, table: str) -> list[str]:
    return [each.key for each in pieces(case) if each.table == table]


def chosen(case: ACase, *tables: str) -> list[str]:
    return [f"{e.key}|{e.digest.hex()}" for e in pieces(case) if e.table in tables]


def _nothing_of_it(content: bytes, case: ACase, *, given: str) -> None:
    """What is kept back is neither in the paper, nor in its properties, nor in a name."""
    with zipfile.ZipFile(BytesIO(content)) as pack:
        names = pack.namelist()
        files = {name: pack.read(name) for name in names}
    (paper,) = (name for name in names if name.endswith(".pdf"))
    every = [each.key for each in pieces(case) if each.section is ExportSection.FILES]
    name = f"files/{every.index(f'stored_file:{given}') + 1:03}.txt"
    assert [each for each in names if each != paper] == [name]
    assert files[name] == FILE
    assert given not in str(names)
    read = Read(files[paper])
    assert faults(read, "en") == []
    said = unicodedata.normalize("NFC", read.text + read.drawn + read.xmp + str(names))
    said = said.replace("\N{ZERO WIDTH SPACE}", "")
    said += str(read.reader.metadata)
    assert not has_any(said, ["Teut", "Komunitet", SECRET])
    for there in ("Record of the child", "What was kept back", "Drita Krasniqi", "vajza ka frikë"):
        assert there in said
    for ground in ("It would tell who reported", "It would endanger somebody"):
        assert ground in said
    for raw in (b"Teut", b"as it came"):
        assert raw not in content


@pytest.mark.article("18(1)")
def test_a_file_older_than_the_record_says_so(case: ACase, sign_in: SignIn) -> None:
    export = begun(case)
    decided_all(case, export)
    confirmed(case, export)
    assert maker.turn()
    head, one = sign_in(HEAD), f"{home(case)}/{export}?lang=en"
    assert "The record has changed" not in head.get(one).text
    logged(case)
    page = head.get(one).text
    assert "The record has changed since this file was made" in page
    assert "handed" in page


@pytest.mark.article("18(1)")
def test_what_changed_before_it_was_made_is_not_made(case: ACase, sign_in: SignIn) -> None:
    export = begun(case)
    decided_all(case, export)
    confirmed(case, export)
    logged(case)
    assert maker.turn()
    assert orders()[0].fault == RecordChanged.reason
    page = sign_in(HEAD).get(f"{home(case)}/{export}?lang=en").text
    assert "The record has changed since it was confirmed" in page


@pytest.mark.article("18(1)")
def test_why_there_is_no_file_is_said(
    case: ACase, sign_in: SignIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    export = begun(case)
    decided_all(case, export)
    confirmed(case, export)

    def too_much(*_: object) -> bytes:
        raise PaperTakesTooMuch

    monkeypatch.setattr(maker, "pressed", too_much)
    assert maker.turn()
    assert PaperTakesTooMuch.reason in sign_in(HEAD).get(f"{home(case)}/{export}?lang=en").text
    confirmed(case, export)
    assert len(orders()) == 2


@pytest.mark.article("18(1)")
def test_one_whose_process_was_killed_is_made_at_once_and_once(
    case: ACase, monkeypatch: pytest.MonkeyPatch
) -> None:
    export = begun(case)
    decided_all(case, export)
    confirmed(case, export)

    class Killed(BaseException):
        """As the process itself: nothing of ours hears of it."""

    def killed(*_: object) -> Pressed:
        raise Killed

    monkeypatch.setattr(maker, "pressed", killed)
    with pytest.raises(Killed):
        maker.turn()
    (left,) = orders()
    assert (left.state, left.tries) == (OrderState.AT_WORK, 1)
    monkeypatch.setattr(maker, "pressed", lambda *_: Pressed(b"%PDF", 1))
    with ThreadPoolExecutor(2) as workers:
        with lock_of(left.id):
            assert not workers.submit(maker.turn).result(), "a process is at it still"
        turns = [workers.submit(maker.turn) for _ in range(2)]
        assert sorted(each.result() for each in turns) == [False, True]
    (made,) = orders()
    assert (made.state, made.tries) == (OrderState.DONE, 2)
    assert acts("record made") == ["record made"]
