"""Words for messages that have not arrived: why, what they were for, and what can be done."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from core.i18n import N_, Translator
from models.life import LifeKind
from models.outbox import Channel, MailCause, MessageStatus, RecipientKind
from notifications.channels import NO_ADDRESS
from notifications.superiors import NOT_THEIRS
from portal.kinds import page_of
from queries.earlier_tries import Earlier
from queries.not_arrived import NotArrived
from queries.proof_of_notice import NoticeLine
from rules.proof import NoticeState

CAUSES: Final[Mapping[MailCause, tuple[str, str, str]]] = {
    MailCause.ADDRESS: (
        N_("The address or number leads to nobody"),
        N_("Correct the contact: then it leaves to the new one by itself."),
        N_(
            "Correct an officer's address. A member's is corrected by who chairs the table, who has"
            " the duty to since it was refused; then it leaves by itself."
        ),
    ),
    MailCause.SERVER: (
        N_("The server takes nothing from us"),
        N_(
            "No address is wrong. Tell the administrator, who looks at the server; then send it"
            " again."
        ),
        N_(
            "No address is wrong. Look at the sign-in, the certificate and the rules of the"
            " server; then send all of them again."
        ),
    ),
    MailCause.TEMPORARY: (
        N_("The server asks for patience"),
        N_(
            "For five days it is tried again by itself, then send it again. A full mailbox has to"
            " be emptied by its owner."
        ),
        N_(
            "For five days they are tried again by themselves, then send all again. A full mailbox"
            " has to be emptied by its owner."
        ),
    ),
    MailCause.UNANSWERED: (
        N_("Nobody answered"),
        N_(
            "For five days it leaves by itself once the server is there again; what is not tried"
            " any more you send again."
        ),
        N_("See whether the server runs and the network leads to it; then send all again."),
    ),
    MailCause.OURS: (
        N_("This system itself could not send it"),
        N_("Tell the administrator; then send it again."),
        N_("See whether the disk is full and the settings are right; then send all again."),
    ),
    MailCause.NETWORK: (
        N_("The telephone network gave the text back"),
        N_("Call them: the telephone may be off, or the number another one by now."),
        N_("See with the operator whether all texts come back, or those to one number."),
    ),
    MailCause.RETURNED: (
        N_("It was taken, and came back undelivered"),
        N_("It counts as sent. Call them, for what came back says why; then send it again."),
        N_("They count as sent. See whether all that one server took came back; then send again."),
    ),
}
"""A cause, what officers do about it, and what administrators do."""
MAY_HAVE_LEFT: Final = N_("Nobody knows whether the text arrived")

KINDS: Final[Mapping[str, str]] = {
    "convening/invitation": N_("Invitation to a meeting"),
    "convening/soon": N_("Text beside an invitation"),
    "convening/cancelled": N_("Word that a meeting is called off"),
    "convening/off": N_("Text that a meeting is called off"),
    "convening/not_coming": N_("Word to who left that a meeting is not theirs"),
    "convening/not_theirs": N_("Text to who left that a meeting is not theirs"),
    "convening/papers_added": N_("Word of what was added to the papers"),
    "convening/unsent": N_("Word that invitations did not leave in time"),
    "convening": N_("Date of a meeting"),
    "quarterly/invitation": N_("Invitation to the municipal roundtable"),
    "quarterly/declaration": N_("Declaration of a member"),
    "quarterly": N_("Municipal roundtable"),
    "declarations": N_("Declaration of a member"),
    "reports/request": N_("Request for a report"),
    "reports/last_chance": N_("Last chance for a report"),
    "reports/last_chance/action": N_("Last chance for word on an action"),
    "reports/last_chance/inquiry": N_("Last chance for an answer"),
    "reports/superior": N_("Notice to a superior"),
    "reports/superior_again": N_("Notice to a superior"),
    "reports/superior_text": N_("Text to a superior"),
    "reports/corrected": N_("Word to a superior that a notice does not hold"),
    "reports/action_late": N_("Question about an action"),
    "reports": N_("Reports"),
    "attendance/absent_text": N_("Text to a superior"),
    "attendance/corrected": N_("Word to a superior that a notice does not hold"),
    "attendance": N_("Notice to a superior"),
    "plan": N_("Unified plan"),
    "minutes": N_("Minutes"),
    "chairing": N_("Chairing of a meeting"),
    "closure": N_("Closing of a case"),
    "reminders": N_("Reminder of the morning"),
    **dict.fromkeys(
        ("reminders/last_call", "reminders/last_call_officer"), N_("Last call on a last day")
    ),
    "codes": N_("Code"),
    "links": N_("New link"),
    "contacts": N_("Change of a contact"),
    "emergency": N_("Emergency access"),
    "sign_in": N_("Account and sign-in"),
    "appointment": N_("Appointment"),
    "referral/receipt": N_("Receipt for who referred"),
    "referral": N_("Referral"),
    "members": N_("Seat at the table"),
    "information": N_("Information"),
    "inquiries": N_("Inquiry elsewhere"),
    "monitoring": N_("Findings of monitoring"),
    "supervision": N_("Supervision"),
    "initiative": N_("Request for a meeting"),
    "review": N_("Review of the plan"),
}
"""What a message was for, by its template, else by the folder of it."""

TROUBLES: Final[Mapping[str, str]] = {
    "sign-in": N_("our sign-in is not taken"),
    "greeting": N_("the server sends us away"),
    "sender": N_("our sender is not taken"),
    "no trusted TLS": N_("its certificate is not trusted"),
    "TLS or sign-in not offered": N_("it offers no protected line"),
    "connection refused": N_("no server is there"),
    "connection lost": N_("the connection broke off"),
    "no answer in time": N_("no answer in time"),
    "not a mail server": N_("no mail server answers"),
    "gateway not reached": N_("the SMS gateway is not reached"),
    "gateway settings": N_("the settings of the SMS gateway are odd"),
    "not written": N_("the disk is full or not writable"),
    NO_ADDRESS: N_("no usable address is on record"),
    "returned": N_("it came back after it was taken"),
    NOT_THEIRS: N_("its reader says that it is not for them"),
    "landline": N_("the number is a landline, which takes no SMS"),
}
"""More of a cause, where the reply says more than a code."""
_DETAILS: Final[Mapping[str, str]] = {
    "2.2": N_("the mailbox is full"),
    "2.1": N_("the mailbox is closed"),
    "3.4": N_("the message is too big for it"),
    "4.1": N_("the server behind it did not answer"),
    "4.7": N_("nobody took it there in all the time in which it was tried"),
    "7.": N_("its rules do not let us in"),
}
"""By the subject and detail of an enhanced code: RFC 3463."""

STATES: Final[Mapping[NoticeState, tuple[str, str]]] = {
    NoticeState.QUEUED: ("wait", N_("on its way")),
    NoticeState.ACCEPTED: ("done", N_("accepted by the server")),
    NoticeState.DELIVERED: ("done", N_("delivered to the telephone")),
    NoticeState.REFUSED: ("late", N_("refused by the server")),
    NoticeState.HELD: ("late", N_("did not leave: their address was none, or in doubt")),
    NoticeState.BOUNCED: ("late", N_("accepted first, then given back")),
    NoticeState.RETURNED: (
        "late",
        N_("accepted first, then given back; by law it counts as sent"),
    ),
    NoticeState.DISOWNED: ("late", N_("accepted first; its reader says that it is not for them")),
    NoticeState.GIVEN_UP: ("late", N_("not accepted at any try")),
    NoticeState.UNKNOWN: ("late", N_("not known whether it left")),
    NoticeState.UNWRITTEN: ("stall", N_("could not be written")),
    NoticeState.TAKEN_BACK: ("later", N_("taken back before it left")),
    NoticeState.LAPSED: ("late", N_("had not left when the meeting had passed; it was not sent")),
}
"""How far a notice has come: its colour and its words."""

READERS: Final[Mapping[RecipientKind, str]] = {
    RecipientKind.MEMBER: N_("a member"),
    RecipientKind.SUPERIOR: N_("a superior"),
    RecipientKind.ACCOUNT: N_("an officer"),
    RecipientKind.REFERRER: N_("who referred the child"),
}
CONTACTS: Final[Mapping[str, str]] = {
    LifeKind.CASE: "/cases/{label}/members/{member}/contact",
    LifeKind.QUARTERLY: "/roundtable/{label}/members/{member}/contact",
}


@dataclass(frozen=True, slots=True)
class MessageRow:
    """One message, ready for the page."""

    of: NotArrived
    kind: str
    why: str
    detail: str
    """In words, and the code itself for whoever runs the server."""
    whom: str
    page: str
    """Of the case or quarter; none for an administrator, and none of the reminders of a morning."""
    contact: str
    """Where its address is corrected by the reader; empty where it is none of the cause."""


def kind_words(template: str, about: str = "") -> str:
    """What it was for, still to be translated."""
    named = KINDS.get(f"{template}/{about}") or KINDS.get(template)
    return named or KINDS[template.partition("/")[0]]


def why(cause: MailCause, status: MessageStatus | None = None) -> str:
    return MAY_HAVE_LEFT if status == MessageStatus.UNKNOWN else CAUSES[cause][0]


def detail(say: Translator, reply: str) -> str:
    code, _, rest = reply.partition(" ")
    found = TROUBLES.get(reply) or next(
        (words for end, words in TROUBLES.items() if rest and reply.endswith(f" {end}")), ""
    )
    is_of_address = "address" in rest.split()  # whatever its code means elsewhere
    if rest.endswith("returned"):  # the enhanced code alone, for there was no answer in a dialogue
        words = "" if is_of_address else _by_code(code.partition(".")[2])
        return ", ".join((say.gettext(words or found), code))
    _, dot, inner = rest.partition(" ")[0].partition(".")
    if not found and dot and not is_of_address:
        found = _by_code(inner)
    said = " ".join(part for part in (code, rest.partition(" ")[0] if dot else "") if part)
    number = said if code.isdigit() else ""
    return ", ".join(filter(None, (say.gettext(found) if found else "", number)))


def _by_code(inner: str) -> str:
    return next((words for start, words in _DETAILS.items() if inner.startswith(start)), "")


def row(say: Translator, each: NotArrived, *, opens: bool) -> MessageRow:
    whom = say.gettext(READERS[each.recipient])
    if each.recipient is RecipientKind.SUPERIOR and each.name:
        whom = say.gettext("The superior of %(name)s", name=each.name)
    elif each.name:
        whom = each.name
    return MessageRow(
        each,
        say.gettext(kind_words(each.template, each.about)),
        say.gettext(why(each.cause, each.status)),
        detail(say, each.reply),
        whom,
        page_of(each.life_kind, each.label) if opens and each.life_kind in CONTACTS else "",
        contact_of(each),
    )


def contact_of(each: NotArrived) -> str:
    """A text that came back may mean another number; a server that refuses no other address."""
    is_contact = each.cause is MailCause.ADDRESS or each.channel is Channel.SMS
    if not (is_contact and each.corrects):
        return ""
    if each.account_id is not None:
        return f"/accounts/{each.account_id}" if not each.member_id else ""
    if each.recipient is RecipientKind.REFERRER and each.life_kind == LifeKind.CASE:
        return f"/cases/{each.label}/receipt"
    if each.member_id is None:
        return ""
    return CONTACTS[each.life_kind].format(label=each.label, member=each.member_id)


def answer(say: Translator, line: NoticeLine | Earlier) -> str:
    """What the server answered, by its code; of what did not leave, why."""
    if line.state is NoticeState.HELD:
        return ""  # no server was asked
    said = detail(say, line.reply) if line.reply else ""
    if line.is_sent or line.cause is None or line.reply == NOT_THEIRS:
        return said
    return ": ".join(filter(None, (say.gettext(CAUSES[line.cause][0]), said)))
