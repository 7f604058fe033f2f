"""Templates: one environment per language, strict about what a page forgets to say."""

import hashlib
import re
from collections.abc import Callable
from datetime import date
from functools import lru_cache, partial
from pathlib import Path
from typing import Any, Final

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup, escape

from core import reach
from core.i18n import LANGUAGES, OWN_NAMES, Language, Translator, capital, translator
from core.templates import Compiled, when_read
from core.working_days import around
from portal import file_words
from portal.addresses import beside_the_file
from portal.check_words import CHECK_MEANS
from portal.contact_words import WATCHED, WEEKDAYS, WHOSE
from portal.happened import offer
from portal.institutions import institution
from portal.law import address
from portal.log_words import CHILD_SEEN, LOGGED, VISITS
from portal.words import RELATIONS, in_part, stood_as
from queries.urgency import urgency
from rules.basis import Default
from rules.convening import earliest_meeting, last_day_to_invite
from rules.defaults import DEFAULTS

COMMAND: Final = re.compile(r"`([^`]+)`")
PAGES: Final = Path(__file__).parent / "pages"
STATIC: Final = Path(__file__).parent / "static"


@lru_cache(maxsize=64)
def static(name: str) -> str:
    """The address of a static file; it changes with the file, so that browsers may keep it."""
    mark = hashlib.sha256((STATIC / name).read_bytes()).hexdigest()[:10]
    return f"/static/{name}?v={mark}"


def initials(name: str) -> str:
    words = [word for word in name.split() if not word.endswith(".")] or name.split()  # no `Dr.`
    return "".join(word[0] for word in (words[:1] + words[1:][-1:])).upper()


def unbroken(words: str) -> Markup:
    """A case number stays on one line, also in a narrow heading."""
    return Markup('<span class="nr">{}</span>').format(words)


def commands(words: str) -> Markup:
    """What the command line sets off by backticks, `tryeza watch`, as a page does."""
    return Markup(COMMAND.sub(r"<code>\1</code>", str(escape(words))))  # noqa: S704 - escaped


def is_ours(basis: object) -> bool:
    """True where a limit is our choice and not the Regulation's."""
    return isinstance(basis, Default)


def of_plan(basis: object) -> bool:
    """True where the table set the day, in the plan: Art. 13(2.4)."""
    return basis == DEFAULTS.LATE_ACTION


def _when(say: Translator) -> Callable[[date, date], str]:
    def when(due: date, today: date) -> str:
        """The head of a duty: `1 day late`, `Today`, `Tomorrow`, a weekday, or `In 12 days`."""
        if 1 < (due - today).days <= 6 - today.weekday():
            return capital(say.weekday_name(due))
        return capital(say.distance(due, today))

    return when


def _filters(say: Translator) -> dict[str, Callable[..., Any]]:
    spoken: dict[str, Callable[..., str]] = {
        "full_day": say.full_day,
        "weekday": say.weekday,
        "weekday_name": say.weekday_name,
        "day": say.day,
        "short_day": say.short_day,
        "typed_day": say.typed_day,
        "hour": say.hour,
        "month": say.month,
        "distance": say.distance,
        "when": _when(say),
        "article": say.article,
        "institution": partial(institution, say),
        "file_name": partial(file_words.called, say),
        "file_facts": partial(file_words.facts, say),
    }
    return {name: when_read(each) for name, each in spoken.items()} | {
        "capital": capital,
        "commands": commands,
        "initials": initials,
        "unbroken": unbroken,
        "mail_hint": reach.mail_hint,
        "file_size": file_words.size,
    }


COMPILED: Final = Compiled()


@lru_cache(maxsize=len(LANGUAGES))
def environment(language: Language) -> Environment:
    """The templates in one language; every value is escaped, every unknown name is an error."""
    say = translator(language)
    made = Environment(
        loader=FileSystemLoader(PAGES),
        bytecode_cache=COMPILED,
        autoescape=True,
        undefined=StrictUndefined,
        extensions=["jinja2.ext.i18n", "jinja2.ext.do"],
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.install_gettext_callables(  # type: ignore[attr-defined]
        say.catalogue.gettext, say.catalogue.ngettext, newstyle=True
    )
    made.filters.update(_filters(say))
    made.globals.update(
        static=static,
        urgency=urgency,
        last_day_to_invite=last_day_to_invite,
        earliest_meeting=lambda today: earliest_meeting(today, around(today)),
        is_ours=is_ours,
        of_plan=of_plan,
        law_address=address,
        beside_the_file=beside_the_file,
        language=language,
        languages=OWN_NAMES,
        fill=say.fill,
        log_kinds=LOGGED,
        log_seen=CHILD_SEEN,
        visit_states=VISITS,
        contact_watch=WATCHED,
        contact_whose=WHOSE,
        contact_week=WEEKDAYS,
        relation_words=RELATIONS,
        check_means=CHECK_MEANS,
        stood_as=partial(stood_as, say),
        in_part=partial(in_part, say),
        translated=say.catalogue.gettext,
        days_offered=offer,
        whose=lambda sheet, path: sheet.whose(say, path),
    )
    return made


def render(language: Language, template: str, **values: object) -> str:
    return environment(language).get_template(template).render(**values)
