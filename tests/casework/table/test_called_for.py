"""What a meeting was for, and what went ahead of it, by its own day: Art. 8(7), 8(11), 15(1)."""

from datetime import date, timedelta

import pytest
from sqlalchemy import select

from casework.table import convening, record_correction, succession
from casework.table.record_correction import WasSo
from casework.table.succession import End
from core.clock import at_local, local_day
from models.breach import BreachRow
from models.meeting import Meeting
from models.session import unit_of_work
from rules.breaches import Wrong
from rules.called_for import NotReviewedThen
from rules.succession import Departure
from tests.builders import HOUR, SILENT
from tests.casework.conftest import At
from tests.casework.table.test_record_correction import BECAUSE
from tests.casework.table.test_unplanned import hold, owed_to, take_place


@pytest.mark.article("8(11)", "15(1)", "17(3)")
def test_what_it_was_for_follows_from_its_day_and_goes_with_it(a_case: At) -> None:
    """Neither closing nor a review, whatever was proposed and decided since: 8(11), 15(1)."""
    case = a_case("decided")
    closure = case.closure()
    assert closure.approved_at is not None
    assert closure.decided_on is not None
    approved, decided = local_day(closure.approved_at), closure.decided_on
    before, between = approved - timedelta(days=1), approved + timedelta(days=1)
    case.clock.move_to(decided + timedelta(days=2))
    meeting = take_place(case, before, items=["Shkolla."])
    assert (meeting.kind, "closure" in meeting.agenda) == ("other", False)
    assert take_place(case, decided + timedelta(days=1)).kind == "other"
    assert case.propose(case.clock.now() + timedelta(days=14), all_the_same=True).kind == "other"
    with pytest.raises(NotReviewedThen):
        take_place(case, decided + timedelta(days=1), on_review=True, that_day=1)
    assert take_place(case, approved, on_review=True, that_day=9).kind == "review"
    assert owed_at_closing(meeting) == []
    for day, kind, struck in ((between, "closure", False), (before, "other", True)):
        with case.manager() as work:
            record_correction.correct(work, meeting.id, WasSo(on=day), BECAUSE)
        with unit_of_work() as work:
            now = work.session.get_one(Meeting, meeting.id)
            assert (now.kind, kind in now.agenda) == (kind, kind == "closure")
            assert sum(code.startswith("own:") for code in now.agenda) == 1
        assert set(owed_at_closing(meeting)) == {(between, struck)}


def owed_at_closing(meeting: Meeting) -> list[tuple[date, bool]]:
    """Each who had to be invited to a meeting on closing, and whether it is struck through."""
    query = select(BreachRow).filter_by(meeting_id=meeting.id, duty=Wrong.NOT_ALL_INVITED)
    with unit_of_work() as work:
        return [(row.limit_on, row.struck_on is not None) for row in work.session.scalars(query)]


@pytest.mark.article("8(3)")
def test_what_fell_away_with_a_meeting_is_owed_after_all_if_it_took_place(a_case: At) -> None:
    """To who has left since as well; not to whoever had left before its last day."""
    case = a_case("minuted")
    day, silent = case.clock.today(), case.seat(SILENT)
    early = next(each for each in case.members() if each != silent)
    meeting = case.propose(
        at_local(day + timedelta(days=5), HOUR), short_notice_reason="Nata.", all_the_same=True
    )
    case.stage.move_to(day + timedelta(days=3))  # the last day to invite was yesterday
    case.agree()
    case.stage.settle()
    assert owed_to(silent, meeting) == owed_to(early, meeting) == {("8(3)", False)}
    case.clock.move_to(meeting.day + timedelta(days=2))
    with case.manager() as work:
        end = End(Departure.END_OF_OFFICE, "Iku.", on=day + timedelta(days=4))
        succession.release(work, case.case, silent, end)
        convening.cancel(work, case.case, meeting.id, on=day + timedelta(days=1))
    assert owed_to(silent, meeting) == owed_to(early, meeting) == {("8(3)", True)}
    with case.manager() as work:
        end = End(Departure.END_OF_OFFICE, "Iku.", on=day + timedelta(days=1))
        succession.release(work, case.case, early, end)
    hold(case, meeting)
    assert owed_to(silent, meeting) == {("8(3)", False)}
    assert owed_to(early, meeting) == {("8(3)", True)}


@pytest.mark.article("8(7)", "8(11)")
def test_which_meeting_was_the_first_does_not_hang_on_which_was_typed_first(a_case: At) -> None:
    """Nor where the one that is typed last had been planned, and was held on its day."""
    case = a_case("invited")
    planned = case.meeting()
    case.clock.move_to(planned.day + timedelta(days=3))
    night = take_place(case, planned.day + timedelta(days=2))
    assert (night.kind, without_papers(night)) == ("first", {False})
    hold(case, planned)
    assert without_papers(night) == {True}
    assert without_papers(planned) == {False}  # no server took its invitations
    for day, kind, struck in (
        (planned.day - timedelta(days=4), "first", {False, True}),
        (planned.day + timedelta(days=1), "other", {True}),
    ):
        with case.manager() as work:
            record_correction.correct(work, night.id, WasSo(on=day), BECAUSE)
        with unit_of_work() as work:
            assert work.session.get_one(Meeting, night.id).kind == kind
        assert without_papers(night) == struck
        assert without_papers(planned) == {kind == "first"}


def without_papers(meeting: Meeting) -> set[bool]:
    """Whether the lapses of 8(7) of this meeting are struck through."""
    query = select(BreachRow).filter_by(meeting_id=meeting.id, duty=Wrong.NO_PAPERS)
    with unit_of_work() as work:
        return {row.struck_on is not None for row in work.session.scalars(query)}
