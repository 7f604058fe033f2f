"""What is asked of a member while no mail reaches them: nothing is held against them meanwhile.

Art. 14(3.2) has the superior notified of who does not cooperate ("në rast të mos bashkëpunimit"):
who was not reached has not refused. That line, and the day they have afterwards, are ours: 0174.
"""

from collections.abc import Iterator
from datetime import date, timedelta

from rules.facts import ReportFacts
from rules.planned import Planned

DAY = timedelta(days=1)


def waits(report: ReportFacts) -> bool:
    """No last chance is given, and no superior notified by the system: 14(3.2). Nor is another than
    the superior notified twice: once the contact is right, that mail leaves again."""
    return report.unreached or report.unread or report.astray


def steps(report: ReportFacts) -> Iterator[Planned]:
    """A last chance that runs meanwhile is none; what they could not read by its day is asked anew,
    as long as there is a day for it."""
    if report.unreached:
        if report.last_chance_on is not None and not report.notified:
            yield Planned("withdraw_last_chance", report.id, date.min, is_foretold=False)
    elif report.unread and report.called_off_on is None and not report.meeting_held:
        until = report.meets_on - DAY if report.meets_on else None  # ahead of it or not: 8(9)
        yield Planned("ask_unread", report.id, report.due + DAY, until, is_foretold=False)
