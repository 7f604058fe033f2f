"""Where a question stands, whoever left, died or answered: Art. 14(3.1), 10(2), 17(3.5)."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from rules.inquiry_states import AskedFacts, Stands, where_it_stands

DUE = date(2026, 11, 16)
DAY = timedelta(days=1)
ASKED = AskedFacts(DUE)


@pytest.mark.article("14(3.1)", "10(2)", "17(3.5)")
@pytest.mark.parametrize(
    ("asked", "on_its_day", "after_it"),
    [
        (ASKED, Stands.AWAITED, Stands.LATE),
        (replace(ASKED, gone_on=DUE - DAY), Stands.LEFT, Stands.LEFT),
        (replace(ASKED, gone_on=DUE), Stands.LEFT, Stands.LEFT),
        (replace(ASKED, gone_on=DUE + DAY), Stands.LEFT, Stands.LATE),  # it had passed before
        (replace(ASKED, died_on=DUE), Stands.ENDED, Stands.ENDED),
        (replace(ASKED, died_on=DUE + DAY), Stands.ENDED, Stands.LATE),
        (replace(ASKED, answered=True, gone_on=DUE), Stands.ANSWERED, Stands.ANSWERED),
        (replace(ASKED, withdrawn=True, died_on=DUE), Stands.WITHDRAWN, Stands.WITHDRAWN),
    ],
)
def test_late_is_what_was_let_pass_by_who_sat(
    asked: AskedFacts, on_its_day: Stands, after_it: Stands
) -> None:
    assert where_it_stands(asked, DUE) is on_its_day
    assert where_it_stands(asked, DUE + DAY) is after_it
