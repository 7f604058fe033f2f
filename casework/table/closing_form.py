"""The closing form: what it says, and who signs it: Art. 17(5); Annex 1, part 4.7."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime
from uuid import UUID

from casework.record import opinions
from casework.record.also_there import also_there
from casework.record.chairing import chair_words
from casework.record.closing_words import Acceptance, FoundAge, Gone, SaidOpinion, SentLetter
from casework.record.closure_facts import age_finding
from casework.record.facts import closing_members
from casework.record.from_paper import on_paper
from casework.record.known import child_person
from casework.record.letter_facts import letter_facts, letters
from casework.record.succession import NOBODY, holder, places
from casework.record.table import seats
from casework.table.minutes_text import attendance_of
from casework.table.signing import ClosingForm, Person
from core.clock import local_day
from models.case import Case, Member
from models.closure import Closure
from models.meeting import Attendance, Meeting
from models.people import Account
from models.session import Work
from rules.after_eighteen import letters_that_left
from rules.composition import Relation
from rules.decided import death_said
from rules.grounds import Ground
from rules.succession import Departure


def form_of(work: Work, case: Case, closure: Closure, meeting: Meeting, on: date) -> ClosingForm:
    """Everything the closing form says, as all who sign it will see it: Art. 17(5)."""
    assert closure.approved_at is not None  # the caller asked
    child = child_person(work.session, case.id)
    death = death_said(on, died=child.died, died_on=child.died_on)
    lines = attendance_of(work, meeting.id)
    here = [_person(line) for line in lines if line.present]
    away = [_person(line) for line in lines if not line.present]
    return ClosingForm(
        case=case.number,
        ground=closure.ground,
        detail=closure.ground_detail or "",
        best_interest=closure.best_interest or "",
        assessment=closure.assessment or "",
        needs_services=closure.needs_services,
        after_eighteen=closure.after_eighteen or "",
        services_unsaid=closure.services_unsaid,
        letters=tuple(_letters(work, closure, on)),
        age=_age_of(work, case, closure, on),
        acceptance=_acceptance_of(work, closure),
        proposed_on=local_day(closure.proposed_at),
        proposal_entered_on=local_day(closure.proposal_entered_at),
        proposed_by=_name(work, closure.proposed_by_id, closure.proposed_at),
        approved_on=local_day(closure.approved_at),
        approval_entered_on=_day(closure.approval_entered_at),
        approved_by=_name(work, closure.approved_by_id, closure.approved_at),
        head_note=closure.head_note or "",
        died=death.died,
        died_on=death.on,
        opinions=_opinions_of(work, closure),
        met_on=meeting.met_on,
        chair=chair_words(work.session, case.life, meeting),
        decided_on=on,
        decision_recorded_on=_day(closure.decision_recorded_at),
        present=tuple(sorted(here, key=lambda person: person.name)),
        absent=tuple(sorted(away, key=lambda person: person.name)),
        also_there=also_there(work, meeting),
        gone=tuple(_gone(work, case.id)),
        on_paper=on_paper(work.session, case),
    )


def _letters(work: Work, closure: Closure, on: date) -> Iterator[SentLetter]:
    """Those that had left by the day of the decision, of whoever was asked after: Art. 17(4)."""
    if closure.needs_services is None and not closure.services_unsaid:
        return
    every = letters(work.session, closure.case_id)
    left = {each.id for each in letters_that_left([letter_facts(row) for row in every])}
    for row in every:
        if row.id in left and row.left_on <= on:
            yield SentLetter(
                left_on=row.left_on,
                recorded_on=row.recorded_on,
                sent_by=row.sent_by,
                institution=row.institution or "",
                services=row.services or "",
                starts_on=row.starts_on,
            )


def _gone(work: Work, case_id: UUID) -> Iterator[Gone]:
    """Who had a seat and has none now; who was chosen otherwise took no part: Art. 8(11)."""
    every = seats(work.session, case_id)
    found = places(work.session, every)
    for member in every:
        if member.sits or member.left_as is Departure.OTHER_CHOICE:
            continue
        heir, who = holder(member, every, found), member.professional
        if heir.professional_id == member.professional_id and heir is not member:
            continue  # they came back, and are named as who sits now
        entered_on, place = _day(member.left_recorded_at), found.get(member.id) or NOBODY
        taken_on = place.named_on if heir.id == place.successor_id else None
        taken_entered_on = _day(place.recorded_at) if taken_on else None
        yield Gone(
            name=who.name or "",
            affiliation=who.affiliation,
            left_on=member.left_on,
            left_as=member.left_as,
            reason=member.left_for or "",
            successor=(heir.professional.name or "") if heir is not member else "",
            entered_on=entered_on if entered_on != member.left_on else None,
            taken_on=taken_on,
            taken_entered_on=taken_entered_on if taken_entered_on != taken_on else None,
        )


def _day(moment: datetime | None) -> date | None:
    return local_day(moment) if moment else None


def _opinions_of(work: Work, closure: Closure) -> tuple[SaidOpinion, ...]:
    """Everybody's last word, the child's first."""
    words = opinions.newest(work.session, closure.id)
    return tuple(
        SaidOpinion(
            relation=Relation(person.relation),
            outcome=row.outcome,
            words=row.words or "",
            asked_by=row.asked_by or "",
            asked_on=row.asked_on,
            recorded_on=local_day(row.recorded_at),
        )
        for person in opinions.asked_of(work.session, closure.case_id)
        if (row := words.get(person.id))
    )


def _age_of(work: Work, case: Case, closure: Closure, on: date) -> FoundAge | None:
    """What the table found, where the case is closed on the child's age: Art. 17(3.2)."""
    found = age_finding(work.session, case.id, on) if closure.ground == Ground.EIGHTEEN else None
    if found is None or found.born_on is None:
        return None
    return FoundAge(
        born_on=found.born_on,
        source=found.source or "",
        found_on=found.found_on,
        recorded_on=found.recorded_on,
    )


def _acceptance_of(work: Work, closure: Closure) -> Acceptance | None:
    if closure.accepted_on is None or closure.accepted_entered_at is None:
        return None
    return Acceptance(
        by=closure.accepted_by or "",
        on=closure.accepted_on,
        letter=closure.accepted_letter or "",
        entered_on=local_day(closure.accepted_entered_at),
        entered_by=_name(work, closure.accepted_entered_by_id, closure.accepted_entered_at),
    )


def _person(line: Attendance) -> Person:
    who = line.member.professional
    return Person(name=who.name or "", affiliation=who.affiliation)


def _name(work: Work, account_id: UUID | None, at: datetime | None) -> str:
    account = work.session.get(Account, account_id) if account_id else None
    return account.name_at(at) if account else ""


def signatories(work: Work, closure: Closure) -> Sequence[Member]:
    """Who sat at the table when it closed the case, and still does: Art. 17(5)."""
    wanted = closing_members(work.session, closure)
    return [member for member in seats(work.session, closure.case_id) if member.id in wanted]
