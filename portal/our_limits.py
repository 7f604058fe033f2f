"""Every limit that the text leaves open, in words: people read which are ours, and how long."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from core.i18n import N_, Translator
from rules.basis import Article, Default
from rules.defaults import DEFAULTS

_UNITS: Final[Mapping[str, Callable[[Translator, int], str]]] = {
    "days": lambda say, many: say.ngettext("%(num)s day", "%(num)s days", many),
    "months": lambda say, many: say.ngettext("%(num)s month", "%(num)s months", many),
    "hours": lambda say, many: say.ngettext("%(num)s hour", "%(num)s hours", many),
    "minutes": lambda say, many: say.ngettext("%(num)s minute", "%(num)s minutes", many),
    "times": lambda say, many: say.ngettext("%(num)s time", "%(num)s times", many),
    "copies": lambda say, many: say.ngettext("%(num)s copy", "%(num)s copies", many),
    "children": lambda say, many: say.ngettext("%(num)s child", "%(num)s children", many),
    "clock": lambda _, hour: f"{hour:02}:00",
}
_BESIDE: Final = {
    "REMIND_TO_AGREE": Article(8, "3"),
    "REMIND_AHEAD": Article(8, "9"),
    "REMIND_LATE": Article(14, "3.1"),
    "HOURS": Article(8, "9"),
    "ASK_SUPERIOR_AGAIN": Article(14, "3.2"),
    "AFTER_REMINDERS": Article(14, "3.2"),
    "EIGHTEEN_AHEAD": Article(17, "3.2"),
    "EIGHTEEN_RADAR": Article(17, "3.2"),
}
"""The provision beside those that are several numbers, or none of a duty's."""

