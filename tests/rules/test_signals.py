"""What suggests a reassessment, and what answers it: Art. 14(4)."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from uuid import UUID, uuid4

import pytest

from rules.assessment import Risk
from rules.days import StillToCome
from rules.items import agenda_for
from rules.left_behind import DatedFacts
from rules.meetings import MeetingKind
from rules.refusals import ProcedureRefused
from rules.signals import (
    AnsweringMeeting,
    MetBeforeTheSignal,
    NoSignalChosen,
    OpenActionFacts,
    RiskFacts,
    Signal,
    SignalFacts,
    SignalKind,
    SignalNotStanding,
    SignalWithoutWord,
    SourceFacts,
    check_answer,
    open_signals,
    standing,
)

DAY = timedelta(days=1)
MET = date(2026, 3, 10)
TODAY = MET + 20 * DAY
IT, OTHER = uuid4(), uuid4()


def at(day: date, hour: int = 12) -> datetime:
    return datetime.combine(day, time(hour), UTC)


def source(day: date, typed: date | None = None, id: UUID = IT) -> SourceFacts:
    return SourceFacts(id, day, at(typed or day))


def risk(day: date, level: Risk, id: UUID = IT, hour: int = 12) -> RiskFacts:
    return RiskFacts(id, day, at(day, hour), level)


ASSESSED = SignalFacts(assessed=DatedFacts(MET, at(MET)))


def late(due: date, **more: SourceFacts) -> SignalFacts:
    return replace(ASSESSED, actions=(OpenActionFacts(IT, due, **more),))


def seen(facts: SignalFacts, today: date = TODAY) -> list[tuple[SignalKind, date]]:
    return [(each.kind, each.since) for each in open_signals(facts, today)]


@pytest.mark.article("14(4)")
@pytest.mark.parametrize(
    ("facts", "found"),
    [
        (ASSESSED, []),
        (late(TODAY), []),  # the due day is in time
        (late(TODAY - DAY), [(SignalKind.OVERDUE, TODAY)]),
        (late(MET - DAY), []),  # the table knew, and assessed
        (late(MET), [(SignalKind.OVERDUE, MET + DAY)]),
        (
            late(MET + DAY, uncompleted=source(MET + 3 * DAY)),
            [(SignalKind.UNCOMPLETED, MET + 3 * DAY)],
        ),
        (replace(ASSESSED, given=(source(MET),)), []),
        (replace(ASSESSED, given=(source(MET + DAY),)), [(SignalKind.INFORMATION, MET + DAY)]),
        (
            replace(ASSESSED, given=(source(MET - DAY, MET + DAY),)),  # nobody had it on record
            [(SignalKind.INFORMATION, MET - DAY)],
        ),
        (replace(ASSESSED, found=(source(MET + DAY),)), [(SignalKind.FOUND, MET + DAY)]),
        (
            replace(ASSESSED, referred=(source(MET + DAY),)),
            [(SignalKind.REFERRED_AGAIN, MET + DAY)],
        ),
        (replace(ASSESSED, lost=(source(MET + DAY),)), [(SignalKind.MEMBER_LOST, MET + DAY)]),
        (
            replace(late(MET), lost=(source(MET + 3 * DAY, id=OTHER),)),
            [(SignalKind.OVERDUE, MET + DAY), (SignalKind.MEMBER_LOST, MET + 3 * DAY)],
        ),
    ],
)
def test_each_signal_has_its_day_and_what_the_table_knew_is_none(
    facts: SignalFacts, found: list[tuple[SignalKind, date]]
) -> None:
    assert seen(facts) == found
    assert seen(replace(facts, is_over=True)) == []
    assert seen(replace(facts, assessed=None)) == []


@pytest.mark.article("5(1.2)", "14(4)")
def test_before_the_table_assessed_only_what_came_in_since_the_managers_own_is_one() -> None:
    prepared = SignalFacts(
        prepared=DatedFacts(MET, at(MET)),
        actions=(OpenActionFacts(IT, MET),),
        given=(source(MET), source(MET + DAY, id=OTHER)),
        found=(source(MET + 2 * DAY),),
        lost=(source(MET + DAY),),
    )
    came = [(SignalKind.INFORMATION, MET + DAY), (SignalKind.FOUND, MET + 2 * DAY)]
    assert seen(prepared) == came
    assert seen(replace(prepared, is_over=True)) == []
    assessed = replace(prepared, assessed=DatedFacts(MET + 2 * DAY, at(MET + 2 * DAY)))
    assert seen(assessed) == []  # the table's own takes the place


@pytest.mark.article("14(4)", "12(3.1)")
@pytest.mark.parametrize(
    ("levels", "found"),
    [
        ([risk(MET, Risk.HIGH)], []),
        ([risk(MET, Risk.LOW), risk(TODAY, Risk.LOW, OTHER)], []),
        ([risk(MET, Risk.HIGH), risk(TODAY, Risk.MEDIUM, OTHER)], []),
        ([risk(MET, Risk.LOW), risk(TODAY, Risk.MEDIUM, OTHER)], [OTHER]),
        ([risk(TODAY, Risk.MEDIUM, OTHER), risk(MET, Risk.NONE)], [OTHER]),  # typed out of order
        (  # the same day: what was said first there is the signal, and stays it
            [risk(MET, Risk.LOW), risk(TODAY, Risk.HIGH, OTHER), risk(TODAY, Risk.HIGH, IT, 13)],
            [OTHER],
        ),
        (
            [risk(MET, Risk.LOW), risk(TODAY, Risk.HIGH), risk(TODAY + DAY, Risk.HIGH, OTHER)],
            [],
        ),
        (  # an indicator is worse, the risk is not
            [risk(MET, Risk.HIGH), replace(risk(TODAY, Risk.LOW, OTHER), worse=True)],
            [OTHER],
        ),
        ([replace(risk(TODAY, Risk.LOW), worse=True)], []),  # before what?
    ],
)
def test_a_risk_set_higher_or_an_indicator_worse_than_before_is_a_signal(
    levels: list[RiskFacts], found: list[UUID]
) -> None:
    facts = SignalFacts(assessed=DatedFacts(TODAY, at(TODAY)), risks=tuple(levels))
    assert [each.source for each in open_signals(facts, TODAY)] == found


@pytest.mark.article("14(4)")
def test_an_answered_signal_comes_back_only_with_something_new() -> None:
    facts = late(MET)
    (signal,) = open_signals(facts, TODAY)
    answered = replace(facts, answered=frozenset({signal}))
    assert seen(answered) == []
    assert list(standing(answered, TODAY)) == [signal]
    moved = replace(answered, actions=(OpenActionFacts(IT, MET + 5 * DAY),))
    assert seen(moved) == [(SignalKind.OVERDUE, MET + 6 * DAY)]
    found = replace(answered, actions=(OpenActionFacts(IT, MET, source(MET + 7 * DAY)),))
    assert seen(found) == [(SignalKind.UNCOMPLETED, MET + 7 * DAY)]


OPEN = replace(ASSESSED, given=(source(MET + 2 * DAY),))
GIVEN = Signal(SignalKind.INFORMATION, IT, MET + 2 * DAY)
PLANNED = AnsweringMeeting(called_off=False, held_on=None)


def answer(
    *signals: Signal,
    on: date = TODAY,
    reason: str = "",
    meeting: AnsweringMeeting | None = None,
) -> Callable[[], None]:
    return lambda: check_answer(signals, OPEN, on, TODAY, reason=reason, meeting=meeting)


@pytest.mark.article("14(4)")
@pytest.mark.parametrize(
    ("act", "refusal"),
    [
        (answer(GIVEN, reason="E di."), None),
        (answer(GIVEN, on=MET + 2 * DAY, meeting=PLANNED), None),
        (answer(GIVEN, meeting=AnsweringMeeting(called_off=False, held_on=MET + 2 * DAY)), None),
        (answer(reason="E di."), NoSignalChosen),
        (answer(GIVEN, reason=" "), SignalWithoutWord),
        (answer(GIVEN, meeting=replace(PLANNED, called_off=True)), SignalWithoutWord),
        (answer(GIVEN, meeting=replace(PLANNED, held_on=MET + DAY)), MetBeforeTheSignal),
        (answer(GIVEN, on=MET + DAY, reason="E di."), SignalNotStanding),
        (answer(GIVEN, on=TODAY + DAY, reason="E di."), StillToCome),
        (answer(replace(GIVEN, source=OTHER), reason="E di."), SignalNotStanding),
    ],
)
def test_a_signal_is_answered_with_a_meeting_or_a_reason_on_a_day_since_it(
    act: Callable[[], None], refusal: type[ProcedureRefused] | None
) -> None:
    if refusal is None:
        act()
        return
    with pytest.raises(refusal):
        act()


@pytest.mark.article("14(4)", "10(4)")
def test_every_meeting_of_a_case_has_the_reassessment_on_its_agenda() -> None:
    of_a_case = set(MeetingKind) - {MeetingKind.QUARTERLY}
    assert all("needs_assessment" in agenda_for(kind) for kind in of_a_case)
