"""Word to the family, kept word by word, and held against the day of the meeting: Art. 8(10)."""

from collections.abc import Mapping, Sequence
from datetime import date
from uuid import UUID

from sqlalchemy import func, select

from casework.record.beginning import told_on
from casework.record.known import known_since, person_of
from casework.record.table import planned_meeting
from casework.table.notice import off_since
from core.clock import local_day
from models.case import FamilyPerson
from models.family_word import FamilyWord
from models.life import Life
from models.meeting import FamilyNotice, Meeting
from models.session import Work
from rules.basis import Article
from rules.breaches import Breach
from rules.duties import Duty
from rules.roles import Owner
from rules.telling import WordToFamily, check_meeting, check_word, corrects, is_heard, last_told
from workflow import breaches


def of_meeting(work: Work, life_id: UUID, meeting_id: UUID | None) -> Meeting:
    """The meeting they are told of, the nearest where none is named; also one that was held, or is
    off."""
    found = work.session.get(Meeting, meeting_id) if meeting_id else None
    if found is None or found.life_id != life_id or found.misplaced_at is not None:
        return planned_meeting(work.session, life_id, meeting_id)
    work.session.refresh(found)
    return found


def notice_of(work: Work, meeting_id: UUID, person_id: UUID) -> FamilyNotice | None:
    query = select(FamilyNotice).where(
        FamilyNotice.meeting_id == meeting_id, FamilyNotice.person_id == person_id
    )
    return work.session.scalars(query).first()


def said_of(notice: FamilyNotice | None, said_on: date | None = None) -> WordToFamily | None:
    """What holds of one person."""
    if notice is None:
        return None
    return WordToFamily(
        notice.notified_on, notice.how, notice.not_notified_reason or "", said_on=said_on
    )


def give(
    work: Work,
    meeting: Meeting,
    person_id: UUID,
    word: WordToFamily,
    because: str,
    *,
    took_place: bool = False,
) -> bool:
    """Put one word on record, after those that stand; False where it stands there already.

    `took_place`: it is said with the record of a meeting that was called off and held.
    """
    notice = notice_of(work, meeting.id, person_id)
    theirs = (FamilyWord.meeting_id == meeting.id, FamilyWord.person_id == person_id)
    count, last = work.session.execute(
        select(func.count(), func.max(FamilyWord.recorded_at)).where(*theirs)
    ).one()
    said_on = local_day(last) if last else None
    before = said_of(notice, said_on)
    off = meeting.cancelled_at if meeting.held_at is None and not took_place else None
    check_meeting(word, local_day(off) if off else None)
    check_word(word, before, because, work.clock.today())
    if word == before:
        return False
    assert work.actor.id is not None  # an officer acts
    row = FamilyWord(
        meeting_id=meeting.id,
        person_id=person_id,
        number=count + 1,
        told_on=word.told_on,
        how=word.how,
        not_told_reason=word.reason or None,
        because=because.strip() if corrects(word, before) else None,
        recorded_at=work.clock.now(),
        recorded_by_id=work.actor.id,
    )
    work.session.add(row)
    work.session.flush()  # the database wants the word before what it changes
    if notice is None:
        notice = FamilyNotice(meeting_id=meeting.id, person_id=person_id)
        work.session.add(notice)
    notice.notified_on, notice.how = word.told_on, word.how
    notice.not_notified_reason = word.reason or None
    return True


def with_the_record(
    work: Work, life: Life, meeting: Meeting, told: Mapping[UUID, WordToFamily]
) -> None:
    """What is said with the record of a meeting that stood on no calendar."""
    for person_id, word in told.items():
        record(work, life, meeting, person_id, word, took_place=True)


def record(
    work: Work,
    life: Life,
    meeting: Meeting,
    person_id: UUID,
    word: WordToFamily,
    *,
    because: str = "",
    took_place: bool = False,
) -> bool:
    """One word, with its entry in the trail; whether it says anything new."""
    person_of(work.session, life.id, person_id)
    if word.told_on is not None:
        told_on(work, life, word.told_on)
    is_new = give(work, meeting, person_id, word, because, took_place=took_place)
    if is_new:
        act = "family told" if word.told_on else "family not told"
        work.record(act, "8(10)", life=life, person=person_id, meeting=meeting.number)
    return is_new


def judge(work: Work, life: Life, meeting: Meeting, people: Sequence[FamilyPerson]) -> None:
    """Hold the word that came last against the day on which the table met; until then, the day
    agreed.

    Anew with every word: a day may be put right, or taken back. Where only reasons stand, there is
    no day on which somebody was told.
    """
    if meeting.met_on >= work.clock.today():
        return  # nothing has passed
    since = known_since(work.session, life.id)
    heard = [
        each
        for each in people
        if is_heard(each.relation, since.get(each.id), meeting.met_on, told=False)
        and not each.had_died(meeting.day)
    ]
    on = last_told(said_of(notice_of(work, meeting.id, each.id)) for each in heard)
    owner, article = Owner.MANAGER, Article(8, "10")
    limit = meeting.counts_from
    lapse = Breach(Duty.NOTIFY_FAMILY, article, owner, limit, meeting.id, meeting.id)
    breaches.judged(work, life, lapse, on, anew=on is not None, until=meeting.met_on)
    if (off := off_since(work, meeting)) is not None:
        breaches.fell_away(work, life, meeting.id, off)
