"""`python -m notifications.preview reports/request sq [html]`: a notice exactly as it is sent."""

import sys
from uuid import UUID

from core.i18n import LANGUAGES, language_or
from notifications import letters
from notifications.letters import Addressee
from notifications.notices import NOTICES
from notifications.notices.base import Notice
from notifications.notices.codes import CodeSent
from notifications.notices.contacts import ContactCode, ContactToConfirm, MailCameBack
from notifications.notices.reminders import OwedReminder
from notifications.notices.sign_in import OfEnrolment
from notifications.samples import sample

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
        answers="Blerim Hoxha",
        answers_mail="blerim.hoxha@qps.example",
    )


def urls(notice: Notice) -> dict[UUID, str]:
    linked = [notice.link_id] if notice.link_id else []
    if isinstance(notice, ContactToConfirm):
        linked.append(notice.change_id)
    if isinstance(notice, OfEnrolment):
        linked.append(notice.enrolment_id)
    if isinstance(notice, OwedReminder):
        linked += [item.link_id for item in notice.items if item.link_id]
    return {link: f"https://tryeza.example/l/{link.hex}" for link in linked}


def shown(template: str, language: str, form: str = "text") -> str:
    """The words of one sample, as mail or, where it is one, as SMS."""
    notice, to = sample(template), reader(language)
    if isinstance(notice, CodeSent | MailCameBack):
        return letters.short(notice, to, code="204816")
    secrets = {"code": "204816"} if isinstance(notice, ContactCode) else {}
    letter = letters.compose(notice, to, urls(notice), **secrets)
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
