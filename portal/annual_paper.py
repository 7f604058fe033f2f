"""The year's report as a paper, in the version that the table approved: Art. 5(1.6)."""

from core.i18n import Translator
from documents.form import FormPaper, FormPart, SignedBy
from models.annual import AnnualReport
from models.people import Municipality
from portal import papers
from portal.annual_words import PARTS, ROUNDED, tables
from portal.form_parts import asked, table, written
from portal.own_forms import ANNUAL, COUNTED, NO_NAMES, WIDE
from portal.papers import Printing
from queries.annual_file import YearFile


def report(
    by: Printing, say: Translator, file: YearFile, row: AnnualReport, place: Municipality
) -> FormPaper:
    """What was approved; a draft says that it is one."""
    approved = row.approved_on
    said = row.written or {}
    numbers = [
        asked(
            say,
            each.heading,
            each.article,
            table=table(say, COUNTED, WIDE, [(words, str(number)) for words, number in each.rows]),
        )
        for each in tables(say, row.figures or {})
    ]
    return FormPaper(
        **papers.frame(by, say, place, say.gettext(ANNUAL), str(file.year)),
        facts=[
            (say.gettext("Municipality"), place.name(say.language, by.today)),
            (say.gettext("Year"), str(file.year)),
            (say.gettext("Version"), str(row.version)),
            (
                say.gettext("Approved by the Roundtable"),
                say.full_day(approved) if approved else say.gettext("not yet: a draft"),
            ),
            (
                say.gettext("Counted on"),
                say.full_day(row.counted_at) if row.counted_at else say.gettext("not yet"),
            ),
        ],
        parts=[
            FormPart(hint=f"{say.gettext(NO_NAMES)} {say.gettext(ROUNDED)}"),
            *numbers,
            *(written(say, words, said.get(part), of) for part, (words, of) in PARTS.items()),
        ],
        signs=[
            SignedBy([say.gettext("Who convenes the Roundtable")]),
            SignedBy([say.gettext("head of social services")]),
        ],
    )
