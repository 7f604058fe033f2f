"""The notice that a member did not come, and what takes its place: Art. 14(3.2)."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from casework.case import absence
from casework.table import conflicts, declarations
from casework.table.record_correction import WasSo
from models.outbox import Message
from models.session import unit_of_work
from models.superior import AbsenceNotice
from notifications import answered, delivery
from notifications.channels import Reply, Verdict
from rules.attendance import AbsenceToldAlready, NothingMissed, NoticeHolds, ToldThatItFell
from rules.superior import SuperiorMeans, ToldSuperior
from tests.builders import HOUR, SILENT
from tests.casework.conftest import At
from tests.casework.table.test_record_correction import AWAY, HERE, correct


@pytest.mark.article("9", "14(3.2)")
def test_a_notice_of_absence_follows_the_record_until_a_letter_takes_its_place(a_case: At) -> None:
    case = a_case("minuted")
    case.convene(case.at(42))
    case.tell_family()
    case.stage.move_to(case.meeting().day, HOUR)
    seat = case.seat(SILENT)
    case.hold(absent={seat: ""})
    with case.manager() as work:
        absence.notify_of_absence(work, seat)
    with case.manager() as work, pytest.raises(AbsenceToldAlready):
        absence.notify_of_absence(work, seat)
    correct(case, WasSo(on=case.clock.today() - timedelta(days=1)))  # the same absence
    (mail,) = case.messages("attendance/absent")
    assert (mail.status, mail.context["missed_on"]) == ("queued", [case.held().met_on.isoformat()])
    with case.manager() as work, pytest.raises(AbsenceToldAlready):
        absence.notify_of_absence(work, seat)
    correct(case, WasSo({seat: HERE}))  # who was there stayed away from nothing
    assert case.messages("attendance/absent")[0].status == "obsolete"
    assert ("notice to superior withdrawn", "14(3.2)") in case.trail()
    with case.manager() as work, pytest.raises(NothingMissed):
        absence.notify_of_absence(work, seat)
    correct(case, WasSo({seat: AWAY}))
    with case.manager() as work:
        absence.notify_of_absence(work, seat)
    said = ToldSuperior(case.clock.today(), SuperiorMeans.CALL, witness="Asistentja")
    with case.manager() as work:
        notice = absence.record_told(work, seat, said)
        assert (notice.notified_at, notice.served_on) == (None, said.on)
        absence.record_reply(work, notice.id, came_on=said.on, words="Do të vijë.")
    assert case.messages("attendance/absent")[0].status == "obsolete"
    assert ("superior's reply", "14(3.2)") in case.trail()
    correct(case, WasSo({seat: HERE}))  # they hear that it does not hold, on the manager's word
    with case.manager() as work:
        absence.take_back(work, notice.id)
    with case.manager() as work, pytest.raises(ToldThatItFell):
        absence.take_back(work, notice.id)
    (mail,) = case.messages("attendance/corrected")
    assert (mail.status, mail.context["missed_on"]) == ("queued", [case.held().met_on.isoformat()])
    correct(case, WasSo({seat: AWAY}))  # unless the record says again that they were away
    assert case.messages("attendance/corrected")[0].status == "obsolete"
    with case.manager() as work, pytest.raises(NoticeHolds):
        absence.take_back(work, notice.id)


@pytest.mark.article("10(2)", "14(3.2)")
@pytest.mark.parametrize("has_left", [False, True])
def test_a_notice_of_whoever_was_barred_that_day_does_not_hold(
    a_case: At, *, has_left: bool
) -> None:
    """By a paper that turned up since; what waits does not leave, else the superior is told."""
    case = a_case("minuted")
    case.convene(case.at(42))
    case.tell_family()
    case.stage.move_to(case.meeting().day, HOUR)
    seat, before = case.seat(SILENT), case.clock.today() - timedelta(days=1)
    case.hold(absent={seat: ""})
    with case.manager() as work:
        absence.notify_of_absence(work, seat)
    if has_left:
        (taken,) = delivery.take(Message.template == "attendance/absent")
        answered.record([(taken, Reply(Verdict.ACCEPTED, "250 2.0.0 Ok"))])
    with case.manager() as work:
        declarations.declare(
            work, seat, conflict=True, confidential=False, on_paper=True, on=before
        )
    (mail,) = case.messages("attendance/absent")
    assert mail.status == ("sent" if has_left else "obsolete")
    with unit_of_work() as work:
        (notice,) = work.session.scalars(select(AbsenceNotice)).all()
        assert (notice.holds, notice.was_unseated, notice.was_told) == (False, True, has_left)
    if has_left:
        with case.manager() as work:
            absence.take_back(work, notice.id)
        (mail,) = case.messages("attendance/corrected")
        assert mail.context["missed_on"] == [case.held().met_on.isoformat()]
        with case.manager() as work:  # on the day of the meeting they said that it was none
            on = case.held().met_on
            conflicts.withdraw(work, case.case, seat, reason="Rreshti i gabuar.", on=on)
        assert case.messages("attendance/corrected")[0].status == "obsolete"


@pytest.mark.article("9", "14(3.2)")
def test_two_absences_of_one_mail_stay_in_it_whichever_is_the_later(a_case: At) -> None:
    case = a_case("minuted")
    first, seat = case.held(), case.seat(SILENT)
    case.convene(case.at(42))
    case.tell_family()
    case.stage.move_to(case.meeting().day, HOUR)
    case.hold(absent={seat: ""})
    with case.manager() as work:
        absence.notify_of_absence(work, seat)
    second = case.held()
    correct(case, WasSo({seat: AWAY}), first.id)  # away the time before too, and the mail says so
    later = second.met_on + timedelta(days=1)
    case.clock.move_to(later)
    correct(case, WasSo(on=later), first.id)  # and that was the later one
    (mail,) = case.messages("attendance/absent")
    assert mail.status == "queued"
    assert mail.context["missed_on"] == [day.isoformat() for day in (second.met_on, later)]
    with case.manager() as work, pytest.raises(AbsenceToldAlready):
        absence.notify_of_absence(work, seat)
