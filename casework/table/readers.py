"""A section is withheld from one reader, or given again, with the reason: decision 0191."""

from collections.abc import Collection
from uuid import UUID

from sqlalchemy import func, select

from casework.record import files
from casework.record.files import known_reader
from casework.record.table import open_case
from casework.table import added_papers
from identity.access import NotThere, officer_of
from models.case import Member
from models.section_word import SectionWord
from models.session import Work
from rules.readers import Item, ReadSection, check_said


def withhold(
    work: Work, case_id: UUID, member_id: UUID, items: Collection[Item], reason: str
) -> None:
    """From this moment they are handed nothing of it; what was handed out stays on record."""
    _say(work, case_id, member_id, items, reason, withhold=True)


def give(work: Work, case_id: UUID, member_id: UUID, items: Collection[Item], reason: str) -> None:
    """They read it from now on; that it was withheld stays on record."""
    _say(work, case_id, member_id, items, reason, withhold=False)


def _say(
    work: Work,
    case_id: UUID,
    member_id: UUID,
    items: Collection[Item],
    reason: str,
    *,
    withhold: bool,
) -> None:
    case = open_case(work, case_id)
    member = work.session.get(Member, member_id)
    if member is None or member.life_id != case.id:
        raise NotThere
    check_said(known_reader(work.session, member), frozenset(items), reason, withhold=withhold)
    last = select(func.max(SectionWord.number)).where(SectionWord.member_id == member.id)
    before = work.session.scalar(last) or 0
    for number, (section, whose) in enumerate(sorted(items, key=str), before + 1):
        work.session.add(
            SectionWord(
                case_id=case.id,
                member_id=member.id,
                number=number,
                section=section,
                whose_id=whose,
                withheld=withhold,
                reason=reason.strip(),
                recorded_at=work.clock.now(),
                recorded_by_id=officer_of(work).id,
            )
        )
        act = "section withheld" if withhold else "section given"
        told = {"section": section.value, **({"whose": whose} if whose else {})}
        work.record(act, "18(1)", life=case.life, member=member.id, **told)
    if any(section is ReadSection.ATTACHMENT for section, _ in items):
        work.session.flush()
        meeting = files.read_for(work.session, case.id)
        added_papers.look_again(work, case, meeting, () if withhold else (member.id,))
