"""A grave decision is weighed against another, by somebody, with the child's view: ours, 0123."""

from dataclasses import replace
from datetime import date, timedelta
from uuid import UUID

import pytest

from rules.days import StillToCome
from rules.decision_records import (
    BASIS,
    ChildsViewMissing,
    DecidedSoFar,
    DecisionSubject,
    Dissented,
    DissentNotTold,
    NobodyDecided,
    NothingChosen,
    NothingDecidedThere,
    NotWhy,
    OptionFacts,
    OptionNotWeighed,
    OtherDayThanTheMeeting,
    RecordCorrectedAlready,
    RecordedWithoutReason,
    RecordGoneWithoutReason,
    RecordTakenBackAlready,
    TooFewOptions,
    WeighedFacts,
    check_record,
    check_record_correction,
    check_record_taken_back,
    met_otherwise,
    unweighed,
)
from rules.refusals import NotPossible, ProcedureRefused

TODAY = date(2026, 9, 30)
DAY = timedelta(days=1)
MEETING = UUID(int=1)
HOME = OptionFacts("Në shtëpi", "E rrezikshme.", "Mbetet me nënën.", "Shkolla e njëjtë.")
AUNT = OptionFacts("Te tezja", "E sigurt.", "E njeh mirë.", "Nuk dihet.")
RECORD = WeighedFacts(
    DecisionSubject.REMOVAL,
    TODAY,
    options=(HOME, AUNT),
    chosen=2,
    rests_on="Raporti i policisë.",
    why="Në shtëpi nuk është e sigurt.",
    view="Do të rrijë me tezen.",
    by_whom="Gjykata",
)


@pytest.mark.article("12(3)")
@pytest.mark.parametrize(
    ("record", "refusal"),
    [
        (RECORD, None),
        (replace(RECORD, on=TODAY - 300 * DAY), None),  # long before it is typed
        (replace(RECORD, view="", not_asked="Dy vjeç."), None),
        (replace(RECORD, by_whom="", meeting_id=MEETING, met_on=TODAY), None),
        (replace(RECORD, meeting_id=MEETING, met_on=TODAY), None),  # and who put it to the table
        (replace(RECORD, dissented=Dissented.SOMEBODY, dissent="Shkolla."), None),
        (replace(RECORD, on=TODAY + DAY), StillToCome),
        (replace(RECORD, options=(HOME,), chosen=1), TooFewOptions),
        *(
            (replace(RECORD, options=(HOME, replace(AUNT, **{each: " "}))), OptionNotWeighed)
            for each in ("name", "safety", "attachment", "daily_life")
        ),
        (replace(RECORD, chosen=None), NothingChosen),
        (replace(RECORD, chosen=0), NothingChosen),
        (replace(RECORD, chosen=3), NothingChosen),
        (replace(RECORD, rests_on=" "), NotWhy),
        (replace(RECORD, why=""), NotWhy),
        (replace(RECORD, view=" "), ChildsViewMissing),
        (replace(RECORD, not_asked="Dy vjeç."), ChildsViewMissing),  # one of the two
        (replace(RECORD, by_whom=" "), NobodyDecided),
        (replace(RECORD, meeting_id=MEETING), NothingDecidedThere),
        (replace(RECORD, meeting_id=MEETING, met_on=TODAY - DAY), OtherDayThanTheMeeting),
        (replace(RECORD, dissented=Dissented.SOMEBODY, dissent=" "), DissentNotTold),
    ],
)
def test_what_a_record_says(record: WeighedFacts, refusal: type[ProcedureRefused] | None) -> None:
    if refusal is None:
        check_record(record, TODAY)
        return
    with pytest.raises(refusal) as refused:
        check_record(record, TODAY)
    ours = refusal is not StillToCome and not issubclass(refusal, NotPossible)
    assert (refused.value.basis == BASIS) is ours


@pytest.mark.article("12(3)")
@pytest.mark.parametrize(
    ("corrected", "taken_back", "refusal"),
    [(True, False, RecordCorrectedAlready), (False, True, RecordTakenBackAlready)],
)
def test_a_record_is_corrected_or_taken_back_once_with_the_reason(
    *, corrected: bool, taken_back: bool, refusal: type[ProcedureRefused]
) -> None:
    check_record_correction(reason="Ishte dje.", corrected=False, taken_back=False)
    check_record_taken_back(why="Fëmijë tjetër.", corrected=False, taken_back=False)
    with pytest.raises(refusal):
        check_record_correction(reason="Ishte dje.", corrected=corrected, taken_back=taken_back)
    with pytest.raises(refusal):
        check_record_taken_back(why="Gabim.", corrected=corrected, taken_back=taken_back)
    with pytest.raises(RecordedWithoutReason):
        check_record_correction(reason=" ", corrected=False, taken_back=False)
    with pytest.raises(RecordGoneWithoutReason):
        check_record_taken_back(why=" ", corrected=False, taken_back=False)


@pytest.mark.article("12(3)")
def test_a_meeting_on_another_day_than_its_record_is_shown() -> None:
    assert met_otherwise(TODAY, TODAY) is None
    assert met_otherwise(TODAY, None) is None
    assert met_otherwise(TODAY, TODAY - DAY) == TODAY - DAY
    assert met_otherwise(TODAY, TODAY + DAY) == TODAY + DAY


@pytest.mark.article("12(3)")
def test_what_is_decided_without_a_record_is_shown_and_no_more() -> None:
    both = DecidedSoFar(sheltered_on=TODAY, closing_on=TODAY)
    placed, closing = (DecisionSubject.PLACEMENT, TODAY), (DecisionSubject.CLOSING, TODAY)
    assert unweighed(DecidedSoFar(), []) == []
    assert unweighed(both, []) == [placed, closing]
    assert unweighed(both, [(DecisionSubject.REMOVAL, TODAY)]) == [closing]
    month = 30 * DAY
    assert unweighed(both, [(DecisionSubject.PLACEMENT, TODAY - month)]) == [closing]  # ahead
    assert unweighed(both, [(DecisionSubject.PLACEMENT, TODAY - month - DAY)]) == [placed, closing]
    assert unweighed(both, [(DecisionSubject.CLOSING, TODAY - 300 * DAY)]) == [placed]
    assert unweighed(both, [(DecisionSubject.CONTACT_LIMIT, TODAY)]) == [placed, closing]
    again = DecidedSoFar(closing_on=TODAY, gave_up_on=TODAY - DAY)
    assert unweighed(again, [(DecisionSubject.CLOSING, TODAY - 2 * DAY)]) == [closing]
    assert unweighed(again, [(DecisionSubject.CLOSING, TODAY - DAY)]) == []
