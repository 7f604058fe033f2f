"""Who is told what: one function per notice, queued in the transaction of the act it belongs to."""

from casework.tell.closure import approval_wanted, closing_form, closure_decided
from casework.tell.contacts import contact_changed, contact_to_confirm, superior_named
from casework.tell.convening import (
    agreement_wanted,
    date_countered,
    invitation,
    invitations,
    meeting_cancelled,
    who_was_invited,
)
from casework.tell.minutes import minutes_drafted, signature_wanted
from casework.tell.planning import plan_sent, review_opened
from casework.tell.readers import NobodyToTell
from casework.tell.referral import (
    declaration_wanted,
    manager_appointed,
    member_recused,
    referral_received,
)
from casework.tell.reports import last_chance, report_wanted, superior
from casework.tell.withdrawal import not_any_more

__all__ = [
    "NobodyToTell",
    "agreement_wanted",
    "approval_wanted",
    "closing_form",
    "closure_decided",
    "contact_changed",
    "contact_to_confirm",
    "date_countered",
    "declaration_wanted",
    "invitation",
    "invitations",
    "last_chance",
    "manager_appointed",
    "meeting_cancelled",
    "member_recused",
    "minutes_drafted",
    "not_any_more",
    "plan_sent",
    "referral_received",
    "report_wanted",
    "review_opened",
    "signature_wanted",
    "superior",
    "superior_named",
    "who_was_invited",
]
