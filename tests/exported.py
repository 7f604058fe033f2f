"""Records that are handed out: asked for, decided on, confirmed and made, for their tests."""

from typing import Any
from uuid import UUID

from sqlalchemy import select

from casework.case import export_orders, exports
from casework.case.export_asked import PieceWord, RecordAsked, SeenRecord
from casework.case.export_pieces import Piece, pieces_of
from documents import code
from models import file_store
from models.case import Case
from models.file_store import FileFacts
from models.made_paper import MadePaper
from models.record_export import ExportOrder
from models.session import unit_of_work
from models.stored_file import FileKind
from portal.paper_codes import digest_of
from queries.exports import read
from rules.exports import Becomes, ExportGround, RecordAsker
from tests.builders import ACase

REFERRER = "Zyra Komunale për Komunitete"


def pieces(case: ACase) -> list[Piece]:
    with unit_of_work(read_only=True) as work:
        return pieces_of(work.session, work.session.get_one(Case, case.case))


def asked(case: ACase, **said: Any) -> RecordAsked:
    plain = {
        "asked_by": RecordAsker.GUARDIAN,
        "asker": "Drita Krasniqi",
        "asked_on": case.stage.today(),
        "ground": "Mother; the certificate of birth was shown.",
        "identity": "Identity card",
        "language": "en",
    }
    return RecordAsked(**{**plain, **said})


def begun(case: ACase, **said: Any) -> UUID:
    with case.manager() as work:
        return exports.ask(work, case.case, asked(case, **said)).id


def decide(case: ACase, export: UUID, *keys: str, outcome: Becomes, **said: Any) -> None:
    found = {each.key: each.digest for each in pieces(case) if each.key in keys}
    with case.manager() as work:
        exports.decide(work, case.case, export, PieceWord(found, outcome, **said))


def withheld_reporter(case: ACase, export: UUID, *words: str) -> None:
    decide(
        case,
        export,
        "reporter",
        outcome=Becomes.WITHHELD,
        reason="They asked not to be named.",
        ground=ExportGround.REPORTER,
        words=words or ("Komunitet", "Teut"),
    )


def decided_all(case: ACase, export: UUID, *words: str) -> None:
    """Given, but for who reported."""
    withheld_reporter(case, export, *words)
    others = [each.key for each in pieces(case) if each.key != "reporter"]
    decide(case, export, *others, outcome=Becomes.GIVEN)


def confirmed(case: ACase, export: UUID, note: str = "") -> None:
    now = seen(case, export)
    with case.head() as work:
        exports.approve(work, case.case, export, note, seen=now)


def seen(case: ACase, export: UUID) -> SeenRecord:
    """What stands on the page of the request now."""
    with unit_of_work(read_only=True) as work:
        return read(work, work.session.get_one(Case, case.case), export).seen


def shown(case: ACase, export: UUID) -> str:
    """The same as the form sends it."""
    now = seen(case, export)
    return f"{now.request}.{now.decision}.{now.digest.hex()}"


def made_by_worker(case: ACase, export: UUID) -> UUID:
    """As the worker ends it, without its press."""
    with unit_of_work() as work:
        (waiting,) = export_orders.open_ones(work)
        taken = export_orders.take(work, waiting)
        assert taken is not None
        row = work.session.get_one(Case, case.case)
        facts = FileFacts(FileKind.ARCHIVE, "application/zip", "record.zip", beside=True)
        file = file_store.store(work, row, [b"zip"], facts)
        paper = MadePaper(
            number=code.new_number(),
            life_id=case.case,
            kind="record",
            title="Record of the child",
            language="en",
            version=0,
            sha256=file.sha256,
            words_sha256=file.sha256,
            pages=1,
            made_at=work.clock.now(),
        )
        work.session.add(paper)
        export_orders.finish_export(work, taken.id, file, paper, digest_of(paper.number))
        return taken.id


def orders() -> list[ExportOrder]:
    with unit_of_work(read_only=True) as work:
        return list(work.session.scalars(select(ExportOrder).order_by(ExportOrder.asked_at)))
