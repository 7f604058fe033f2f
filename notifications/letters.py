"""The words of a notice in its reader's language: one template, as mail, as plain text, as SMS."""

import re
from collections.abc import Callable, Mapping
from dataclasses import fields
from functools import lru_cache
from pathlib import Path
from typing import Any, Final, Literal
from urllib.parse import quote
from uuid import UUID

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from core.i18n import LANGUAGES, N_, OWN_NAMES, Language, Translator, capital, translator
from core.lines import one_line
from core.settings import settings
from core.templates import Compiled, sentences, when_read
from models.outbox import RecipientKind
from notifications.addressees import Addressee
from notifications.channels import Letter
from notifications.channels.sms import parts, plain
from notifications.duty_words import DUTY_WORDS
from notifications.notices.base import Notice
from notifications.notices.contacts import OfContact
from notifications.notices.sign_in import OfEnrolment
from notifications.office_numbers import SAY_TO_CALL, with_room
from notifications.places import PROGRAM, at_place, centre
from rules.agenda import OWN
from rules.binding import BINDING, says_whom_it_binds
from rules.contributions import asks_for_contributions
from rules.duties import Duty
from rules.items import AGENDA

TEMPLATES: Final = Path(__file__).parent / "templates"
LANGUAGE_TAGS: Final[Mapping[Language, str]] = {"sq": "sq", "sr": "sr-Latn", "en": "en"}
OWN_ITEM: Final = N_("An item in the chair's own words; read it behind the link")
Form = Literal["html", "txt"]


def compose(notice: Notice, reader: Addressee, urls: Mapping[UUID, str], **secrets: str) -> Letter:
    """Write a notice for its reader; `urls` are the addresses of the links it carries."""
    values = _values(notice, reader, urls) | secrets
    return Letter(
        subject=one_line(_render(notice, reader.language, "txt", "subject.txt", values)),
        sender=sender(reader),
        text=_tidy(_render(notice, reader.language, "txt", "letter.txt", values)),
        html=_render(notice, reader.language, "html", "letter.html", values) + "\n",
        language=reader.language,
        reply_to=reader.reply_to,
    )


def sender(reader: Addressee) -> str:
    """The name beside the address that a letter comes from."""
    if not reader.place:
        return PROGRAM
    return f"{centre(translator(reader.language), reader.place)}, {PROGRAM}"


def entry_words(notice: Notice, reader: Addressee) -> tuple[str, str]:
    """Title and description of a meeting in its reader's calendar."""
    values = _values(notice, reader, {})
    title = one_line(_render(notice, reader.language, "txt", "entry.txt", values))
    return title, _about_an_entry(reader.language)


@lru_cache(maxsize=len(LANGUAGES))
def _about_an_entry(language: Language) -> str:
    """The same in each."""
    return one_line(_environment(language, "txt").get_template("entry_about.txt").render())


def said(notice: Notice, reader: Addressee) -> list[str]:
    """What its letter says and nothing else, line by line: for the page behind it."""
    text = _render(notice, reader.language, "txt", "page.txt", _values(notice, reader, {}))
    return [line.strip() for line in text.splitlines() if line.strip()]


def short(notice: Notice, reader: Addressee, **secrets: str) -> str:
    """Write a notice as one SMS."""
    values = _values(notice, reader, {}) | secrets
    text = _short(notice, reader, values)
    if notice.template in SAY_TO_CALL and reader.office.phone:
        longer = text + plain(f" {one_line(reader.office.phone)}")
        is_one = parts(longer) == parts(text)
        text = longer if is_one else _short(notice, reader, values | {"in_fewer_words": True})
    return _if_it_fits(text, with_room(notice, reader.office_number, reader.numbers))


def _short(notice: Notice, reader: Addressee, values: dict[str, Any]) -> str:
    return plain(one_line(_render(notice, reader.language, "txt", "short.txt", values)))


def _if_it_fits(text: str, more: str) -> str:
    """Nothing that would take another part."""
    longer = text + plain(more)
    return longer if parts(longer) == parts(text) else text


def _values(notice: Notice, reader: Addressee, urls: Mapping[UUID, str]) -> dict[str, Any]:
    say = translator(reader.language)
    url = _url(notice, urls)
    told = {field.name: _clean(getattr(notice, field.name)) for field in fields(notice)}
    if "place" in told:
        told["place"] = at_place(
            str(told["place"]), reader.language, reader.place, reader.own_places
        )
    return told | {
        "lang": LANGUAGE_TAGS[reader.language],
        "under": getattr(notice, "under", {}),
        "standing": getattr(notice, "standing", 0),
        "urls": urls,
        "url": url,
        "signs_in": bool(url)
        and notice.recipient.kind == RecipientKind.ACCOUNT
        and not isinstance(notice, OfEnrolment),
        "reader": _clean(reader.name),
        "has_mobile": bool(reader.phone) and reader.by_sms,
        "signer": _clean(reader.signer),
        "member": _clean(reader.member),
        "answers": _clean(reader.answers),
        "answers_mail": _clean(reader.answers_mail),
        "place_of_centre": _clean(reader.place),
        "centre": centre(say, reader.place),
        "centre_phone": _clean(reader.office.phone),
        "in_fewer_words": False,
        "office": _office(say, reader),
        "office_number": _clean(reader.office_number),
        "numbers": reader.numbers,
        "articles": " · ".join(_in_letters(say, article) for article in notice.article.split(", ")),
        "binding": str(BINDING) if _binds(notice) else "",
        "in_demo": settings().demo,
        "others": {code: name for code, name in OWN_NAMES.items() if code != reader.language},
    }


