"""A grave decision and what it was weighed against, put into the file: ours, decision 0123."""

from dataclasses import replace
from uuid import UUID

from sqlalchemy import select

from casework.record.numbers import next_of
from casework.record.table import met_on, open_case
from identity.access import NotThere, officer_of
from models.case import Case
from models.decision_record import DecisionOption, DecisionRecord, RecordTakenBack
from models.session import Work
from rules.decision_records import (
    OptionFacts,
    WeighedFacts,
    check_record,
    check_record_correction,
    check_record_taken_back,
)
from workflow.life import after_act


def write(work: Work, case_id: UUID, weighed: WeighedFacts) -> DecisionRecord:
    """Put it on record, whenever it was decided; nothing of the case waits for it."""
    case = open_case(work, case_id)
    return _write(work, case, _of_its_meeting(work, case, weighed))


def correct(work: Work, record_id: UUID, weighed: WeighedFacts, *, reason: str) -> DecisionRecord:
    """Another record stands for this one, which stays to be read."""
    former = work.session.get(DecisionRecord, record_id)
    if former is None:
        raise NotThere
    case = open_case(work, former.case_id)
    corrected, taken_back = _stands_no_more(work, former)
    check_record_correction(reason=reason, corrected=corrected, taken_back=taken_back)
    return _write(work, case, _of_its_meeting(work, case, weighed), former, reason)


def take_back(work: Work, record_id: UUID, *, why: str) -> None:
    """It was never decided, or not of this child; no other stands for it, and it is still read."""
    former = work.session.get(DecisionRecord, record_id)
    if former is None:
        raise NotThere
    case = open_case(work, former.case_id)
    corrected, taken_back = _stands_no_more(work, former)
    check_record_taken_back(why=why, corrected=corrected, taken_back=taken_back)
    work.session.add(
        RecordTakenBack(
            record_id=former.id,
            taken_back_at=work.clock.now(),
            taken_back_by_id=officer_of(work).id,
            why=why.strip(),
        )
    )
    work.record("decision record taken back", "12(3)", life=case.life, record=former.id)
    after_act(work, case.id, "decision record taken back")


def _stands_no_more(work: Work, record: DecisionRecord) -> tuple[bool, bool]:
    """Whether another corrects it, whether it is taken back."""
    again = select(DecisionRecord.id).where(DecisionRecord.corrects_id == record.id)
    gone = select(RecordTakenBack.id).where(RecordTakenBack.record_id == record.id)
    return work.session.scalar(again) is not None, work.session.scalar(gone) is not None


def _of_its_meeting(work: Work, case: Case, weighed: WeighedFacts) -> WeighedFacts:
    """With the day of the meeting as the record has it; raises `NotThere`."""
    met = met_on(work, case, weighed.meeting_id) if weighed.meeting_id else None
    return replace(weighed, met_on=met)


def _write(
    work: Work,
    case: Case,
    weighed: WeighedFacts,
    former: DecisionRecord | None = None,
    reason: str = "",
) -> DecisionRecord:
    check_record(weighed, work.clock.today())
    assert work.actor.id is not None  # an officer acts
    assert weighed.chosen is not None  # as checked
    record = DecisionRecord(
        case_id=case.id,
        number=next_of(work, DecisionRecord.number, DecisionRecord.case_id == case.id),
        subject=weighed.subject,
        decided_on=weighed.on,
        recorded_at=work.clock.now(),
        recorded_by_id=work.actor.id,
        meeting_id=weighed.meeting_id,
        chosen=weighed.chosen,
        dissented=weighed.dissented,
        corrects_id=former.id if former else None,
        by_whom=weighed.by_whom.strip() or None,
        rests_on=weighed.rests_on.strip(),
        why=weighed.why.strip(),
        view=weighed.view.strip() or None,
        not_asked=weighed.not_asked.strip() or None,
        dissent=weighed.dissent.strip() or None,
        reason=reason.strip() or None,
    )
    work.session.add(record)
    work.session.flush()
    for place, option in enumerate(weighed.options, 1):
        work.session.add(_option(record, place, option))
    work.session.flush()
    detail = {"record": record.id, "subject": record.subject, "on": record.decided_on}
    if former is not None:
        detail["corrects"] = former.id
    what = "decision record corrected" if former else "decision record written"
    work.record(what, "12(3)", life=case.life, **detail)
    after_act(work, case.id, "decision record written")
    return record


def _option(record: DecisionRecord, place: int, option: OptionFacts) -> DecisionOption:
    return DecisionOption(
        record_id=record.id,
        number=place,
        name=option.name.strip(),
        safety=option.safety.strip(),
        attachment=option.attachment.strip(),
        daily_life=option.daily_life.strip(),
    )
