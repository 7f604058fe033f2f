"""What child and parents think of closing the case, one word a person: Art. 17(2)."""

from datetime import date
from uuid import UUID

from casework.record.closure_facts import current, proposal_of
from casework.record.known import person_of
from casework.record.opinions import newest
from casework.record.table import open_case
from core.clock import local_day
from models.closure import OpinionRow
from models.session import Work
from rules.as_shown import check_opinion_shown
from rules.beginning import check_done
from rules.closure import check_opinion_time
from rules.composition import Relation
from rules.days import check_happened
from rules.opinions import Hearing, Opinion, check_opinion
from workflow.life import after_act


def record_opinion(
    work: Work,
    case_id: UUID,
    person_id: UUID,
    outcome: Hearing,
    words: str = "",
    *,
    asked_by: str = "",
    on: date | None = None,
    shown: tuple[UUID | None, int] | None = None,
) -> None:
    """Record what one of the family said, or why there is no word of theirs: Art. 17(2).

    `on` is the day on which they were asked. A later word stands beside the one before. `shown` is
    the proposal that the form was opened on, and how many words of this person it had.
    """
    on = check_happened(on, work.clock.today())
    case = open_case(work, case_id)
    check_done(on, case.referred_on)
    closure = current(work, case_id)
    check_opinion_time(proposal_of(closure))
    assert closure is not None  # the rule asked
    person = person_of(work.session, case_id, person_id)
    of_child = person.relation == Relation.CHILD
    check_opinion(Opinion(outcome, words, of_child, on, person.died, person.died_on))
    said = (outcome, words.strip() or None, asked_by.strip() or None, on)
    former = newest(work.session, closure.id).get(person_id)
    stands = closure.id, former.number if former else 0
    last = former.recorded_on if former else None
    check_opinion_shown(shown, stands, local_day(closure.proposed_at), last)
    if former and (former.outcome, former.words, former.asked_by, former.asked_on) == said:
        return
    work.session.add(
        OpinionRow(
            closure_id=closure.id,
            person_id=person_id,
            number=former.number + 1 if former else 1,
            outcome=outcome,
            words=said[1],
            asked_by=said[2],
            asked_on=on,
            recorded_at=work.clock.now(),
            recorded_by_id=work.actor.id,
        )
    )
    work.record("opinion recorded", "17(2)", life=case.life, person=person_id, on=on)
    after_act(work, case_id, "opinion recorded")
