"""Every step of the Regulation as a task: importing this module fills `TASK_FOR`."""

from tasks import (
    closure,
    convening,
    declarations,
    minutes,
    planning,
    quarterly,
    referral,
    reminders,
    reports,
    review,
)

MODULES = (
    closure,
    convening,
    declarations,
    minutes,
    planning,
    quarterly,
    referral,
    reminders,
    reports,
    review,
)
