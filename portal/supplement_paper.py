"""A supplement beside a sealed file as a paper, with who has signed it: beside Art. 17(5)."""

from collections.abc import Iterator, Sequence
from typing import Any, Final

from casework.case.supplement import SupplementText, to_be_signed
from casework.record.files import AttachedFile
from core.i18n import N_, Translator, capital
from documents.form import FormPaper, FormPart
from documents.paper import Attendant
from models.case import Case
from portal import papers
from portal.file_words import called
from portal.form_parts import asked
from portal.minutes_paper import NotAsLaid
from portal.papers import Printing
from portal.words import SIGNED_BY
from queries.supplements import SupplementLine
from rules.signing import SignatureMethod
from rules.supplement import Capacity

WHAT: Final = N_("Supplement beside a sealed file")
UNSIGNED: Final = N_("Nobody has signed this supplement yet.")
AS_WHAT: Final = {
    Capacity.MANAGER: N_("Case manager"),
    Capacity.HEAD: N_("Head, or the head's deputy"),
}
WITH_FILES: Final = N_("With the attached files, as it is signed")
HEADS: Final = (N_("Name and surname"), N_("Signs as"), N_("Day"), N_("Signature"))


def supplement(
    by: Printing,
    say: Translator,
    case: Case,
    line: SupplementLine,
    attached: Sequence[AttachedFile] = (),
) -> FormPaper:
    """The very text that was entered, with its fingerprint, and what is attached; that nobody has
    signed it is said."""
    if not line.as_laid:
        raise NotAsLaid
    text = line.text
    number = say.gettext("Supplement %(number)s", number=text.number)
    frame: dict[str, Any] = papers.frame(
        by, say, case.municipality, say.gettext(WHAT), case.number, number
    )
    unsigned = () if line.signatures else (say.gettext(UNSIGNED),)
    later = [
        capital(say.gettext("corrected by supplement %(number)s", number=each))
        for each in line.corrected_by
    ]
    frame["marks"] = (*frame["marks"], *unsigned, *later)
    return FormPaper(
        **frame,
        facts=list(_facts(say, line)),
        parts=list(_parts(say, text, attached)),
        people_heading=say.gettext("Signatures"),
        heads=[say.gettext(each) for each in HEADS],
        people=list(_people(say, line)),
        fingerprint=_fingerprint(say, line, attached),
    )


def _fingerprint(say: Translator, line: SupplementLine, attached: Sequence[AttachedFile]) -> str:
    """Of the text; and of what is signed, where files are attached."""
    kept = say.gettext("The text does not change any more. Its fingerprint:")
    found = f"{kept} {line.row.digest.hex()}"
    if not attached:
        return found
    whole = to_be_signed(line.row, attached).hex()
    return f"{found}\n{say.gettext(WITH_FILES)}: {whole}"


def _parts(
    say: Translator, text: SupplementText, attached: Sequence[AttachedFile]
) -> Iterator[FormPart]:
    """Whoever signs has seen these files, each by the hash of its original."""
    yield asked(say, N_("What is added"), lines=text.words.splitlines())
    if attached:
        lines = [f"{called(say, e)}: SHA-256 {e.original.sha256.hex()}" for e in attached]
        yield asked(say, N_("Attached files"), lines=lines)


def _facts(say: Translator, line: SupplementLine) -> Iterator[tuple[str, str]]:
    text = line.text
    yield say.gettext("Case"), text.case
    happened = text.happened_on
    yield (
        say.gettext("Happened on"),
        say.day(happened) if happened else say.gettext("on a day that is not known"),
    )
    yield (
        say.gettext("Entered"),
        say.gettext(
            "entered on %(day)s by %(name)s", day=say.day(text.entered_on), name=text.entered_by
        ),
    )
    if text.corrects:
        corrects = say.gettext("corrects supplement %(number)s", number=text.corrects)
        yield say.gettext("Corrects"), corrects
    yield say.gettext("Seal of the file"), text.seal


def _people(say: Translator, line: SupplementLine) -> Iterator[Attendant]:
    how = say.gettext(SIGNED_BY[SignatureMethod.PASSWORD])
    for each in line.signatures:
        name = each.account.name_at(each.signed_at) or ""
        yield Attendant(name, say.gettext(AS_WHAT[each.capacity]), say.day(each.signed_at), how)
    for who in line.awaited:
        yield Attendant("–", say.gettext(AS_WHAT[who]), "–", say.gettext("not signed yet"))