WORDS: Final[Sequence[tuple[str, str, str]]] = (
    ("APPOINT", N_("from the referral until a case manager is appointed"), "days"),
    ("RECEIPT", N_("from the referral until whoever wants a receipt has it"), "days"),
    ("PREPARE", N_("from the appointment until assessment, plan and table are ready"), "days"),
    ("NAME_FAMILY", N_("from the appointment until a parent or guardian is named"), "days"),
    ("AGREE", N_("from the proposal of a day until the head answers"), "days"),
    ("REMIND_TO_AGREE", N_("after which the head is reminded of a proposed day"), "days"),
    ("AGREE_AGAIN", N_("between later reminders of a proposed day"), "days"),
    ("INVITE_AHEAD", N_("before the meeting, when invitations leave"), "days"),
    ("AT_ONE_HOUR", N_("for which a meeting is counted, where two may clash"), "hours"),
    (
        "CALL_BACK",
        N_("until a member who cannot act behind a link is called, in working days"),
        "days",
    ),
    ("ANSWER_REQUEST", N_("until a member's request for a meeting is answered"), "days"),
    ("ASK_REPORTS_AHEAD", N_("before the meeting, when reports are asked for"), "days"),
    ("REMIND_AHEAD", N_("before the meeting, when reports are reminded of"), "days"),
    ("REMIND_LATE", N_("after its day, when an open question is reminded of"), "days"),
    (
        "REMIND_AFTER_ANEW",
        N_("without a reminder, once all links have left anew"),
        "days",
    ),
    ("LAST_CALL_AHEAD", N_("before the meeting, when declarations are called for by SMS"), "days"),
    ("AFTER_REMINDERS", N_("a member is reminded before the superior is thought of"), "times"),
    ("CONFIRM_NOTICE", N_("until the manager says whether a superior is notified"), "days"),
    ("LAST_CHANCE", N_("that a last chance lasts, where the manager says nothing else"), "days"),
    ("LAST_CHANCE_WORKS", N_("of these that are working days, at least"), "days"),
    ("ASK_SUPERIOR_AGAIN", N_("after which a superior who is silent is asked again"), "days"),
    ("SUPERIOR_LINK", N_("for which the link in a notice leads to the superior's reply"), "days"),
    ("REPEATED_ABSENCE", N_("away from meetings running, until a notice is suggested"), "times"),
    ("HOURS", N_("between which our messages leave"), "clock"),
    ("MINUTES", N_("from the meeting until its minutes are written"), "days"),
    ("WRITE_ASSESSMENT", N_("from the meeting until what it assessed is written"), "days"),
    ("WRITE_DECISION", N_("from the meeting until its decision on closing is written"), "days"),
    ("SEND_PLAN", N_("from the meeting until the plan leaves"), "days"),
    ("SIGN", N_("until minutes are signed, once asked for"), "days"),
    ("REMIND_TO_SIGN", N_("after which signatures and declarations are reminded of"), "days"),
    ("REMIND_AGAIN", N_("between later reminders of them"), "days"),
    ("ANSWER_ACTION", N_("until a member answers for an action whose day has passed"), "days"),
    ("PUT_AGAIN", N_("more for what fell due while a member was barred"), "days"),
    ("REPORT_DATE", N_("before the day of an action, when its member is asked"), "days"),
    ("HAND_ON", N_("until what somebody who left answered for is somebody else's"), "days"),
    ("LOOKED_EARLY", N_("by which a review may be early and be the one that was meant"), "days"),
    ("OPEN_REVIEW_AHEAD", N_("before its month ends, when the monthly review opens"), "days"),
    ("PLAN_REVIEW", N_("from its opening until the review has a day"), "days"),
    ("LOG", N_("until an entry of the log is written"), "days"),
    ("WEIGHING", N_("until a grave decision names what it was weighed against"), "days"),
    ("ASK_REPLACEMENT", N_("until an institution is asked for somebody else"), "days"),
    ("SEE_DEPARTURE", N_("until the head sees why somebody left"), "days"),
    ("CONTACT", N_("until a returned mail is looked into"), "days"),
    ("CONFIRM_CONTACT", N_("until a changed contact is confirmed"), "days"),
    ("QUARTER_MEETING_AHEAD", N_("into the quarter, for which its meeting is proposed"), "days"),
    ("QUARTER_TIME_TO_AGREE", N_("that a proposed quarterly meeting lies ahead"), "days"),
    ("ANNUAL_REPORT", N_("from the end of a year until the Municipality has its report"), "days"),
    ("ANNUAL_ANSWER", N_("until whoever asked for the annual report has it"), "days"),
    ("SMALL_NUMBERS", N_("to whose multiples numbers of children are rounded there"), "children"),
    ("APPROVE_CLOSURE", N_("until the head decides on closing"), "days"),
    ("OPINIONS", N_("from the head's approval until opinions are asked for"), "days"),
    ("PLAN_CLOSING", N_("from the head's approval until the closing has a day"), "days"),
    ("SIGN_CLOSURE", N_("until the closing form is signed"), "days"),
    ("SERVICES_LETTER", N_("until a letter on services after eighteen leaves"), "days"),
    ("EIGHTEEN_AHEAD", N_("before the eighteenth birthday, when it is announced"), "months"),
    ("EIGHTEEN_RADAR", N_("before it, from which the child stands on a list"), "months"),
    ("ENTER_PAPER", N_("until what lay before a case from paper is entered"), "days"),
    ("FROM_PAPER", N_("until what had passed in it before is done"), "days"),
    ("NEARS", N_("before its day, when an officer is told of a duty"), "days"),
    ("TOLD_AGAIN", N_("between mails on what is late"), "days"),
    ("EMERGENCY", N_("until the head judges an emergency access"), "days"),
    ("ERASURE_STEPS", N_("at least between two steps before a file is erased"), "days"),
    ("CODES_A_DAY", N_("a day, at most, that one person is sent a code and types none"), "times"),
    ("NEW_LINKS_A_DAY", N_("a day, at most, that one person is sent new links"), "times"),
    ("NEW_LINKS_APART", N_("within which a second request for a link is the same"), "minutes"),
    ("CALENDAR_READS", N_("an hour, at most, that a program reads one person's meetings"), "times"),
    ("NEW_ADDRESS", N_("for which a changed address resets no password"), "days"),
    ("PUT_BACK", N_("for which officers read that the record was put back"), "days"),
    ("DRAFT", N_("for which a draft is kept that was not sent and not changed"), "days"),
    ("FRESH_BACKUP", N_("that the newest tried copy of the record may be old"), "days"),
    ("KEEP_BACKUPS", N_("for which a copy of the record is kept"), "days"),
    ("LEAST_BACKUPS", N_("of the record that are kept in any case, the newest ones"), "copies"),
)


@dataclass(frozen=True, slots=True)
class OurLimit:
    """One line of the page."""

    words: str
    amount: str
    beside: Article


def lines(say: Translator) -> Iterator[OurLimit]:
    """In the order in which a case meets them."""
    for name, words, unit in WORDS:
        chosen = getattr(DEFAULTS, name)
        beside = chosen.beside if isinstance(chosen, Default) else _BESIDE[name]
        yield OurLimit(say.gettext(words), _amount(say, chosen, unit), beside)


def _amount(say: Translator, chosen: Default | int | tuple[int, ...], unit: str) -> str:
    if isinstance(chosen, Default):
        chosen = chosen.days or chosen.count
    numbers = chosen if isinstance(chosen, tuple) else (chosen,)
    if unit == "clock":
        return " – ".join(_UNITS[unit](say, each) for each in numbers)
    return ", ".join([*map(str, numbers[:-1]), _UNITS[unit](say, numbers[-1])])
