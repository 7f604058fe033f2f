"""`python -m notifications.preview reports/request sq [html]`: a notice exactly as it is sent."""

import sys
from dataclasses import dataclass, replace
from typing import Final
from uuid import UUID

from core.i18n import LANGUAGES, language_or
from models.outbox import CODES
from models.people import Office
from notifications import letters
from notifications.addressees import Addressee
from notifications.at_hand import links_in
from notifications.channels import Letter
from notifications.notices import NOTICES
from notifications.notices.attendance import MemberAbsentBySms
from notifications.notices.base import Notice
from notifications.notices.codes import CodeSent
from notifications.notices.contacts import (
    ContactChangedBySms,
    ContactCode,
    ContactToConfirm,
    MailCameBack,
)
from notifications.notices.convening import MeetingNotTheirs, MeetingOff, MeetingSoon
from notifications.notices.entries import OfEntry
from notifications.notices.last_calls import LastCall, OfficerLastCall
from notifications.notices.links import LinksAnew
from notifications.notices.receipt import ReceiptForReferral
from notifications.notices.reminders import OwedReminder
from notifications.notices.reports import SuperiorNotifiedBySms
from notifications.notices.sign_in import OfEnrolment
from notifications.samples import sample
from notifications.superiors import ABSENT, ASKED_AGAIN, SUPERIOR

CODE: Final = "204816"
OFFICE_NUMBER: Final = "04-123/26"
BY_SMS_ALONE: Final = (
    *(CodeSent, LastCall, MailCameBack, MeetingOff, MeetingSoon, OfficerLastCall),
    *(ContactChangedBySms, ContactCode, MeetingNotTheirs, MemberAbsentBySms, SuperiorNotifiedBySms),
)
SHORT: Final = frozenset(each.template for each in (*BY_SMS_ALONE, ReceiptForReferral))
"""What leaves by SMS, too or alone."""
REPLIED: Final = frozenset({SUPERIOR, ASKED_AGAIN, ABSENT})
"""What a superior replies to behind a link."""
READERS = {"sq": "Dr. Arta Bytyqi", "sr": "Dr Arta Bytyqi", "en": "Dr Arta Bytyqi"}
PLACES = {"sq": "Ferizaj", "sr": "Uroševac", "en": "Ferizaj"}


def reader(language: str) -> Addressee:
    return Addressee(
        name=READERS[language],
        mail="arta.bytyqi@qkmf.example",
        phone="+38344000000",
        language=language_or(language, "sq"),
        place=PLACES[language],
        signer="Blerim Hoxha",
        member="Dr. Arta Bytyqi",
        reply_to="blerim.hoxha@qps.example",
        office=Office("0290 320 100", "qps.ferizaj@rks-gov.example"),
        answers="Blerim Hoxha",
        answers_mail="blerim.hoxha@qps.example",
    )


def reader_of(notice: Notice, language: str) -> Addressee:
    """Of what is about a case, with the number that the centre's office has for it."""
    is_of_case = notice.template not in CODES and getattr(notice, "case_number", None) is not None
    return replace(
        reader(language),
        office_number=OFFICE_NUMBER if is_of_case else "",
        numbers=dict.fromkeys(links_in(notice), OFFICE_NUMBER),
    )


def urls(notice: Notice) -> dict[UUID, str]:
    linked = [notice.link_id] if notice.link_id else []
    if isinstance(notice, ContactToConfirm):
        linked.append(notice.change_id)
    if isinstance(notice, OfEnrolment):
        linked.append(notice.enrolment_id)
    if isinstance(notice, OwedReminder):
        linked += [item.link_id for item in notice.items if item.link_id]
    if isinstance(notice, LinksAnew):
        linked += [each.link_id for each in notice.opened]
    reply = getattr(notice, "reply_id", None) if notice.template in REPLIED else None
    replied = {reply: f"https://tryeza.example/s/{reply.hex}"} if reply else {}
    return replied | {link: f"https://tryeza.example/l/{link.hex}" for link in linked}


@dataclass(frozen=True, slots=True)
class NoticeSample:
    """A notice with invented facts, as its reader has it in one language."""

    letter: Letter | None
    """None of what is told by SMS alone."""
    entry: tuple[str, str] | None
    """Title and description in a calendar."""
    short: str
    """Empty of what is told by mail alone."""

    @property
    def title(self) -> str:
        return self.letter.subject if self.letter else self.short


def in_full(template: str, language: str) -> NoticeSample:
    """What a notice is, by every way on which it leaves."""
    notice = sample(template)
    to = reader_of(notice, language)
    secrets = {"code": CODE} if isinstance(notice, CodeSent | ContactCode) else {}
    by_mail = not isinstance(notice, BY_SMS_ALONE)
    entry = letters.entry_words(notice, to) if isinstance(notice, OfEntry) else None
    return NoticeSample(
        letters.compose(notice, to, urls(notice), **secrets) if by_mail else None,
        entry,
        letters.short(notice, to, **secrets) if template in SHORT else "",
    )


def shown(template: str, language: str, form: str = "text") -> str:
    """The words of one sample, as mail or, where it is one, as SMS."""
    notice = sample(template)
    to = reader_of(notice, language)
    if isinstance(notice, BY_SMS_ALONE):
        return letters.short(notice, to, code=CODE)
    letter = letters.compose(notice, to, urls(notice))
    return letter.html if form == "html" else f"{letter.subject}\n\n{letter.text}"


def main(arguments: list[str]) -> None:
    """Print what was asked for; without a template, all of them."""
    templates = arguments[:1] or list(NOTICES)
    languages = arguments[1:2] or list(LANGUAGES)
    for template in templates:
        for language in languages:
            sys.stdout.write(shown(template, language, *arguments[2:3]) + "\n")


if __name__ == "__main__":
    main(sys.argv[1:])
