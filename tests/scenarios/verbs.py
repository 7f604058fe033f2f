"""Every verb that a timeline knows; each does one act as the portal or an officer would."""

from tests.scenarios import (
    verbs_of_annex_words,
    verbs_of_chairing,
    verbs_of_closing,
    verbs_of_contacts,
    verbs_of_contributing,
    verbs_of_correcting,
    verbs_of_declaring,
    verbs_of_informing,
    verbs_of_inquiring,
    verbs_of_letters,
    verbs_of_limits,
    verbs_of_monitoring,
    verbs_of_mornings,
    verbs_of_reopening,
    verbs_of_serving,
    verbs_of_signals,
    verbs_of_succession,
    verbs_of_superiors,
    verbs_of_supervising,
    verbs_of_the_agenda,
    verbs_of_the_case,
    verbs_of_the_centre,
    verbs_of_the_goal,
    verbs_of_the_people,
    verbs_of_the_receipt,
    verbs_of_the_reports,
    verbs_of_the_requests,
    verbs_of_the_table,
    verbs_of_the_unplanned,
    verbs_of_waiting,
    verbs_of_weighing,
    verbs_of_what_is_known,
)
from tests.scenarios.verb import VERBS, Verb, do

BY_ROOM = (
    *(verbs_of_chairing, verbs_of_closing, verbs_of_the_case, verbs_of_the_table),
    *(verbs_of_the_people, verbs_of_the_requests, verbs_of_what_is_known),
    *(verbs_of_the_centre, verbs_of_succession, verbs_of_declaring, verbs_of_serving),
    *(verbs_of_superiors, verbs_of_informing, verbs_of_inquiring),
    *(verbs_of_signals, verbs_of_limits, verbs_of_supervising),
    *(verbs_of_contributing, verbs_of_monitoring, verbs_of_letters, verbs_of_the_receipt),
    *(verbs_of_the_reports, verbs_of_mornings),
    verbs_of_reopening,
    verbs_of_the_agenda,
    verbs_of_the_unplanned,
    verbs_of_correcting,
    verbs_of_weighing,
    *(verbs_of_the_goal, verbs_of_annex_words),
    verbs_of_contacts,
    verbs_of_waiting,
)
"""Where they are defined."""

__all__ = ["BY_ROOM", "VERBS", "Verb", "do"]