def _binds(notice: Notice) -> bool:
    """Also what stands for several mails, each of which asks for something."""
    return says_whom_it_binds(notice.template) or getattr(notice, "corrected", False)


def _office(say: Translator, reader: Addressee) -> str:
    """`QPS Ferizaj · 0290 320 100 · qps@…`: whom to call, and where an answer is read."""
    said = [one_line(each) for each in reader.office if each]
    return " · ".join([centre(say, reader.place), *said]) if said else ""


def _url(notice: Notice, urls: Mapping[UUID, str]) -> str | None:
    """The page behind the button; a superior's takes their reply, a reminder has many."""
    if isinstance(notice, OfEnrolment):
        return urls.get(notice.enrolment_id)
    if notice.recipient.kind == RecipientKind.ACCOUNT:
        return _staff_page(notice)
    leads_to = notice.link_id or getattr(notice, "change_id", getattr(notice, "reply_id", None))
    return urls.get(leads_to) if leads_to else None


def _staff_page(notice: Notice) -> str:
    if isinstance(notice, OfContact):
        return address(f"/contacts/{notice.change_id}")
    own = getattr(notice, "page", "")
    if own:
        return address(own)
    number = getattr(notice, "case_number", None)
    if number:
        return address(f"/cases/{quote(number, safe='')}")
    return address(f"/roundtable/{quote(getattr(notice, 'quarter', ''), safe='')}".rstrip("/"))


def address(path: str) -> str:
    """Where a message leads: under the configured address, never under one a request named."""
    return settings().base_url.rstrip("/") + path


def _clean(value: object) -> object:
    return one_line(value) if isinstance(value, str) else value


def _in_letters(say: Translator, article: str) -> str:
    """`8(9)` as `Article 8, paragraph 9`; `19` has no paragraph."""
    number, _, paragraph = article.rstrip(")").partition("(")
    if not paragraph:
        return say.gettext("Article %(number)s", number=number)
    return say.gettext(
        "Article %(number)s, paragraph %(paragraph)s", number=number, paragraph=paragraph
    )


def _tidy(text: str) -> str:
    return re.sub(r"\n{3,}", "\n\n", re.sub(r"[ \t]+\n", "\n", text)).strip() + "\n"


def _render(
    notice: Notice, language: Language, form: Form, layout: str, values: Mapping[str, Any]
) -> str:
    template = _environment(language, form).get_template(f"{notice.template}.txt")
    return template.render(values, layout=layout)


COMPILED: Final[Mapping[Form, Compiled]] = {"html": Compiled(), "txt": Compiled()}


@lru_cache(maxsize=2 * len(LANGUAGES))
def _environment(language: Language, form: Form) -> Environment:
    """The templates in one language and form; an unknown name is an error, not a gap."""
    say = translator(language)
    made = Environment(
        loader=FileSystemLoader(TEMPLATES),
        bytecode_cache=COMPILED[form],
        autoescape=form == "html",  # noqa: S701 - the other form is plain text
        undefined=StrictUndefined,
        extensions=["jinja2.ext.i18n"],
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,  # or every mail asks for the time of each of its ten files
    )
    made.install_gettext_callables(  # type: ignore[attr-defined]
        say.catalogue.gettext, say.catalogue.ngettext, newstyle=True
    )
    made.globals |= sentences(say, Markup if form == "html" else str)
    made.filters.update({name: when_read(each) for name, each in _filters(say).items()})
    made.tests["planning"] = asks_for_contributions
    made.globals["parts"] = made.get_template(f"parts.{form}").module
    return made


def _filters(say: Translator) -> dict[str, Callable[..., str]]:
    def moment(at: Any) -> str:
        return say.gettext("%(day)s, at %(hour)s", day=say.full_day(at), hour=say.hour(at))

    def duty(word: str) -> str:
        return say.gettext(DUTY_WORDS[Duty(word)])

    def item(code: str) -> str:
        return say.gettext(OWN_ITEM if code == OWN else AGENDA[code])

    return {
        "full_day": say.full_day,
        "day": lambda day: say.day(day, day),  # in a subject the year goes without saying
        "moment": moment,
        "agenda_item": item,
        "duty": duty,
        "article": lambda article: _in_letters(say, article),
        "capital": capital,
    }
