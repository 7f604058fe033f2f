"""Conflict of interest and confidentiality as papers, to be signed and as given: 10(2), 18(2)."""

from collections.abc import Iterator, Sequence
from typing import Any, Final

from casework.table.declarations import (
    CONFIDENTIALITY,
    CONFLICT,
    NO_CONFLICT,
    OF_THE_MUNICIPALITY,
)
from core.i18n import N_, Translator, language_or
from documents.form import FormPaper, FormPart, SignedBy
from models.meeting import Signature
from models.people import Municipality
from portal import papers
from portal.form_parts import asked, free
from portal.institutions import institution
from portal.minutes_paper import NotAsLaid
from portal.papers import Printing
from portal.words import SIGNED_BY
from queries.conflicts import Withdrawn
from queries.declarants import Declarant
from queries.declarations import DeclarationFile
from queries.declared_texts import GivenText

BOTH: Final = N_("Declarations on conflict of interest and confidentiality")
ONE: Final = N_("Declaration of confidentiality")
REFUSES: Final = N_("I do not sign this declaration.")
SAID_OF_THEM: Final = N_(
    "Put on record by %(name)s for %(day)s, as it was told or came on paper. It is not said that"
    " they signed it."
)
ON_CONFLICT: Final = N_("Conflict of interest")
ON_CONFIDENTIALITY: Final = N_("Confidentiality")


def blank(
    by: Printing, say: Translator, place: Municipality | None, found: DeclarationFile | None = None
) -> FormPaper:
    """For one person to sign; at the municipal table no case is treated and no conflict asked."""
    of_child = found is None or found.is_case
    what = say.gettext(BOTH if of_child else ONE)
    frame = papers.blank_frame(by, say, place, what)
    at = (_at(say, found), found.label) if found else (say.gettext("Case"), "")
    signer = N_("Who signs for a child: a guardian, if not the child")
    facts = free(say, N_("Name and surname"), N_("Institution or function"))
    return FormPaper(
        **frame,
        facts=[at, *facts, *(free(say, signer) if of_child else ())],
        parts=[*([_conflict(say)] if of_child else ()), *_confidentiality(say, of_child)],
        signs=[SignedBy([say.gettext("Signature")]), SignedBy([say.gettext(N_("Place and day"))])],
    )


def _conflict(say: Translator) -> FormPart:
    said = (NO_CONFLICT, CONFLICT)
    return asked(say, ON_CONFLICT, "10(2)", boxes=[(_sentences(say, each), False) for each in said])


def _sentences(say: Translator, words: Sequence[str]) -> str:
    head, more = (say.gettext(each) for each in words)
    return f"{head}. {more}"


def _confidentiality(say: Translator, of_child: bool) -> Iterator[FormPart]:
    words, signed = CONFIDENTIALITY if of_child else OF_THE_MUNICIPALITY
    boxes = [(say.gettext(each), False) for each in (signed, REFUSES)]
    yield asked(say, ON_CONFIDENTIALITY, "18(2)", lines=[say.gettext(words)])
    yield FormPart(boxes=boxes)
    yield FormPart(hint=say.gettext(N_("Why not; it may be left empty.")), room=1)


def as_given(
    by: Printing,
    say: Translator,
    place: Municipality,
    found: DeclarationFile,
    *,
    who: Declarant,
    texts: Sequence[GivenText],
) -> FormPaper:
    """The very text that was signed, in the language in which it was read, and its fingerprint."""
    if not all(each.as_laid for each in texts):
        raise NotAsLaid
    frame: dict[str, Any] = papers.frame(
        by, say, place, say.gettext(BOTH if found.is_case else ONE), found.label
    )
    facts = [(_at(say, found), found.label), (say.gettext("Name and surname"), who.name)]
    where = institution(say, who.comes_from) if who.comes_from else say.gettext(papers.CENTRE)
    withdrawn = [each for each in found.withdrawn if each.row.member_id == who.id]
    return FormPaper(
        **frame,
        facts=[*facts, (say.gettext("Institution"), where)],
        parts=[
            *(part for each in texts for part in _text(say, each)),
            *(_withdrawn(say, each) for each in withdrawn),
        ],
    )


def _text(say: Translator, of: GivenText) -> Iterator[FormPart]:
    tongue = language_or(of.words.language, "sq")
    for name, article, words in (
        (ON_CONFLICT, "10(2)", of.words.on_conflict),
        (ON_CONFIDENTIALITY, "18(2)", of.words.on_confidentiality),
    ):
        if words:
            yield asked(say, name, article, lines=words.splitlines(), language=tongue)
    kept = f"{say.gettext('The text does not change any more. Its fingerprint:')} {of.digest.hex()}"
    if of.signature is None:
        yield FormPart(hint=kept)
        return
    yield FormPart(lines=[_word_under(say, of, of.signature)])
    yield FormPart(hint=kept)


def _word_under(say: Translator, of: GivenText, word: Signature) -> str:
    day = say.day(word.signed_on)
    if of.was_told:
        return say.gettext(SAID_OF_THEM, day=day, name=of.entered_by)
    seen = say.gettext("seen by %(name)s", name=of.seen_by) if of.seen_by else ""
    said = ", ".join(each for each in (day, say.gettext(SIGNED_BY[word.method]), seen) if each)
    return f"{say.gettext('Signature')}: {said}"


def _withdrawn(say: Translator, each: Withdrawn) -> FormPart:
    row = each.row
    day = say.gettext("withdrawn on %(day)s", day=say.day(row.said_on))
    return asked(
        say,
        N_("Conflict of interest, declared by mistake"),
        "10(2)",
        lines=[f"{day}: {row.reason}"],
    )


def _at(say: Translator, found: DeclarationFile) -> str:
    return say.gettext("Case") if found.is_case else say.gettext("Quarter")
