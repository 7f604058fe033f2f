"""A grave decision and what it was weighed against, put into the file: ours, decision 0123."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import func, select

from casework.record.table import met_on, open_case
from identity.access import NotThere
from models.case import Case
from models.decision_record import DecisionOption, DecisionRecord
from models.session import Work
from rules.decision_records import (
    DecisionSubject,
    Dissented,
    OptionFacts,
    WeighedFacts,
    check_record,
    check_record_correction,
)
from workflow.life import after_act


@dataclass(frozen=True, slots=True)
class Weighed:
    """A record as it is typed; `chosen` counts the options from 1."""

    subject: DecisionSubject
    on: date
    options: Sequence[OptionFacts]
    chosen: int | None
    rests_on: str
    why: str
    view: str = ""
    not_asked: str = ""
    meeting_id: UUID | None = None
    by_whom: str = ""
    dissented: Dissented = Dissented.NOT_STATED
    dissent: str = ""


def write(work: Work, case_id: UUID, weighed: Weighed) -> DecisionRecord:
    """Put it on record, whenever it was decided; nothing of the case waits for it."""
    return _write(work, open_case(work, case_id), weighed)


def correct(work: Work, record_id: UUID, weighed: Weighed, *, reason: str) -> DecisionRecord:
    """Another record stands for this one, which stays to be read."""
    former = work.session.get(DecisionRecord, record_id)
    if former is None:
        raise NotThere
    case = open_case(work, former.case_id)
    again = select(DecisionRecord.id).where(DecisionRecord.corrects_id == former.id)
    check_record_correction(
        former.subject,
        _facts(work, case, weighed),
        reason=reason,
        corrected=work.session.scalar(again) is not None,
    )
    return _write(work, case, weighed, former, reason)


def _write(
    work: Work,
    case: Case,
    weighed: Weighed,
    former: DecisionRecord | None = None,
    reason: str = "",
) -> DecisionRecord:
    check_record(_facts(work, case, weighed), work.clock.today())
    assert work.actor.id is not None  # an officer acts
    assert weighed.chosen is not None  # as checked
    number = select(func.max(DecisionRecord.number)).where(DecisionRecord.case_id == case.id)
    record = DecisionRecord(
        case_id=case.id,
        number=(work.session.scalar(number) or 0) + 1,
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


def _facts(work: Work, case: Case, weighed: Weighed) -> WeighedFacts:
    return WeighedFacts(
        subject=weighed.subject,
        on=weighed.on,
        options=weighed.options,
        chosen=weighed.chosen,
        rests_on=weighed.rests_on,
        why=weighed.why,
        view=weighed.view,
        not_asked=weighed.not_asked,
        in_meeting=weighed.meeting_id is not None,
        met_on=met_on(work, case, weighed.meeting_id) if weighed.meeting_id else None,
        by_whom=weighed.by_whom,
        dissented=weighed.dissented,
        dissent=weighed.dissent,
    )
