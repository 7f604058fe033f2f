"""Makes archives that were asked for, one after the other; started again it goes on: Art. 17(5)."""

import logging
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from functools import partial
from hashlib import sha256
from typing import Final
from uuid import UUID

from casework.case import archives
from casework.table import made_papers
from core.clock import SystemClock
from core.i18n import N_
from core.logs import describe
from core.settings import settings
from core.trail import TrailKeys
from documents.builder import Pressed
from models import file_store
from models.archive_order import ArchiveOrder
from models.case import Case
from models.file_store import FileFacts
from models.session import Work, unit_of_work
from models.stored_file import FileKind
from portal import paper_codes
from portal.archive import packing
from portal.archive.certificate import Certificate, NotInForce, of_centre
from portal.archive.gathered import ArchiveContent, gather
from portal.archive.turns import first_free
from queries.trail_of_case import NotInTheChain
from rules.refusals import ProcedureRefused

logger = logging.getLogger(__name__)

NOT_MADE: Final = N_("This archive could not be made.")
NO_KEY: Final = N_("The key of the trail cannot be used.")
NO_CERTIFICATE: Final = N_("The file with the centre's certificate cannot be used.")


class KeyNotUsable(Exception):
    """A file of keys is not there, or is none; the cause says why."""

    def __init__(self, fault: str) -> None:
        super().__init__(fault)
        self.fault = fault


@contextmanager
def _key(fault: str) -> Iterator[None]:
    try:
        yield
    except (OSError, ValueError) as error:
        raise KeyNotUsable(fault) from error


def turn() -> bool:
    """Make the next one; False where there is none to make now."""
    with unit_of_work() as work:
        archives.ask_for_sealed(work)
    with unit_of_work() as work:
        every = archives.open_ones(work)
    return first_free(every, _make_one)


def _make_one(order_id: UUID) -> bool:
    with unit_of_work() as work:
        taken = archives.take(work, order_id)
        if taken is None:
            return False
        case_id = taken.case_id
    try:
        _make(order_id, case_id)
    except NotInTheChain:
        _say(partial(archives.wait, order_id=order_id))
        return False
    except ProcedureRefused as why:
        _say(partial(archives.give_up, order_id=order_id, fault=why.reason))
    except KeyNotUsable as error:
        logger.error("An archive was not made: %s", describe(error.__cause__ or error))
        _say(partial(archives.give_up, order_id=order_id, fault=error.fault))
    except NotInForce as error:
        logger.error("An archive was not made: %s", error.fault)
        _say(partial(archives.give_up, order_id=order_id, fault=error.fault))
    except Exception as error:
        logger.error("An archive was not made: %s", describe(error))
        _say(partial(archives.give_up, order_id=order_id, fault=NOT_MADE))
    return True


def _make(order_id: UUID, case_id: UUID) -> None:
    with _key(NO_KEY):
        keys = TrailKeys.load(settings().trail_keys)
    with unit_of_work(read_only=True) as work:
        of = gather(work, work.session.get_one(Case, case_id), keys)
    with _key(NO_CERTIFICATE):
        certificate = of_centre(settings().certificates, of.place)
    if certificate is not None:
        certificate.check_in_force(SystemClock().now())
    papers: dict[str, Pressed] = {}
    _touch(order_id, 0, len(of.papers))
    for each in of.papers:
        papers[each.name] = packing.set_paper(each)
        _touch(order_id, len(papers), len(of.papers))
    with unit_of_work() as work:
        attached = packing.attachments(work, case_id)
        content = packing.packed(of, papers, attached, keys, certificate)
        _store(work, order_id, of, content, certificate)
        _put_on_record(work, case_id, of, papers)


def _store(
    work: Work,
    order_id: UUID,
    of: ArchiveContent,
    content: Iterator[bytes],
    certificate: Certificate | None,
) -> None:
    case = work.session.get_one(ArchiveOrder, order_id).case
    name = f"archive-{case.number}.zip"
    facts = FileFacts(FileKind.ARCHIVE, "application/zip", name, beside=True)
    file = file_store.store(work, case, content, facts)
    numbers = [number for each in of.papers for number in (each.code, *each.also)]
    digests = [paper_codes.digest_of(each) for each in numbers]
    seal = sha256(bytes.fromhex(of.said["seal"])).digest()
    assert case.sealed_at is not None  # it is gathered
    printed = made_papers.numbers_by(work.session, case.id, case.sealed_at)
    before = [paper_codes.digest_of(each) for each in printed]
    said = {"entries": of.said["entries"], "codes": digests, "seal": seal}
    said["certificate"] = certificate.as_json()["certificate"] if certificate else None
    archives.finish(work, order_id, file, before=before, **said)


def _put_on_record(
    work: Work, case_id: UUID, of: ArchiveContent, papers: Mapping[str, Pressed]
) -> None:
    """The number on a page of the archive leads where that of any other page leads."""
    case = work.session.get_one(Case, case_id)
    for each in of.papers:
        made_papers.known_as(work, case, each.of, each.paper, papers[each.name])


def _touch(order_id: UUID, papers: int, of_papers: int) -> None:
    with unit_of_work() as work:
        archives.touch(work, order_id, papers, of_papers)


def _say(what: Callable[..., None]) -> None:
    with unit_of_work() as work:
        what(work)
