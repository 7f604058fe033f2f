"""What we say: one module per procedure, one frozen value per notice."""

from collections.abc import Mapping
from typing import Final

from notifications.notices.appointment import ManagerAppointed
from notifications.notices.base import Notice, Recipient
from notifications.notices.closure import ClosureDecided, ClosureToApprove, ClosureToSign
from notifications.notices.codes import CodeSent
from notifications.notices.contacts import (
    ContactChanged,
    ContactCode,
    ContactToCheck,
    ContactToConfirm,
    SuperiorNamed,
)
from notifications.notices.convening import (
    DateCountered,
    DateToAgree,
    MeetingCancelled,
    MeetingInvitation,
)
from notifications.notices.declarations import DeclarationsRequested
from notifications.notices.members import MemberRecused, MemberSaid, QuarterlyMemberSaid
from notifications.notices.minutes import MinutesDrafted, MinutesToSign
from notifications.notices.plan import PlanSent
from notifications.notices.quarterly import (
    QuarterlyCancelled,
    QuarterlyDateToAgree,
    QuarterlyInvitation,
    QuarterlyMinutes,
)
from notifications.notices.referral import ReferralReceived
from notifications.notices.reports import (
    DigestItem,
    LastChance,
    ReportDigest,
    ReportRequested,
    SuperiorNotified,
)
from notifications.notices.review import ReviewOpened

_ALL: Final[tuple[type[Notice], ...]] = (
    ReferralReceived, ManagerAppointed, DateToAgree, DateCountered, MeetingInvitation,
    MeetingCancelled,
    DeclarationsRequested, ReportRequested, ReportDigest, LastChance, SuperiorNotified, PlanSent,
    ReviewOpened, MinutesDrafted, MinutesToSign, ClosureToApprove, ClosureDecided, ClosureToSign,
    QuarterlyDateToAgree, QuarterlyInvitation, QuarterlyCancelled, QuarterlyMinutes, CodeSent,
    MemberSaid, QuarterlyMemberSaid, MemberRecused,
    ContactToConfirm, ContactCode, ContactToCheck, ContactChanged, SuperiorNamed,
)  # fmt: skip
NOTICES: Final[Mapping[str, type[Notice]]] = {kind.template: kind for kind in _ALL}

__all__ = [
    "NOTICES",
    "ClosureDecided",
    "ClosureToApprove",
    "ClosureToSign",
    "CodeSent",
    "ContactChanged",
    "ContactCode",
    "ContactToCheck",
    "ContactToConfirm",
    "DateCountered",
    "DateToAgree",
    "DeclarationsRequested",
    "DigestItem",
    "LastChance",
    "ManagerAppointed",
    "MeetingCancelled",
    "MeetingInvitation",
    "MemberRecused",
    "MemberSaid",
    "MinutesDrafted",
    "MinutesToSign",
    "Notice",
    "PlanSent",
    "QuarterlyCancelled",
    "QuarterlyDateToAgree",
    "QuarterlyInvitation",
    "QuarterlyMemberSaid",
    "QuarterlyMinutes",
    "Recipient",
    "ReferralReceived",
    "ReportDigest",
    "ReportRequested",
    "ReviewOpened",
    "SuperiorNamed",
    "SuperiorNotified",
]  # fmt: skip
