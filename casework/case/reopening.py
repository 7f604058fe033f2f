"""A new case is linked to the sealed one that the child had before: ours, for Art. 18(1)."""

from datetime import date
from uuid import UUID

from sqlalchemy import exists, select

from casework.record.known import child_person
from casework.record.table import open_case
from core.clock import local_day
from identity.access import NotThere, is_head, life_for, runs_case, siblings_of
from identity.heads_word import take_for_head
from models.case import Case
from models.mistaken import MistakenReferral
from models.reopening import EarlierCaseLink, EarlierCaseLinkEnd
from models.session import Work
from models.supplement import Supplement
from rules.days import check_happened
from rules.mistaken import Mistake
from rules.reopening import (
    BASIS,
    EarlierFacts,
    NewCaseFacts,
    check_link,
    check_taking_back,
    may_say_wrong,
)
from workflow.life import lock


def link(
    work: Work,
    case_id: UUID,
    earlier_id: UUID,
    *,
    reason: str,
    by: UUID,
    on: date | None = None,
    supplement_id: UUID | None = None,
) -> EarlierCaseLink:
    """Link it; from now on whoever manages the new case reads the earlier file.

    `on` is the day on which the head decided. `supplement_id` is the one beside the
    earlier file that says that a death was wrong.
    """
    on = check_happened(on, work.clock.today())
    case, earlier = open_case(work, case_id), _of_the_centre(work, case_id, earlier_id)
    for table in (case_id, earlier_id):
        take_for_head(work, case.municipality_id, by, BASIS, at=table, on=on)
    rows, beside = _of_case(work, case_id), _supplement(work, earlier, supplement_id)
    new = NewCaseFacts(case.id, case.referred_on, case.manager_id)
    check_link(new, _facts(work, case, earlier, rows, beside), reason, by=by, on=on)
    row = EarlierCaseLink(
        case_id=case_id,
        number=len(rows) + 1,
        earlier_case_id=earlier_id,
        supplement_id=beside.id if beside else None,
        reason=reason.strip(),
        linked_on=on,
        linked_by_id=by,
        recorded_at=work.clock.now(),
    )
    work.session.add(row)
    work.session.flush()
    detail = {"link": row.id, "on": on}
    work.record("linked to an earlier case", "18(1)", life=case, **detail, earlier=earlier_id)
    work.record("linked from a later case", "18(1)", life=earlier, **detail, later=case_id)
    return row


def _of_the_centre(work: Work, case_id: UUID, earlier_id: UUID) -> Case:
    """Raises `NotThere` for another centre's as for none: whether it exists is not said: 18(1)."""
    case, earlier = work.session.get_one(Case, case_id), work.session.get(Case, earlier_id)
    if earlier is None or earlier.municipality_id != case.municipality_id:
        raise NotThere
    return earlier


def _supplement(work: Work, earlier: Case, supplement_id: UUID | None) -> Supplement | None:
    if supplement_id is None:
        return None
    found = work.session.get(Supplement, supplement_id)
    if found is None or found.case_id != earlier.id:
        raise NotThere
    return found


def _says_wrong(work: Work, beside: Supplement | None) -> bool:
    if beside is None:
        return False
    corrected = work.session.scalar(select(exists().where(Supplement.corrects_id == beside.id)))
    return may_say_wrong(signed=bool(beside.signatures), corrected=bool(corrected))


def _facts(
    work: Work,
    case: Case,
    earlier: Case,
    rows: list[EarlierCaseLink],
    beside: Supplement | None,
) -> EarlierFacts:
    ended = select(MistakenReferral.mistake).where(MistakenReferral.case_id == earlier.id)
    over = _taken_back(work, [row.id for row in rows])
    return EarlierFacts(
        id=earlier.id,
        sealed_on=local_day(earlier.sealed_at) if earlier.sealed_at else None,
        referred_on=earlier.referred_on,
        of_a_sibling=earlier.id in {each.id for each in siblings_of(work.session, case)},
        duplicate=work.session.scalar(ended) == Mistake.DUPLICATE,
        died=child_person(work.session, earlier.id).died,
        said_wrong=_says_wrong(work, beside),
        linked=any(row.earlier_case_id == earlier.id and row.id not in over for row in rows),
    )


def _of_case(work: Work, case_id: UUID) -> list[EarlierCaseLink]:
    query = select(EarlierCaseLink).where(EarlierCaseLink.case_id == case_id)
    return list(work.session.scalars(query.order_by(EarlierCaseLink.number)))


def _taken_back(work: Work, link_ids: list[UUID]) -> set[UUID]:
    ends = select(EarlierCaseLinkEnd.link_id).where(EarlierCaseLinkEnd.link_id.in_(link_ids))
    return set(work.session.scalars(ends))


def take_back(
    work: Work, case_id: UUID, link_id: UUID, *, reason: str, on: date | None = None
) -> EarlierCaseLinkEnd:
    """It opens nothing any more, from now on; said by whoever manages the case or by the head.

    Also once the case is sealed: a later case would still lead through it to the wrong child.
    """
    on = check_happened(on, work.clock.today())
    lock(work, case_id)
    life_for(work, case_id)
    case, row = work.session.get_one(Case, case_id), work.session.get(EarlierCaseLink, link_id)
    if row is None or row.case_id != case_id or not may_take_back(work, case):
        raise NotThere
    over = bool(_taken_back(work, [link_id]))
    check_taking_back(reason, on=on, linked_on=row.linked_on, taken_back=over)
    end = EarlierCaseLinkEnd(
        link_id=link_id,
        reason=reason.strip(),
        taken_back_on=on,
        taken_back_by_id=work.actor.id,
        recorded_at=work.clock.now(),
    )
    work.session.add(end)
    work.session.flush()
    detail = {"link": link_id, "on": on}
    work.record("link to an earlier case taken back", "18(1)", life=case, **detail)
    earlier = work.session.get_one(Case, row.earlier_case_id)
    work.record("link from a later case taken back", "18(1)", life=earlier, **detail)
    return end


def may_take_back(work: Work, case: Case) -> bool:
    """Of those whom the door lets in: not who only chairs its next meeting."""
    return runs_case(work, case) or is_head(work)
