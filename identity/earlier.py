"""The door to an earlier, sealed file by the link of a new case: it reads, and opens no act: 18(1).

It stands beside `access` and widens nothing there: no list, search or duty goes through it.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from uuid import UUID

from sqlalchemy import select

from identity.access import NotThere, case_for, is_head, officer_of
from identity.conflicts import in_conflict
from models.case import Case
from models.people import Account
from models.reopening import EarlierCaseLink, EarlierCaseLinkEnd
from models.session import Work
from rules.reopening import READING, ReaderFacts, may_read


@dataclass(frozen=True, slots=True)
class EarlierFile:
    """A sealed case that the reader may read, and by which links."""

    case: Case
    link: EarlierCaseLink
    """The last one, which names this case."""
    by: Sequence[UUID]
    """Every link on the way from the new case, in order."""


def earlier_files(work: Work, case: Case) -> list[EarlierFile]:
    """Those that a case leads to, and those they lead to, the nearest first; none for whoever may
    not read them, and none past one that is closed to the reader: Art. 10(2), 18(1)."""
    account = officer_of(work)
    reader = _reader(work, case, account)
    found: list[EarlierFile] = []
    ways: dict[UUID, tuple[UUID, ...]] = {case.id: ()} if may_read(reader) else {}
    while ways:
        further: dict[UUID, tuple[UUID, ...]] = {}
        for link, earlier, barred in _links(work, case, account, ways):
            by = (*ways[link.case_id], link.id)
            known = {each.case.id for each in found}
            if earlier.id not in known and may_read(replace(reader, in_conflict=barred)):
                found.append(EarlierFile(earlier, link, by))
                further[earlier.id] = by
        ways = further
    return found


def _reader(work: Work, case: Case, account: Account) -> ReaderFacts:
    here = account.municipality_id == case.municipality_id
    return ReaderFacts(
        manages=case.manager_id == account.id and case.conflict_on is None,
        acts_as_head=here and is_head(work),
        sealed=case.sealed_at is not None,
        in_conflict=False,
    )


def _links(
    work: Work, case: Case, account: Account, of: Iterable[UUID]
) -> Sequence[tuple[EarlierCaseLink, Case, bool]]:
    """The links in force of these cases, and whether the reader is in conflict at either table."""
    taken_back = select(EarlierCaseLinkEnd.id).where(
        EarlierCaseLinkEnd.link_id == EarlierCaseLink.id
    )
    barred = in_conflict(Case.id, account.id) | in_conflict(case.id, account.id)
    query = (
        select(EarlierCaseLink, Case, barred)
        .join(Case, Case.id == EarlierCaseLink.earlier_case_id)
        .where(EarlierCaseLink.case_id.in_(of), ~taken_back.exists())
        .order_by(EarlierCaseLink.linked_on, EarlierCaseLink.number)
    )
    return [(link, earlier, is_barred) for link, earlier, is_barred in work.session.execute(query)]


def earlier_file_for(work: Work, number: str, earlier: str) -> tuple[Case, EarlierFile]:
    """One earlier file for the officer who acts, by the case that leads to it; the look is on
    record in the trail of the earlier case, with the links that were its basis: Art. 18(1).

    Raises `NotThere` for missing, not linked and forbidden alike.
    """
    case = case_for(work, number)
    file = next((each for each in earlier_files(work, case) if each.case.number == earlier), None)
    if file is None:
        raise NotThere
    links = " ".join(str(each) for each in file.by)
    work.record(OPENED, str(READING), life=file.case, by_case=case.id, links=links)
    return case, file


OPENED = "earlier file opened"
