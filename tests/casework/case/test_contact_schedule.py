"""The plan sets contacts of the child, and the log says what became of them: Art. 13(2), 14(1)."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from uuid import UUID, uuid4

import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import DBAPIError

from casework.case import logbook, reviewing
from casework.case.contact_rows import ContactDraft
from casework.case.logbook import NO_CONTACT, Logged, OfOneChild, OfPlannedContact
from casework.case.plan_rows import Finding
from identity.access import NotThere
from models.case import Case, FamilyPerson
from models.logbook import LogEntry
from models.session import unit_of_work
from queries.contact_schedule import ContactLine, contacts_of, each_once, kin_to_meet
from rules.assessment import Risk
from rules.composition import Relation
from rules.contact_schedule import (
    ContactWatch,
    ContactWithNobody,
    ContactWithoutStart,
    OutcomeNotSaid,
    WhoseDoing,
)
from rules.duties import Duty
from rules.logbook import ChildSeen, LogKind
from rules.planning import ActionStatus, ChangeWithoutReason
from simulation import words
from tests.builders import ACase
from tests.casework.case.test_death import died
from tests.casework.case.test_logbook import a_brother
from tests.casework.case.test_planning import adopt
from tests.casework.conftest import At
from tests.database import past_the_rights
from tests.scenes import REVIEW_MEETING

DAY = timedelta(days=1)
WEEKLY = ContactDraft(
    whom="Gjyshja 5512",
    every_days=7,
    watch=ContactWatch.SUPERVISED,
    watched_by="Qendra",
    place="Qendra",
)


def planned(case: ACase, draft: ContactDraft = WEEKLY) -> UUID:
    """The plan with one contact from the day of its adoption on; its action."""
    first, *others = case.drafts()
    contact = replace(draft, from_on=draft.from_on or case.clock.today())
    adopt(case, [replace(first, contact=contact), *others])
    return case.plans()[-1].actions[0].id


def log(case: ACase, on: date, contact: OfPlannedContact, **also: object) -> LogEntry:
    said = OfOneChild("Kanarina.", ChildSeen.WITH_OTHERS)
    entry = Logged(LogKind.VISIT, on, said, with_whom="Gjyshja", place="Qendra", contact=contact)
    with case.manager() as work:
        return logbook.enter(work, case.case, replace(entry, **also))  # type: ignore[arg-type]


def held(action: UUID) -> OfPlannedContact:
    return OfPlannedContact(action, took_place=True, reaction="Qeshi.")


def not_held(action: UUID) -> OfPlannedContact:
    return OfPlannedContact(action, took_place=False, why_not="S'erdhi.", whose=WhoseDoing.KIN)


def lines(case: ACase) -> Sequence[ContactLine]:
    with case.manager() as work:
        return each_once(contacts_of(work, work.session.get_one(Case, case.case)))


def meet_on_review(case: ACase) -> None:
    case.write_minutes()
    case.stage.move_to(case.working_day(29))
    case.convene(case.at(REVIEW_MEETING))
    case.meet()


def review(case: ACase, **changes: object) -> None:
    found = case.findings(ActionStatus.IN_PROCESS)
    first = case.plans()[-1].actions[0].id
    found |= {first: replace(found[first], **changes)}  # type: ignore[arg-type]
    with case.manager() as work:
        reviewing.settle_review(
            work, case.case, risk=Risk.LOW, finding=words.LAST_FINDING, progress=found
        )


@pytest.mark.article("13(2)", "14(1)")
def test_what_was_due_and_is_not_entered_is_a_line_until_it_is(a_case: At) -> None:
    case = a_case("assessed")
    begins = case.clock.today()
    action = planned(case)
    duty = case.duties()[Duty.LOG_CONTACT]
    assert (duty.subject_id, duty.due, duty.actor) == (action, begins + 6 * DAY, "manager")
    case.stage.move_to(begins + 8 * DAY)
    (line,) = lines(case)
    assert [each.last for each in line.missing] == [begins + 6 * DAY]
    log(case, begins + 9 * DAY - DAY, held(action))  # in the second week
    assert case.duties()[Duty.LOG_CONTACT].due == begins + 6 * DAY
    entry = log(case, begins + 2 * DAY, not_held(action))  # typed later, by its true day
    assert case.duties()[Duty.LOG_CONTACT].due == begins + 20 * DAY
    (line,) = lines(case)
    assert (line.held, line.not_held, line.missing) == (1, 1, [])
    assert line.next is not None
    assert line.next.first == begins + 14 * DAY
    with past_the_rights() as work, pytest.raises(DBAPIError):
        work.session.execute(text("UPDATE log_entry SET took_place = true"))
    with case.manager() as work:  # it was of no contact at all
        other = replace(_logged(entry), contact=NO_CONTACT)
        logbook.correct(work, entry.id, other, reason="Gabim.")
    assert case.duties()[Duty.LOG_CONTACT].due == begins + 6 * DAY
    with past_the_rights() as work, pytest.raises(DBAPIError):
        work.session.execute(text("UPDATE contact_schedule SET every_days = 30"))


def _logged(entry: LogEntry) -> Logged:
    said = OfOneChild("Kanarina.", ChildSeen.WITH_OTHERS)
    return Logged(entry.kind, entry.happened_on, said, with_whom="Gjyshja", place="Qendra")


@pytest.mark.article("13(2)", "14(1)")
def test_a_contact_and_an_entry_of_it_are_whole_and_of_this_case(a_case: At) -> None:
    case = a_case("assessed")
    with pytest.raises(ContactWithNobody):
        planned(case, replace(WEEKLY, whom=" "))
    with unit_of_work() as work:
        people = {each.relation: each.id for each in work.session.scalars(select(FamilyPerson))}
    for wrong in (people[Relation.CHILD], uuid4()):
        with pytest.raises(NotThere):
            planned(case, replace(WEEKLY, whom="", person_id=wrong))
    assert case.plans() == []
    action = planned(case)
    today, other = case.clock.today(), case.plans()[-1].actions[1].id
    with pytest.raises(OutcomeNotSaid):
        log(case, today, OfPlannedContact(action))
    for wrong in (uuid4(), other):
        with pytest.raises(NotThere):
            log(case, today, held(wrong))
    brother = a_brother(case)
    log(case, today, held(action), also={brother: OfOneChild("Vëllai.", ChildSeen.SEEN)})
    with unit_of_work() as work:
        query = select(LogEntry).where(LogEntry.case_id == brother)
        assert work.session.scalars(query).one().contact_of_id is None


@pytest.mark.article("15(3)")
def test_what_a_review_changes_runs_from_its_day(a_case: At) -> None:
    case = a_case("assessed")
    begins = case.clock.today()
    planned(case)
    meet_on_review(case)
    with pytest.raises(ChangeWithoutReason):
        review(case, contact=ContactDraft(every_days=1))
    reviewed = case.clock.today()
    review(case, contact=ContactDraft(every_days=1, place="Shtëpia"), reason="Tryeza.")
    first = case.plans()[-1].actions[0]
    assert first.contact is not None
    assert (first.contact.every_days, first.contact.from_on) == (1, reviewed)
    assert (first.contact.place, first.contact.watched_by) == ("Shtëpia", "Qendra")
    (line,) = lines(case)
    assert line.missing[0].last == begins + 6 * DAY  # judged by what was in force
    assert case.duties()[Duty.LOG_CONTACT].due == begins + 6 * DAY
    assert case.duties()[Duty.LOG_CONTACT].subject_id == first.id
    before = len(line.missing)
    for week in range(before):
        log(case, begins + 7 * week * DAY, held(case.plans()[0].actions[0].id))
    assert case.duties()[Duty.LOG_CONTACT].due == reviewed
    (line,) = lines(case)
    assert (line.held, line.is_in_force) == (before, True)


@pytest.mark.article("15(3)")
def test_a_dropped_contact_owes_what_was_before_and_nothing_after(a_case: At) -> None:
    case = a_case("assessed")
    begins = case.clock.today()
    action = planned(case)
    meet_on_review(case)
    review(case, dropped=True, reason="Tryeza.")
    (line,) = lines(case)
    assert not line.is_in_force
    assert case.duties()[Duty.LOG_CONTACT].due == begins + 6 * DAY
    for each in line.missing:
        log(case, each.first, not_held(action))
    assert Duty.LOG_CONTACT not in case.duties()
    case.stage.move_to(case.clock.today() + 30 * DAY)
    assert lines(case)[0].missing == []


@pytest.mark.article("13(2)", "15(3)")
def test_an_action_becomes_a_contact_and_its_words_change_alone(a_case: At) -> None:
    case = a_case("assessed")
    adopt(case, case.drafts())
    assert lines(case) == []
    row = case.plans()[-1].actions[0]
    made = Finding(ActionStatus.IN_PROCESS, "", contact=WEEKLY)
    assert made.changes_contact(row)
    assert not Finding(ActionStatus.IN_PROCESS, "").changes_contact(row)
    meet_on_review(case)
    with pytest.raises(ContactWithoutStart):
        review(case, contact=WEEKLY, reason="Tryeza.")
    review(case, contact=replace(WEEKLY, from_on=case.clock.today()), reason="Tryeza.")
    (line,) = lines(case)
    assert line.times == []
    former = WEEKLY
    on = date(2026, 1, 1)
    same = replace(WEEKLY, from_on=on)
    assert ContactDraft(place="Parku").over(same, on + DAY).from_on == on
    assert ContactDraft(every_days=3).over(same, on + DAY).from_on == on + DAY
    alone = ContactDraft(watch=ContactWatch.UNSUPERVISED).over(same, on)
    assert (alone.watch, alone.watched_by) == (ContactWatch.UNSUPERVISED, "")
    by_days = ContactDraft(weekdays=frozenset({5})).over(same, on)
    assert (by_days.every_days, by_days.weekdays) == (None, frozenset({5}))
    person = uuid4()
    named = ContactDraft(person_id=person).over(former, on)
    assert (named.person_id, named.whom) == (person, "")
    assert ContactDraft().over(same, on + DAY) == same


@pytest.mark.article("4(5)")
def test_contact_with_somebody_violent_is_shown_and_not_refused(a_case: At) -> None:
    case = a_case("assessed")
    with case.manager() as work:
        kin = kin_to_meet(work, work.session.get_one(Case, case.case))
    assert Relation.CHILD not in {each.relation for each in kin}
    violent = next(each for each in kin if each.alleged_perpetrator)
    planned(case, replace(WEEKLY, whom="", person_id=violent.id))
    assert [line.is_warned_of for line in lines(case)] == [True]
    other = next(each for each in kin if not each.alleged_perpetrator)
    meet_on_review(case)
    review(case, contact=ContactDraft(person_id=other.id), reason="Tryeza.")
    assert [line.is_warned_of for line in lines(case)] == [False]


@pytest.mark.article("17(3.5)")
def test_nothing_is_owed_of_contacts_once_the_child_has_died(a_case: At) -> None:
    case = a_case("assessed")
    planned(case)
    died(case)
    assert Duty.LOG_CONTACT not in case.duties()
