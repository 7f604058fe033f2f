"""When a report can have come: Art. 8(9), 14(2)."""

from datetime import date, timedelta

import pytest

from rules.days import StillToCome
from rules.report_days import ReportedBeforeReferral, check_came

TODAY, REFERRED = date(2026, 10, 5), date(2026, 9, 7)
DAY = timedelta(days=1)


@pytest.mark.article("8(9)", "14(2)")
def test_a_report_comes_between_the_referral_and_today() -> None:
    assert check_came(None, TODAY, referred_on=REFERRED) == TODAY
    assert check_came(REFERRED, TODAY, referred_on=REFERRED) == REFERRED
    with pytest.raises(ReportedBeforeReferral):
        check_came(REFERRED - DAY, TODAY, referred_on=REFERRED)
    with pytest.raises(StillToCome):
        check_came(TODAY + DAY, TODAY, referred_on=REFERRED)
