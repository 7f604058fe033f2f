"""One sample of every notice, with invented facts: for the preview and for the tests."""

from dataclasses import fields
from datetime import date, timedelta
from typing import Any, Final
from uuid import UUID, uuid5

from core.clock import at_local
from notifications.notices import NOTICES
from notifications.notices.base import Notice, Recipient
from notifications.notices.links import OpenedLink
from notifications.notices.morning import MorningLine
from notifications.notices.reminders import OwedItem
from notifications.notices.week import HeadsWeek, InstitutionFigures, WaitedFor
from rules.duties import Duty
from rules.identity_checks import CheckMeans
from rules.late_actions import DayAnswer
from rules.mornings import ARTICLES, Happening, MailSection, Side
from rules.signing import SignatureRole, SignedPaper

CASE: Final = "R-26-4071"
WHO: Final = "QKMF Ferizaj"
QUARTER: Final = "2026-Q4"
MEETING: Final = date(2026, 11, 20)
DUE: Final = date(2026, 11, 17)
_SPACE: Final = UUID("6f8e1f0a-3f0e-4c63-9d53-3a4b4f6f7a10")


def invented(name: str) -> UUID:
    return uuid5(_SPACE, name)


def item(number: str, days: int, duty: Duty = Duty.WRITE_REPORT) -> OwedItem:
    return OwedItem(number, DUE + timedelta(days=days), invented(f"link {number}"), duty)


def line(section: MailSection, side: Side, what: str, days: int = 0, **more: Any) -> MorningLine:
    said = {"article": "8(3)", "key": f"{section}:{what}", **more}
    return MorningLine(section, side, what, CASE, DUE + timedelta(days=days), **said)


