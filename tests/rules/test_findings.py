"""Whom a word on the monitoring reached, and whether it was one: Art. 14(3.4)."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from uuid import UUID

import pytest

from rules.findings import FindingsSent, ToldFacts, counted, kept_from, without_word
from rules.monitoring import FindingsMeans

DAY = timedelta(days=1)
ON = date(2026, 10, 20)
POLICE, WELFARE = UUID(int=1), UUID(int=2)
TOLD = ToldFacts(1, ON, FindingsMeans.LINK)
AGAIN = ToldFacts(2, ON + 3 * DAY, FindingsMeans.LINK)
BACK = FindingsSent(1, ON, POLICE, sits=True, arrived=False)
SENT = replace(BACK, member=WELFARE, arrived=True)


def on_paper(on: date) -> ToldFacts:
    return ToldFacts(3, on, FindingsMeans.PAPER)


def in_meeting(on: date) -> ToldFacts:
    return ToldFacts(4, on, FindingsMeans.MEETING)


@pytest.mark.article("14(3.4)")
def test_a_mail_that_reached_nobody_told_nobody() -> None:
    assert counted([TOLD], [BACK, SENT], []) == [TOLD]
    assert counted([TOLD], [BACK, replace(SENT, number=2)], []) == []
    assert counted([TOLD], [replace(SENT, sits=False)], []) == [TOLD]  # left since
    assert counted([on_paper(ON)], [], []) == [on_paper(ON)]


@pytest.mark.article("14(3.4)", "9")
def test_what_was_told_in_a_meeting_counts_while_the_table_is_on_record_as_having_met() -> None:
    assert counted([in_meeting(ON)], [], [ON]) == [in_meeting(ON)]
    assert counted([in_meeting(ON)], [], [ON - DAY]) == []
    assert counted([in_meeting(ON)], [replace(SENT, number=4)], []) == []


@pytest.mark.article("14(3.4)")
def test_who_was_not_reached_is_without_word_until_a_mail_reaches_them() -> None:
    assert without_word([TOLD], [BACK, SENT], []) == {POLICE: ON}
    assert without_word([TOLD], [replace(BACK, sits=False)], []) == {}
    there = replace(BACK, arrived=True)
    assert without_word([TOLD], [there, BACK], []) == {}  # sent again once the contact was right
    later = replace(BACK, number=2, on=AGAIN.on)
    assert without_word([TOLD, AGAIN], [later, BACK], []) == {POLICE: ON}
    assert without_word([TOLD, AGAIN], [replace(later, arrived=True), BACK], []) == {}
    assert without_word([TOLD, AGAIN], [later, there], []) == {POLICE: AGAIN.on}


@pytest.mark.article("14(3.4)", "10(2)")
def test_who_was_barred_by_mistake_is_told_the_last_of_it() -> None:
    def missed(
        told: list[ToldFacts], sent: list[FindingsSent], met: Sequence[date] = (), since: date = ON
    ) -> int | None:
        return kept_from(told, sent, met, member=POLICE, declared_on=since)

    later = replace(SENT, number=2, on=AGAIN.on)
    assert missed([], []) is None
    assert missed([TOLD], [SENT]) == 1
    assert missed([TOLD], [SENT], since=ON + DAY) is None
    assert missed([TOLD, AGAIN], [SENT, later]) == 2
    assert missed([TOLD, AGAIN], [SENT, later, replace(SENT, member=POLICE)]) == 2
    assert missed([TOLD, AGAIN], [SENT, later, replace(later, member=POLICE)]) is None
    assert missed([TOLD, AGAIN], [SENT, later, replace(BACK, number=2)]) == 2
    assert missed([on_paper(ON)], []) == 3
    assert missed([in_meeting(ON)], [], [ON]) == 4
    assert missed([in_meeting(ON)], [], []) is None


@pytest.mark.article("14(3.4)")
def test_who_was_not_reached_is_told_on_paper_or_in_a_meeting_on_that_day_or_since() -> None:
    for said, met in ((on_paper, []), (in_meeting, [ON, ON + DAY, ON - DAY])):
        assert without_word([TOLD, said(ON)], [BACK], met) == {}
        assert without_word([TOLD, said(ON + DAY)], [BACK], met) == {}
        assert without_word([TOLD, said(ON - DAY)], [BACK], met) == {POLICE: ON}
    assert without_word([TOLD, in_meeting(ON)], [BACK], []) == {POLICE: ON}
