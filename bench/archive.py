"""The archive of one closed case, made and packed, for `python -m bench.papers`."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from bench.pages import BEGINS, on_record
from core.clock import FrozenClock
from core.trail import TrailKeys
from models.case import Case
from models.sealing import seal
from models.session import unit_of_work
from portal.archive import packing
from portal.archive.gathered import gather
from simulation.life import CaseStory
from simulation.seed import seed
from simulation.stage import InlineStage


@contextmanager
def of_a_closed_case() -> Iterator[tuple[Callable[[], int], int]]:
    """What makes one, and gives its size; and how many papers there are in it."""
    with on_record():
        seed(cases=False, quick=True)
        case_id = CaseStory(InlineStage(FrozenClock.on(BEGINS))).play()
        keys = TrailKeys.parse(TrailKeys.generate())
        with unit_of_work() as work:
            seal(work.session, keys, None)
        with unit_of_work(read_only=True) as work:
            found = len(gather(work, work.session.get_one(Case, case_id), keys).papers)

        def make() -> int:
            with unit_of_work(read_only=True) as work:
                of = gather(work, work.session.get_one(Case, case_id), keys)
            papers = {each.name: packing.set_paper(each) for each in of.papers}
            with unit_of_work(read_only=True) as work:
                attached = packing.attachments(work, case_id)
                return sum(map(len, packing.packed(of, papers, attached, keys, None)))

        yield make, found
