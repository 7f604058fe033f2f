"""The meeting itself: who was told, who came, what the absent think: Art. 8(10), 9, 10."""

from datetime import date, time, timedelta
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import select, update
from sqlalchemy.exc import IntegrityError

from casework.record.table import sitting
from casework.table import meetings
from casework.table.meetings import Presence
from core.clock import at_local, local_day
from identity.access import NotThere
from models.family_word import FamilyWord
from models.meeting import Attendance, FamilyNotice
from models.session import Work, unit_of_work
from queries import dashboard
from rules.beginning import ToldBeforeTheReferral
from rules.duties import Duty
from rules.meetings import (
    AttendanceIncomplete,
    FamilyNotTold,
    MeetingNotYetBegun,
    MeetingNotYetHeld,
    ToldBy,
    ViewsMissing,
)
from rules.proposal import NoMeetingPlanned
from rules.telling import WordCorrectedWithoutReason
from simulation import words
from tests.builders import HOUR, SILENT, ACase
from tests.casework.conftest import At


def everybody(work: Work, case: ACase) -> dict[UUID, Presence]:
    return {member.id: Presence(present=True) for member in sitting(work.session, case.case)}


def relatives(case: ACase) -> dict[str, object]:
    with unit_of_work() as work:
        return {person.relation: person.id for person in meetings.family_of(work, case.case)}


def hold(case: ACase, family: dict[str, Presence]) -> None:
    known = relatives(case)
    with case.manager() as work:
        meetings.hold(
            work,
            case.case,
            attendance=everybody(work, case),
            family={known[relation]: presence for relation, presence in family.items()},  # type: ignore[misc]
        )


ABSENT = Presence(False, words.FATHERS_VIEWS)


@pytest.mark.article("8(10)")
def test_the_family_is_told_or_it_is_said_why_not(a_case: At) -> None:
    case = a_case("invited")
    father = relatives(case)["father"]
    with pytest.raises(FamilyNotTold), case.manager() as work:
        meetings.tell_family(work, case.case, father, on=None, reason=" ")  # type: ignore[arg-type]
    slip = case.begins.replace(year=1900)
    with pytest.raises(ToldBeforeTheReferral), case.manager() as work:
        meetings.tell_family(work, case.case, father, on=slip, how=ToldBy.PHONE)  # type: ignore[arg-type]
    assert Duty.NOTIFY_FAMILY in case.duties()
    case.tell_family()
    assert Duty.NOTIFY_FAMILY not in case.duties()
    acts = [entry for entry in case.trail() if entry[1] == "8(10)"]
    assert acts == [("family not told", "8(10)"), *[("family told", "8(10)")] * 2]


TOLD = date(2026, 9, 14)
"""The day on which the scene tells them."""


@pytest.mark.article("8(10)")
def test_each_word_to_the_family_stays_and_the_last_one_counts_also_after_the_meeting(
    a_case: At,
) -> None:
    case = a_case("told")
    father = UUID(str(relatives(case)["father"]))
    case.stage.move_to(case.meeting().day, HOUR)
    hold(case, dict.fromkeys(relatives(case), Presence(present=True)))
    meeting = case.held()
    for on, reason, because in (
        (None, "S'u gjet.", "U ngatërrua me një tjetër."),
        (meeting.met_on - timedelta(days=1), "", "E konfirmoi babai."),
    ):
        with pytest.raises(WordCorrectedWithoutReason), case.manager() as work:
            say(work, case, father, on, reason, meeting_id=meeting.id)
        with case.manager() as work:
            say(work, case, father, on, reason, because=because, meeting_id=meeting.id)
    with unit_of_work() as work:
        query = select(FamilyWord).where(FamilyWord.person_id == father)
        found = work.session.scalars(query.order_by(FamilyWord.number)).all()
        assert [(each.told_on, each.because) for each in found] == [
            (TOLD, None),
            (None, "U ngatërrua me një tjetër."),
            (meeting.met_on - timedelta(days=1), "E konfirmoi babai."),
        ]
        notice = work.session.scalars(select(FamilyNotice).filter_by(person_id=father)).one()
        assert (notice.notified_on, notice.present) == (found[-1].told_on, True)
    with pytest.raises(IntegrityError, match="family_notice_stays"), unit_of_work() as work:
        work.session.execute(update(FamilyNotice).values(notified_on=TOLD))


def say(work: Work, case: ACase, who: UUID, on: date | None, reason: str, **more: Any) -> None:
    meetings.tell_family(work, case.case, who, on=on, how=ToldBy.VISIT, reason=reason, **more)


