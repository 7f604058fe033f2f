"""The log between meetings: who, with whom, where, the child seen, what was found: Art. 12(1)."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from rules.days import StillToCome
from rules.defaults import DEFAULTS
from rules.information import InformantFacts
from rules.logbook import (
    CONTACTS,
    SERVICES,
    ChildNotSpokenOf,
    ChildSeen,
    CorrectedWithoutReason,
    LogCorrectedAlready,
    LogFacts,
    LoggedFromNoSeat,
    LogKind,
    MetNowhere,
    NobodyActed,
    NobodyMet,
    NothingLogged,
    OtherKindOfEntry,
    ServiceNotNamed,
    check_log_correction,
    check_log_entry,
    given_before_referral,
    is_late,
    is_new_to_the_table,
)
from rules.refusals import ProcedureRefused

SEATED, LEFT = date(2026, 9, 10), date(2026, 9, 20)
TODAY = date(2026, 9, 30)
DAY = timedelta(days=1)
GONE = InformantFacts(sits=False, declared=True, seated_on=SEATED, until=LEFT)
VISIT = LogFacts(
    LogKind.VISIT,
    TODAY,
    words="Shtëpia është e ftohtë.",
    with_whom="nëna",
    place="shtëpia",
    seen=ChildSeen.ALONE,
    by_officer=True,
)
FOOD = LogFacts(LogKind.FOOD, TODAY, by_name="Zyrtari kujdestar")


@pytest.mark.article("12(1)", "12(2)")
@pytest.mark.parametrize(
    ("entry", "refusal"),
    [
        (VISIT, None),
        (replace(VISIT, seen=ChildSeen.NOT_STATED), None),  # nobody said is an answer
        (replace(VISIT, on=SEATED - 300 * DAY), None),  # long before it is typed
        (replace(VISIT, kind=LogKind.CALL, place="", seen=None), None),
        (replace(VISIT, kind=LogKind.OFFICE, place=""), None),
        (replace(VISIT, kind=LogKind.OFFICE, seen=None), ChildNotSpokenOf),
        (replace(VISIT, seen=None), ChildNotSpokenOf),
        (replace(VISIT, place=" "), MetNowhere),
        (replace(VISIT, with_whom=" "), NobodyMet),
        (replace(VISIT, words="\n"), NothingLogged),
        (replace(VISIT, on=TODAY + DAY), StillToCome),
        (replace(VISIT, by_officer=False), NobodyActed),
        (replace(VISIT, by_name="Dikush tjetër"), NobodyActed),  # two of the three
        (replace(VISIT, by_officer=False, member=GONE, on=LEFT), None),
        (replace(VISIT, by_officer=False, member=GONE, on=LEFT + DAY), LoggedFromNoSeat),
        (FOOD, None),  # the kind says what it was
        (replace(FOOD, kind=LogKind.OTHER_SERVICE), ServiceNotNamed),
        (replace(FOOD, kind=LogKind.OTHER_SERVICE, words="Ilaçe."), None),
        (replace(FOOD, by_name=""), NobodyActed),
    ],
)
def test_an_entry_says_who_did_what_and_where(
    entry: LogFacts, refusal: type[ProcedureRefused] | None
) -> None:
    if refusal is None:
        check_log_entry(entry, TODAY)
        return
    with pytest.raises(refusal) as refused:
        check_log_entry(entry, TODAY)
    assert refused.value.basis == (DEFAULTS.HAPPENED if refusal is StillToCome else DEFAULTS.LOG)


@pytest.mark.article("12(1)")
def test_a_correction_says_why_and_there_is_one_of_each_entry() -> None:
    check_log_correction(LogKind.CALL, VISIT, reason="Ishte vizitë.", corrected=False)
    with pytest.raises(CorrectedWithoutReason):
        check_log_correction(LogKind.CALL, VISIT, reason=" ", corrected=False)
    with pytest.raises(LogCorrectedAlready):
        check_log_correction(LogKind.CALL, VISIT, reason="Ishte vizitë.", corrected=True)
    for former, entry in ((LogKind.FOOD, VISIT), (LogKind.VISIT, FOOD)):
        with pytest.raises(OtherKindOfEntry):
            check_log_correction(former, entry, reason="Gabim.", corrected=False)


@pytest.mark.article("12(1)", "20(1)")
@pytest.mark.parametrize(
    ("happened", "recorded", "late"),
    [
        (TODAY, TODAY + 3 * DAY, False),
        (TODAY, TODAY + 4 * DAY, True),
        (SEATED - 9 * DAY, SEATED + 3 * DAY, False),  # before the referral there was no file
        (SEATED - 9 * DAY, SEATED + 4 * DAY, True),
    ],
)
def test_late_is_what_was_entered_after_three_days(
    happened: date, recorded: date, *, late: bool
) -> None:
    assert is_late(happened, recorded, registered_on=SEATED) is late


@pytest.mark.article("20(1)", "5(1.1)")
def test_annex_1_lists_the_services_given_before_the_referral() -> None:
    for kind in LogKind:
        assert given_before_referral(kind, SEATED, SEATED) is (kind in SERVICES)
        assert not given_before_referral(kind, SEATED + DAY, SEATED)
    assert set(CONTACTS) | set(SERVICES) == set(LogKind)


@pytest.mark.article("10(4)", "12(2)")
def test_the_table_is_shown_what_was_not_on_record_when_it_met() -> None:
    met = datetime(2026, 9, 15, 12, tzinfo=UTC)
    assert is_new_to_the_table(met, None)
    assert is_new_to_the_table(met + DAY, met)  # of whatever day it is
    assert not is_new_to_the_table(met, met)
