"""Where what the municipal table owes without any case is done: Art. 5(1.6), 8(2)."""

from collections.abc import Mapping
from typing import Final

from core.i18n import N_
from portal.duty_page import DutyPage
from rules.duties import Duty

OF_THE_TABLE: Final[Mapping[Duty, DutyPage]] = {
    Duty.MEET_IN_QUARTER: DutyPage(
        N_("Hold the meeting of the quarter"),
        N_("See the quarter"),
        "/roundtable",
        awaited=N_("The meeting of the quarter is awaited"),
    ),
    Duty.ANNUAL_REPORT: DutyPage(
        N_("Write the annual report, have it approved and hand it over"),
        N_("Open the report"),
        "/annual/{quarter}",
        "/annual/{quarter}",
        awaited=N_("The annual report of the Roundtable is awaited"),
    ),
    Duty.ANSWER_ANNUAL: DutyPage(
        N_("Hand the annual report to whoever asked for it"),
        N_("Open the report"),
        "/annual/{quarter}",
        "/annual/{quarter}",
        awaited=N_("Whoever asked for the annual report waits for it"),
    ),
}