_FACTS: Final[dict[str, Any]] = {
    "case_number": CASE,
    "quarter": QUARTER,
    "referred_on": date(2026, 9, 7),
    "appointed_on": date(2026, 9, 8),
    "adopted_on": date(2026, 10, 20),
    "proposed_on": date(2026, 11, 10),
    "decided_on": date(2026, 11, 12),
    "met_on": MEETING,
    "added_on": date(2026, 11, 18),
    "late": True,
    "full": False,
    "starts_at": at_local(MEETING).replace(hour=13),
    "suggested_at": at_local(MEETING).replace(hour=14),
    "place": "QPS Ferizaj, salla 2",
    "agenda": ("approve_agenda", "approve_minutes", "reports", "review", "own", "next_meeting"),
    "leaves_on": DUE,
    **dict.fromkeys(("last_day_to_invite", "invite_by"), DUE),
    "sequence": 0,
    "members": 3,
    "earliest": date(2026, 11, 23),
    "due_on": DUE,
    "was_due_on": date(2026, 11, 9),
    "called_on": (date(2026, 11, 17),),
    "chance_given_on": date(2026, 11, 18),
    "number": 2,
    "days": 4,
    "asked_until": date(2026, 12, 1),
    "answer": DayAnswer.OTHER,
    "day": date(2026, 11, 27),
    "inquiry": False,
    "inquiry_number": 2,
    "said_on": date(2026, 11, 10),
    "correction": 1,
    "withdrawn": 1,
    "said_before": 1,
    "action": None,
    "last_chance_on": date(2026, 11, 19),
    "asked_on": date(2026, 11, 10),
    **dict.fromkeys(("given_on", "found_on", "told_on"), date(2026, 11, 11)),
    "claim_number": 2,
    "month": date(2026, 10, 1),
    "visited_on": date(2026, 11, 11),
    "missed_on": (date(2026, 10, 19), MEETING),
    "reminded_on": (date(2026, 11, 13), date(2026, 11, 15), date(2026, 11, 16)),
    "institution": WHO,
    "version": 2,
    "role": SignatureRole.SIGN,
    "obstacle": "number",
    "of_mail": "reports/superior:1:2:superior:3",
    "told_on": DUE,
    "to": "old",
    **dict.fromkeys(("changed_on", "came_back_on"), date(2026, 11, 12)),
    **dict.fromkeys(
        ("code_said_at", "checked_at", "app_begun_at", "app_ended_at"),
        at_local(date(2026, 11, 12)).replace(hour=14),
    ),
    "opened": (
        OpenedLink("report", invented("link report"), date(2026, 11, 23)),
        OpenedLink("report", invented("link action"), date(2026, 11, 16), 2),
        OpenedLink("read", invented("link read"), date(2026, 11, 23)),
    ),
    "means": CheckMeans.CARD,
    "app": False,
    "declared_on": date(2026, 11, 12),
    "withdrawn_on": date(2026, 11, 13),
    **dict.fromkeys(
        (
            "anew",
            "anew_after",
            "came_late_on",
            "again_on",
            "taken_back_on",
            "late_on",
            "again_after",
        )
    ),
    "in_charge": True,
    "alone": True,
    "review_by": date(2026, 11, 18),
    "declares_anew": True,
    "of_case": True,
    "unreached": False,
    "confirms": False,
    "entered": True,
    "left_on": date(2026, 11, 11),
    "actions": 2,
    "declares": True,
    "chairs": True,
    "came_on": date(2026, 9, 4),
    "managed": True,
    "again": True,
    **dict.fromkeys(("at_once", "shut_out", "unread"), False),
    "again_on": date(2026, 11, 12),
    "valid_from": date(2026, 11, 12),
    **dict.fromkeys(("valid_until", "ended_on")),
    "taken_over": True,
    "from_paper": False,
    **dict.fromkeys(("open_duties", "open_requests", "open_notices", "open_confirmations"), 1),
    "late_duties": 1,
    "until": date(2026, 11, 20),
    "on": date(2026, 11, 12),
    "left": 9,
    "own": True,
    "factor": False,
    "what": "password",
    "paper": SignedPaper.MINUTES,
    "table": CASE,
    "approved": True,
    "chaired": True,
    **dict.fromkeys(("extraordinary", "short", "is_past"), False),
    "morning": date(2026, 11, 13),
    **dict.fromkeys(("by_centre", "also"), ()),
    "corrected": False,
    **dict.fromkeys(("articles", "left_anew"), ""),
    "items": (
        item(CASE, 0),
        item("R-26-4088", 1, Duty.SIGN_MINUTES),
        item("R-26-5102", 5, Duty.DECLARE),
    ),
    "lines": (
        *(
            line(MailSection.HAPPENED, Side.MANAGER, what, article=ARTICLES[what], institution=WHO)
            for what in Happening
        ),
        line(MailSection.NEARS, Side.MANAGER, Duty.NOTIFY_FAMILY, article="8(10)"),
        line(MailSection.LATE, Side.HEAD, Duty.AGREE_DATE, -9, is_ours=True),
        line(MailSection.LATE, Side.HEAD, Duty.APPROVE_CLOSURE, -8, stands=True),
        line(MailSection.LATE, Side.MANAGER, Duty.ANSWER_ACTION, -7, action=2, institution=WHO),
        line(
            MailSection.CENTRE,
            Side.HEAD,
            "",
            -9,
            count=3,
            article="16(1)",
            newest=Duty.LATE_ACTION,
            action=2,
            institution=WHO,
            beside=1,
        ),
        line(MailSection.WEEK, Side.HEAD, Duty.WRITE_MINUTES, 2, is_ours=True, count=3),
    ),
    "week": HeadsWeek(
        date(2026, 11, 16),
        date(2026, 11, 22),
        waited_for=(
            WaitedFor(WHO, 3, 2, date(2026, 11, 9)),
            WaitedFor("Policia, Ferizaj", 1, 0, DUE),
        ),
        figures=(
            InstitutionFigures(WHO, 10, 7, 1, 6, 5),
            InstitutionFigures("Shkolla", 3, 3, 0, 0, 0),
        ),
        more=12,
    ),
}


def sample(template: str, **changes: Any) -> Notice:
    """A notice of this kind; ids are invented unless they are given."""
    kind = NOTICES[template]
    values: dict[str, Any] = {
        "recipient": Recipient(kind.read_by, invented("reader")),
        "life_id": invented("life"),
        "link_id": invented("link") if kind.has_link else None,
    }
    for name in (field.name for field in fields(kind)):
        if name not in values:
            values[name] = _FACTS[name] if name in _FACTS else invented(name)
    return kind(**values | changes)
