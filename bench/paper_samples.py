"""Papers as after a year, to be measured by `bench.papers`."""

from datetime import date
from typing import Any, Final

from core.i18n import translator
from documents.annex_1 import Annex1
from documents.meeting import InvitationPaper, MinutesPaper, SignInSheet
from documents.paper import (
    Attendant,
    Letterhead,
    PaperText,
    PlanLine,
    PrintedPaper,
    ReviewLines,
)
from documents.plan import PlanPaper
from portal.annex_lines import lines_shown

WORDS: Final = "Fëmija vijon shkollën rregullisht; takimet me këshilltaren bëhen dy herë në javë. "
PEOPLE: Final = [Attendant(f"Anëtari {number}", "Policia e Kosovës", "po") for number in range(12)]


def a_form() -> Annex1:
    """Filled in everywhere, as after a year."""
    say = translator("sq")
    words = lines_shown(say, {})
    rows = [
        PlanLine(
            f"{number}. {WORDS}",
            "Këshillim psikosocial",
            "Qendra për Shëndet Mendor",
            "15 dhjetor 2026",
            "në proces",
            "20 dhjetor 2026",
            WORDS,
        )
        for number in range(1, 41)
    ]
    return Annex1(
        language="sq",
        title="Annex 1",
        made_on=date(2026, 11, 30),
        letterhead=Letterhead("QPS Ferizaj", ("0290 320 000",)),
        foot=("Annex 1",),
        words=words,
        joined=", ".join(words[f"G1.{number}"] for number in range(1, 8)),
        head=("R-26-4071", "12 tetor 2026", "Ferizaj", "Blerim Hoxha", "Policia"),
        ticked={"M1": "", "N2": ""},
        personal=("Emri", "3 mars 2024", "vajzë", "", "Ferizaj", "Ferizaj", WORDS, "", ""),
        assessed=[PaperText((WORDS * 6,), heading) for heading in ("Mosha", "Shëndeti", "Siguria")],
        served=[PaperText((WORDS,))] * 6,
        shared=[PaperText((WORDS * 2,))] * 8,
        goal=(WORDS,),
        actions=rows,
        of_the_plan=PEOPLE,
        reviews=[ReviewLines("12 tetor 2026", rows)] * 3,
        holds="X1",
        of_the_closing=PEOPLE,
    )


def for_a_room() -> list[PrintedPaper]:
    """What is printed before a meeting and signed after it."""
    frame: dict[str, Any] = {
        "language": "sq",
        "title": "R-26-4071",
        "made_on": date(2026, 11, 30),
        "letterhead": Letterhead("QPS Ferizaj", ("0290 320 000",)),
        "foot": ("R-26-4071",),
        "facts": (("Rasti", "R-26-4071"), ("Koha dhe vendi", "12 tetor 2026, QPS Ferizaj")),
    }
    heads = ("Emri dhe mbiemri", "Institucioni", "Prezent", "Nënshkrimi")
    agenda = [f"Pika {number}" for number in range(10)]
    return [
        InvitationPaper(
            **frame,
            heading="Ftesa",
            to="Për:",
            opening=WORDS,
            agenda_heading="Rendi i ditës",
            agenda=agenda,
            law=(WORDS,),
            signs=("Blerim Hoxha",),
        ),
        SignInSheet(**frame, heading="Prania", secret=WORDS, heads=heads[:3], people=PEOPLE),
        MinutesPaper(
            **frame,
            heading="Procesverbali",
            record="sq",
            written=[PaperText((WORDS * 5,), each) for each in agenda],
            beside=(),
            people_heading="Pjesëmarrësit",
            heads=heads,
            people=PEOPLE,
        ),
        PlanPaper(
            **frame,
            heading="Plani",
            actions_heading="Veprimet",
            heads=("Veprimi", "Objektivi", "Përgjegjës", "Deri më"),
            rows=[(f"{number}. {WORDS}", WORDS, "Anëtari", "15 dhjetor") for number in range(40)],
        ),
        a_form(),
    ]
