"""The duties of the procedure that one whole life must show, each with its article."""

from collections.abc import Iterable
from typing import Final

from simulation.timeline import TimelineEvent

REQUIRED: Final = (
    ("case referred", "5(1.1)"),
    ("head told of referral", "4(2)"),
    ("manager appointed", "4(2)"),
    ("manager told", "4(2)"),
    ("initial assessment recorded", "12(1)"),
    ("initial plan drafted", "6(1.5)"),
    ("family recorded", "4(5)"),
    ("composition chosen", "4(3)"),
    ("meeting proposed", "8(3)"),
    ("head asked to agree", "8(3)"),
    ("date agreed", "8(3)"),
    ("declarations asked for", "18(2)"),
    ("declarations signed", "18(2)"),
    ("members invited", "8(3)"),
    ("family told", "8(10)"),
    ("meeting held", "9"),
    ("assessment settled", "12(2)"),
    ("plan adopted", "13(1)"),
    ("plan sent", "13(3)"),
    ("standing instruction given", "14(3.2)"),
    ("minutes written", "10(1)"),
    ("minutes sent", "10(1)"),
    ("review opened", "5(1.5)"),
    ("reports asked for", "8(9)"),
    ("reminder queued", "8(9)"),
    ("report received", "8(9)"),
    ("last chance given", "14(3.2)"),
    ("superior notified", "14(3.2)"),
    ("review settled", "15(2)"),
    ("signatures asked for", "10(1)"),
    ("minutes signed", "10(1)"),
    ("closure proposed", "17(1)"),
    ("head asked to approve closure", "17(3)"),
    ("closure approved", "17(3)"),
    ("opinion recorded", "17(2)"),
    ("table closed the case", "17(3)"),
    ("closing signatures asked for", "17(5)"),
    ("closure signed", "17(5)"),
    ("minutes approved in writing", "10(1)"),
    ("file sealed", "17(5)"),
    ("quarter opened", "8(2)"),
    ("quarterly meeting proposed", "8(2)"),
    ("quarterly meeting on record", "8(2)"),
)

MAILED: Final = frozenset(
    {
        "head told of referral",
        "manager told",
        "head asked to agree",
        "declarations asked for",
        "members invited",
        "plan sent",
        "review opened",
        "reports asked for",
        "last chance given",
        "superior notified",
        "signatures asked for",
        "head asked to approve closure",
        "closing signatures asked for",
    }
)
"""The steps that somebody must have been told of by an accepted mail."""


def missing(events: Iterable[TimelineEvent]) -> list[str]:
    """What a life lacks: a duty that was not met, or a mail that was not accepted."""
    seen = list(events)
    met = {(event.step, event.article) for event in seen}
    lacking = [
        f"{step} · Art. {article}" for step, article in REQUIRED if (step, article) not in met
    ]
    lacking += [
        f"{event.step} · Art. {event.article}: no accepted mail"
        for event in seen
        if event.step in MAILED and (not event.told or event.accepted_at is None)
    ]
    return lacking