@pytest.mark.article("8(10)")
def test_nobody_of_another_family_is_told(a_case: At) -> None:
    case = a_case("invited")
    with pytest.raises(NotThere), case.manager() as work:
        meetings.tell_family(work, case.case, case.case, on=case.clock.today(), how=ToldBy.PHONE)


@pytest.mark.article("9")
def test_everybody_at_the_table_has_a_line_present_or_not(a_case: At) -> None:
    case = a_case("told")
    absent = case.seat(SILENT)
    meeting = case.hold(absent={absent: "Në detyrë."})
    with unit_of_work() as work:
        query = select(Attendance).where(Attendance.meeting_id == meeting.id)
        lines = {line.member_id: line for line in work.session.scalars(query)}
    assert set(lines) == set(case.members())
    assert (lines[absent].present, lines[absent].reason) == (False, "Në detyrë.")
    assert case.recorded("meeting held").detail["present"] == len(lines) - 1


@pytest.mark.article("9")
def test_nobody_is_absent_because_nobody_said_so(a_case: At) -> None:
    case = a_case("told")
    with unit_of_work() as work:
        said = dict(list(everybody(work, case).items())[1:])
    with pytest.raises(AttendanceIncomplete), case.manager() as work:
        meetings.hold(work, case.case, attendance=said)
    with unit_of_work() as work:
        assert work.session.scalars(select(Attendance)).all() == []


@pytest.mark.article("10(6)")
def test_nobody_from_outside_the_table_attends(a_case: At) -> None:
    case = a_case("told")
    with pytest.raises(NotThere), case.manager() as work:
        meetings.hold(work, case.case, attendance={case.case: Presence(present=True)})


@pytest.mark.article("8(10)")
def test_a_meeting_without_word_to_the_family_is_not_recorded(a_case: At) -> None:
    case = a_case("invited")
    case.stage.move_to(case.meeting().day, HOUR)
    with pytest.raises(FamilyNotTold):
        hold(case, dict.fromkeys(("child", "father", "mother"), ABSENT))


@pytest.mark.article("8(10)")
def test_the_views_of_who_is_absent_are_heard(a_case: At) -> None:
    case = a_case("told")
    with pytest.raises(ViewsMissing):
        hold(case, {"child": ABSENT, "father": Presence(False, " "), "mother": ABSENT})
    hold(case, dict.fromkeys(("child", "father", "mother"), ABSENT))
    with unit_of_work() as work:
        notices = work.session.scalars(select(FamilyNotice)).all()
    assert {notice.views for notice in notices} == {words.FATHERS_VIEWS}


@pytest.mark.article("10(1)")
def test_a_meeting_held_earlier_than_agreed_is_recorded_on_its_day(a_case: At) -> None:
    case = a_case("invited")
    case.tell_family()
    early = case.clock.today()
    with case.manager() as work:
        present = {member: Presence(present=True) for member in case.members()}
        kin = {person.id: ABSENT for person in meetings.family_of(work, case.case)}
        held = meetings.hold(work, case.case, attendance=present, family=kin, on=early)
        assert held.held_at is not None
        assert local_day(held.held_at) == early < held.day


@pytest.mark.article("10(1)")
def test_the_record_begins_on_the_day_of_the_meeting(a_case: At) -> None:
    case = a_case("invited")
    case.tell_family()
    case.stage.move_to(case.meeting().day - timedelta(days=1))
    with pytest.raises(MeetingNotYetHeld) as refused:
        case.hold()
    assert refused.value.facts["day"] == case.meeting().day
    case.stage.move_to(case.meeting().day, time(9, 59))
    with pytest.raises(MeetingNotYetBegun) as early, case.manager() as work:
        meetings.hold(work, case.case, attendance=everybody(work, case))
    assert early.value.facts["hour"] == f"{HOUR:%H:%M}"
    case.stage.move_to(case.meeting().day, HOUR)
    case.hold()


@pytest.mark.article("9")
def test_a_meeting_is_held_once(a_case: At) -> None:
    case = a_case("met")
    with pytest.raises(NoMeetingPlanned):
        case.hold()
    assert case.trail().count(("meeting held", "9")) == 1


@pytest.mark.article("8(3)")
def test_a_meeting_before_eight_is_still_to_come_that_day(a_case: At) -> None:
    """A day begins at midnight, not with the reminders."""
    case = a_case("prepared")
    case.convene(at_local(case.working_day(14), time(7, 30)))
    case.stage.move_to(case.meeting().day, time(7))
    with case.manager() as work:
        listed = [place for _, _, place, _ in dashboard.meetings_to_come(work).lines]
    assert listed == [case.meeting().place]
