"""What a closure rests on beside the manager's assessment: Art. 17(3.2), 17(3.3), 17(4)."""

from datetime import date
from uuid import UUID

from casework.record.beginning import done_on
from casework.record.closure_facts import current, proposal_of
from casework.record.table import last_held, open_case
from casework.record.table_facts import held_facts
from casework.table import closing_day, overtaken
from models.closure import AgeFinding, Closure
from models.session import Work
from rules.after_eighteen import ServicesAnswer, answered, check_after_eighteen
from rules.assessment import check_said_in
from rules.basis import Article
from rules.closure import check_open_for_acceptance
from rules.days import check_happened
from rules.grounds import GroundFacts, check_acceptance, check_age_finding
from workflow.life import after_act


def record_acceptance(
    work: Work, case_id: UUID, *, accepted_by: str, letter: str, on: date, by: UUID
) -> None:
    """The other centre took the case over, as its letter says and the origin enters: 17(3.3)."""
    case = open_case(work, case_id)
    done_on(work, case.life, on)
    closure = current(work, case_id)
    check_open_for_acceptance(proposal_of(closure))
    assert closure is not None  # the rule asked
    check_acceptance(closure.ground, accepted_by, letter)
    closure.accepted_by, closure.accepted_letter = accepted_by.strip(), letter.strip()
    closure.accepted_on = on
    closure.accepted_entered_at, closure.accepted_entered_by_id = work.clock.now(), by
    work.record("acceptance of the other centre entered", "17(3.3)", life=case.life, on=on)
    after_act(work, case_id, "acceptance entered")


def find_age(
    work: Work,
    case_id: UUID,
    *,
    born_on: date | None,
    source: str,
    by: UUID,
    on: date | None = None,
) -> None:
    """The table finds when a child was born whose date was an estimate: Art. 17(3.2).

    It found it in its meeting, the one held last or on that day. Another finding is another
    row; the one of the latest day counts.
    """
    case, meeting = open_case(work, case_id), last_held(work.session, case_id, by=on)
    on = check_happened(on or (meeting.met_on if meeting else None), work.clock.today())
    check_said_in(meeting.met_on if meeting else None, on, Article(17, "3.2"))
    check_age_finding(held_facts(meeting), born_on, source)
    assert meeting is not None  # the rule asked
    work.session.add(
        AgeFinding(
            case_id=case_id,
            meeting_id=meeting.id,
            born_on=born_on,
            source=source.strip(),
            found_on=on,
            recorded_at=work.clock.now(),
            recorded_by_id=by,
        )
    )
    work.session.flush()
    overtaken.follow_record(work, case, source.strip())
    closing_day.follow_facts(work, case.life, source.strip())
    work.record("age found by the table", "17(3.2)", life=case.life, on=on)
    after_act(work, case_id, "age found")
    overtaken.judge(work, case)


def ask_services(
    closure: Closure, facts: GroundFacts, said: ServicesAnswer, on: date, today: date
) -> ServicesAnswer:
    """Who turned eighteen since the proposal is asked now; what was answered stays: Art. 17(4)."""
    words = said.words.strip() or None
    if closure.needs_services is None:
        closure.needs_services = answered(said.needs, said.words, lettered=facts.lettered)
        closure.after_eighteen = words
    elif closure.needs_services and closure.after_eighteen is None:
        closure.after_eighteen = words  # a letter had said it, and never left
    stands = ServicesAnswer(closure.needs_services, closure.after_eighteen or "", said.unsaid)
    check_after_eighteen(facts, stands, on, today)
    return stands
