"""Where a duty is done: of the municipal table on the page of its quarter, Art. 8(2)."""

from datetime import date

import pytest

from core.i18n import translator
from core.ids import new_id
from models.life import LifeKind
from portal.duty_lines import duty_line
from queries.duty_of_life import DutyOfLife
from rules.defaults import DEFAULTS
from rules.duties import Duty, OpenDuty
from rules.roles import Owner

TODAY = date(2026, 9, 1)


@pytest.mark.article("8(2)")
@pytest.mark.parametrize(
    ("kind", "label", "page"),
    [
        (LifeKind.QUARTERLY, "2026-Q3", "/roundtable/2026-Q3"),
        (LifeKind.CASE, "R-26-1", "/cases/R-26-1/reports"),
    ],
)
def test_a_contact_is_corrected_where_it_is_listed(kind: LifeKind, label: str, page: str) -> None:
    duty = OpenDuty(Duty.CORRECT_CONTACT, Owner.MANAGER, TODAY, DEFAULTS.CONTACT, count=2)
    line = duty_line(
        translator("en"), DutyOfLife(new_id(), kind, label, duty), TODAY, own=Owner.MANAGER
    )
    assert line.title == "Correct the contacts of 2 members"
    assert line.href == page
