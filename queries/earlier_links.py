"""The links of a case to earlier ones, as the officers who may read them see them: Art. 18(1)."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import select

from core.clock import local_day
from identity.access import is_head, officer_of, visible_cases
from identity.conflicts import in_conflict
from identity.earlier import OPENED, EarlierFile, earlier_files
from identity.officers import accounts_of
from models.case import Case
from models.closure import Closure, came_to_nothing
from models.life import AuditEntry, Life
from models.reopening import EarlierCaseLink, EarlierCaseLinkEnd
from models.session import Work
from rules.grounds import Ground


@dataclass(frozen=True, slots=True)
class EarlierLine:
    """An earlier file that the reader may open from a case."""

    number: str
    closed_on: date
    """The day of the decision; of one that ended as a mistake the day of the seal."""
    ground: Ground | None
    """None where the referral ended as a mistake."""
    linked_on: date
    is_linked_here: bool
    """By the case itself; else by an earlier one of it."""


@dataclass(frozen=True, slots=True)
class ReadBy:
    """Somebody read an earlier file by a link."""

    name: str
    on: date


@dataclass(frozen=True, slots=True)
class LinkLine:
    """One link of a case, in force or taken back."""

    row: EarlierCaseLink
    number: str
    """Of the earlier case."""
    linked_by: str
    end: EarlierCaseLinkEnd | None
    ended_by: str
    looks: Sequence[ReadBy]
    """Who read what by it, each on each day once: for the head alone."""


def on_case(work: Work, case: Case) -> Sequence[EarlierLine]:
    """The earlier files of a case, the nearest first."""
    files = earlier_files(work, case)
    closed = closings(work, [each.case.id for each in files])
    return [_line(case, file, closed.get(file.case.id)) for file in files]


def _line(case: Case, file: EarlierFile, closed: Closure | None) -> EarlierLine:
    sealed = file.case.sealed_at
    on = closed.decided_on if closed else None
    return EarlierLine(
        file.case.number,
        on or (local_day(sealed) if sealed else file.case.referred_on),
        closed.ground if closed else None,
        file.link.linked_on,
        file.link.case_id == case.id,
    )


def closings(work: Work, case_ids: Collection[UUID]) -> Mapping[UUID, Closure]:
    """By what each of these cases was closed."""
    if not case_ids:
        return {}
    query = select(Closure).where(
        Closure.case_id.in_(case_ids), ~came_to_nothing(), Closure.decided_on.is_not(None)
    )
    return {row.case_id: row for row in work.session.scalars(query)}


def of_case(work: Work, case: Case) -> Sequence[LinkLine]:
    """Every link of the case, in the order in which they were entered; none to a case at whose
    table the reader has a conflict of interest: Art. 10(2)."""
    query = (
        select(EarlierCaseLink, Case, EarlierCaseLinkEnd)
        .join(Case, Case.id == EarlierCaseLink.earlier_case_id)
        .outerjoin(EarlierCaseLinkEnd, EarlierCaseLinkEnd.link_id == EarlierCaseLink.id)
        .where(EarlierCaseLink.case_id == case.id, ~in_conflict(Case.id, officer_of(work).id))
        .order_by(EarlierCaseLink.number)
    )
    rows = work.session.execute(query).all()
    looks = _looks(work, [link for link, _, _ in rows]) if is_head(work) else {}
    by = {link.linked_by_id for link, _, _ in rows}
    officers = accounts_of(work.session, by | {end.taken_back_by_id for _, _, end in rows if end})
    return [
        LinkLine(
            row=link,
            number=earlier.number,
            linked_by=officers[link.linked_by_id].name_at(link.recorded_at),
            end=end,
            ended_by=officers[end.taken_back_by_id].name_at(end.recorded_at) if end else "",
            looks=looks.get(link.id, ()),
        )
        for link, earlier, end in rows
    ]


def _looks(work: Work, links: Sequence[EarlierCaseLink]) -> Mapping[UUID, Sequence[ReadBy]]:
    """Of each link who opened a file by it, by the trail of every case that it leads to."""
    query = select(AuditEntry).where(
        AuditEntry.life_id.in_(_led_to(work, {each.earlier_case_id for each in links})),
        AuditEntry.act == OPENED,
    )
    entries = work.session.scalars(query.order_by(AuditEntry.number)).all() if links else ()
    officers = accounts_of(work.session, {each.actor_id for each in entries if each.actor_id})
    return {
        link.id: list(
            dict.fromkeys(
                ReadBy(officers[entry.actor_id].name_at(entry.at), local_day(entry.at))
                for entry in entries
                if entry.actor_id and str(link.id) in entry.detail["links"].split()
            )
        )
        for link in links
    }


def _led_to(work: Work, case_ids: set[UUID]) -> set[UUID]:
    """These cases and those that they lead to, by links in force or taken back."""
    found, last = set(case_ids), set(case_ids)
    while last:
        query = select(EarlierCaseLink.earlier_case_id).where(EarlierCaseLink.case_id.in_(last))
        last = set(work.session.scalars(query)) - found
        found |= last
    return found


def later_cases(work: Work, case: Case) -> Sequence[tuple[str, date]]:
    """The cases that lead to this one and on which day each was linked, for the head alone: nobody
    who managed this one learns by it that the child has another."""
    if case.sealed_at is None or not is_head(work):
        return []
    over = select(EarlierCaseLinkEnd.id).where(EarlierCaseLinkEnd.link_id == EarlierCaseLink.id)
    theirs = visible_cases(work) | visible_cases(work, closed=True)
    query = (
        select(Case.number, EarlierCaseLink.linked_on)
        .join(Case, Case.id == EarlierCaseLink.case_id)
        .join(Life, Life.id == Case.id)
        .where(EarlierCaseLink.earlier_case_id == case.id, ~over.exists(), theirs)
        .order_by(EarlierCaseLink.linked_on, Case.number)
    )
    return [(number, on) for number, on in work.session.execute(query)]
