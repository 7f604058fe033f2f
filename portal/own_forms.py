"""What members and the municipal table write by hand: a report, the year's report: 5(1.6), 8(9)."""

from collections.abc import Iterator
from typing import Final

from core.i18n import N_, Translator
from documents.form import FormPaper, FormPart, SignedBy
from models.people import Municipality
from portal import papers
from portal.annex_lines import WORDS
from portal.form_parts import asked, free, table, to_tick
from portal.papers import Printing
from portal.words import GROUNDS, STATUSES

REPORT: Final = N_("Progress report")
ANNUAL: Final = N_("Annual report of the Roundtable")
REPORT_HEADS: Final = (
    N_("Action I am responsible for"),
    N_("Status"),
    N_("Done on, or another day asked for"),
)
NO_NAMES: Final = N_(
    "The report names no child, and no case by its number. A child with several categories is"
    " counted once in the total."
)
GIVEN_HEADS: Final = (N_("To whom"), N_("On which day"), N_("Number of the letter"))
READERS: Final = (
    N_("The Municipality"),
    N_("The Ministry of Justice, where it asks for it"),
    N_("The Council for Children's Rights, where it asks for it"),
)
COUNTED: Final = (N_("What is counted"), N_("Number"))
DURING: Final = (
    N_("Cases open at the beginning of the year"),
    N_("Cases referred during the year"),
    N_("Cases closed during the year"),
    N_("Cases open at the end of the year"),
)
DONE: Final = (
    (N_("Meetings on cases"), "8(1)"),
    (N_("Meetings on the general situation, at least one in three months"), "8(2)"),
    (N_("Comprehensive assessments"), "12(2)"),
    (N_("Unified individual plans adopted"), "13(1)"),
    (N_("Reviews of plans"), "5(1.5)"),
    (N_("Notices to superiors"), "14(3.2)"),
    (N_("Extraordinary meetings"), "14(5)"),
)
ATTENDED: Final = (
    N_("Institution"),
    N_("Meetings it was invited to"),
    N_("Meetings it attended"),
    N_("Reports in time"),
)
WIDE: Final = (5, 1)
CATEGORIES: Final = ("M", "S", "E", "N")
"""Of Annex 1."""


def report_blank(by: Printing, say: Translator, place: Municipality | None) -> FormPaper:
    """A member's, at least three days before the meeting: Art. 8(9)."""
    rows = [("", to_tick(say, STATUSES.values()), "")] * 4
    in_time = N_("It is to be with the case manager at least three days before the meeting.")
    return FormPaper(
        **papers.blank_frame(by, say, place, say.gettext(REPORT)),
        facts=free(say, N_("Case"), N_("Meeting"), N_("Name and surname"), N_("Institution")),
        parts=[
            FormPart(hint=f"{say.gettext(in_time)} ({say.article('8(9)')})"),
            asked(say, N_("Actions"), "14(2)", table=table(say, REPORT_HEADS, (2.4, 1, 1.6), rows)),
            asked(say, N_("What have you done since the last meeting?"), room=6),
            asked(say, N_("What should the table know?"), room=4),
        ],
        signs=[SignedBy([say.gettext("Signature")]), SignedBy([say.gettext(N_("Place and day"))])],
    )


def annual_blank(by: Printing, say: Translator, place: Municipality | None) -> FormPaper:
    """The frame of the year's report; its headings are the table's duties: Art. 5(1.6)."""
    return FormPaper(
        **papers.blank_frame(by, say, place, say.gettext(ANNUAL)),
        facts=free(say, N_("Municipality"), N_("Year"), N_("Who chairs the Roundtable")),
        parts=[
            FormPart(hint=say.gettext(NO_NAMES)),
            *_cases(say),
            *_work(say),
            asked(say, N_("What the protection of children lacks in the municipality"), room=4),
            asked(say, N_("What the Roundtable proposes"), room=4),
            asked(
                say,
                N_("To whom the report is given"),
                "5(1.6)",
                table=table(say, GIVEN_HEADS, (2.4, 1, 1.2), _readers(say)),
            ),
        ],
        signs=[
            SignedBy([say.gettext("Case manager")]),
            SignedBy([say.gettext(N_("head of social services"))]),
        ],
    )


def _cases(say: Translator) -> Iterator[FormPart]:
    """How many children the table worked for, with which risk, and how cases ended."""
    of_kind = (say.gettext(WORDS[each]) for each in CATEGORIES)
    during = [(say.gettext(each), "") for each in DURING]
    yield asked(say, N_("Cases"), "5(1.1)", table=table(say, COUNTED, WIDE, during))
    kinds = [(each, "") for each in of_kind]
    heads = (N_("Category of Annex 1"), N_("Number"))
    yield asked(say, N_("Cases by category"), "20(1)", table=table(say, heads, WIDE, kinds))
    closed = [(say.gettext(each), "") for each in GROUNDS.values()]
    heads = (N_("Ground"), N_("Number"))
    yield asked(say, N_("Closed cases by ground"), "17(3)", table=table(say, heads, WIDE, closed))


def _work(say: Translator) -> Iterator[FormPart]:
    """What the table did, with whom, and which services there were."""
    done = [(f"{say.gettext(each)} ({say.article(article)})", "") for each, article in DONE]
    yield asked(say, N_("Work of the Roundtable"), table=table(say, COUNTED, WIDE, done))
    came = table(say, ATTENDED, (2.4, 1, 1, 1), room=8)
    yield asked(say, N_("Institutions at the table"), "9", table=came)
    yield asked(say, N_("Services, and how sustainable they were"), "5(1.4)", room=5)
    yield asked(say, N_("Cooperation with other institutions and organisations"), "19", room=3)
    general = N_("The general risk to the well-being of children in the municipality")
    yield asked(say, general, "8(2)", room=5)


def _readers(say: Translator) -> list[tuple[str, str, str]]:
    return [(say.gettext(each), "", "") for each in READERS]
