"""The legal record: every table of Tryeza."""

from models import (
    breach,
    case,
    closure,
    contacts,
    duty,
    fact,
    life,
    meeting,
    meeting_request,
    mistaken,
    outbox,
    participant,
    people,
    plan,
    sent_form,
    service,
    superior,
)
from models.base import Base

__all__ = [
    "Base",
    "breach",
    "case",
    "closure",
    "contacts",
    "duty",
    "fact",
    "life",
    "meeting",
    "meeting_request",
    "mistaken",
    "outbox",
    "participant",
    "people",
    "plan",
    "sent_form",
    "service",
    "superior",
]
