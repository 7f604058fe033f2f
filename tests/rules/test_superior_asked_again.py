"""When a superior is asked again, counted from what left: Art. 14(3.2)."""

from dataclasses import replace

import pytest

from rules.ladder import asks_superior_on
from rules.superior_facts import SilentSuperior
from tests.rules.test_ladder import ASKED, day


@pytest.mark.article("14(3.2)")
def test_a_superior_is_asked_the_second_time_as_long_after_the_first_mail_left() -> None:
    """Its own day was the seventh after, and no server took it before the eleventh."""
    asked = SilentSuperior(ASKED, asked_again_on=day(7), left_on=ASKED)
    assert asks_superior_on(asked) == day(14)
    assert asks_superior_on(replace(asked, left_on=day(11))) == day(18)
    assert asks_superior_on(SilentSuperior(ASKED, left_on=day(4))) == day(11)
    assert asks_superior_on(replace(asked, asked_again_on=day(19), left_on=day(19))) is None
