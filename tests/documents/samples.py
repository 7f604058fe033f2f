"""Papers for tests: blank, filled, with much in them, and with what is not meant well."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any, Final

from core.i18n import Language, translator
from documents.annex_1 import Annex1
from documents.builder import build
from documents.closing import ClosingPaper
from documents.form import FormPaper, FormPart, FormTable, LetterPaper, SignedBy
from documents.meeting import AgendaPaper, InvitationPaper, MinutesPaper, SignInSheet
from documents.paper import Attendant, Letterhead, PaperText, PlanLine, PrintedPaper, ReviewLines
from documents.plan import PlanPaper
from documents.reports import ReportsPaper, ReportText
from portal.annex_lines import lines_shown
from rules.annex_english import ENGLISH

DAY: Final = date(2026, 11, 30)
LONG_NAME: Final = "Dr. Lindita-Fatmire Gjonbalaj-Đorđević Krasniqi e Bytyqit"
HOSTILE: Final = (
    '#read("/etc/passwd")',
    '#panic("stop")',
    "*bold* _it_ $x^2$ `raw` <label> @ref // note /* more */",
    "= Heading\n- item\n+ item\n/ term: x",
    "\\u{41} \\ #{1 + 1} #let x = 1",
    "<script>alert(1)</script> {{ 7*7 }} =cmd|' /C calc'!A0 ${7*7}",
    "]]) #sys.inputs ]",
)


def words_of(language: Language) -> Mapping[str, str]:
    return ENGLISH if language == "en" else lines_shown(translator(language), {})


def blank(language: Language) -> Annex1:
    words = words_of(language)
    return Annex1(
        language=language,
        title="Annex 1",
        made_on=DAY,
        foot=("Annex 1",),
        hand=True,
        words=words,
        joined=", ".join(words[f"G1.{n}"] for n in range(1, 8)),
    )


def action(number: int, words: str = "Takime me këshilltaren, dy herë në javë") -> PlanLine:
    return PlanLine(
        f"{number}. {words}",
        "Këshillim psikosocial",
        "Qendra për Shëndet Mendor, Njësia për fëmijë dhe adoleshentë",
        "15 dhjetor 2026",
        "në proces",
        "me planin, deri më 20 dhjetor 2026",
        "Vijon rregullisht.",
    )


def filled(language: Language, actions: int = 3, say: str = "Fëmija vijon shkollën.") -> Annex1:
    """Every part of it with something in it, and `say` wherever somebody types."""
    rows = [action(number) for number in range(1, actions + 1)]
    people = [
        Attendant(
            LONG_NAME, "Qendra Kryesore e Mjekësisë Familjare, Pediatria", "po", "30.11.2026"
        ),
        Attendant("Željko Šćepanović", say, "jo"),
    ]
    return replace(
        blank(language),
        hand=False,
        letterhead=Letterhead("QPS Ferizaj", ("0290 320 000", "qps@ferizaj.example")),
        marks=("Plotësuar nga dosja.",),
        head=("R-26-4071", "12 tetor 2026", "Ferizaj", "Blerim Hoxha", say),
        ticked={"M1": "", "N2": "", "E5": say},
        personal=(LONG_NAME, "3 mars 2024", "vajzë", "", say, "Ferizaj / te gjyshja", say, "", say),
        assessed=(PaperText((say, "Dy rreshta.")), PaperText((say,), "Shëndeti")),
        served=(PaperText((say,)),),
        shared=(PaperText(("Policia e Kosovës, 12 tetor 2026:", say)),),
        criteria=(("plotësohet", say), *((("nuk është thënë", ""),) * 6)),
        goal=(say,),
        actions=[*rows, replace(action(actions + 1), action=say, notes=say, institution=say)],
        of_the_plan=people,
        reviews=(ReviewLines("12 tetor 2026", rows[:2]),),
        holds="X6",
        in_words=say,
        of_the_closing=people,
    )


HEAD_FACTS: Final = (("Rasti", "R-26-4071"), ("Takimi", "2, takimi i rishikimit"))


def _frame(language: Language) -> dict[str, Any]:
    return {
        "language": language,
        "title": "R-26-4071",
        "made_on": DAY,
        "letterhead": Letterhead("QPS Ferizaj", ("0290 320 000",)),
        "marks": ("Rregullorja nuk jep formular për këtë; ky është yni.",),
        "foot": ("R-26-4071",),
        "facts": HEAD_FACTS,
    }


def invitation(language: Language, say: str = "Rishikimi i planit") -> InvitationPaper:
    return InvitationPaper(
        **_frame(language),
        heading="Ftesa",
        to="Për:",
        opening="Jeni të ftuar në takim.",
        agenda_heading="Rendi i ditës",
        agenda=("Miratimi i rendit të ditës", say),
        law=("Ftesa dërgohet tri ditë para takimit.",),
        signs=("Blerim Hoxha, kryesues",),
    )


def sign_in_sheet(
    language: Language, say: str = "Policia e Kosovës", people: int = 3
) -> SignInSheet:
    return SignInSheet(
        **_frame(language),
        heading="Fleta e pranisë",
        secret="Takimi është i mbyllur.",
        heads=("Emri dhe mbiemri", "Institucioni", "Nënshkrimi"),
        people=[Attendant(f"{LONG_NAME} {n}", say) for n in range(people)],
    )


def minutes(language: Language, say: str = "U vendos.", items: int = 5) -> MinutesPaper:
    return MinutesPaper(
        **_frame(language),
        heading="Procesverbali",
        record="sr",
        written=[PaperText((say, "Dy."), f"{n}. Pika") for n in range(1, items + 1)],
        beside=(PaperText((say,), "Kush kundërshton"),),
        people_heading="Pjesëmarrësit",
        heads=("Emri dhe mbiemri", "Institucioni", "Prezent", "Nënshkrimi"),
        people=(Attendant(LONG_NAME, say, "po"), Attendant("Željko Šćepanović", "OJQ", "jo", say)),
        fingerprint="Gjurma: " + 64 * "a",
    )


_KEPT: Final[dict[str, bytes]] = {}


def built(paper: PrintedPaper) -> bytes:
    """Set once for all tests that only read it."""
    key = repr(paper)
    if key not in _KEPT:
        _KEPT[key] = build(paper)
    return _KEPT[key]


def plan(language: Language, say: str = "Fëmija vijon shkollën.", actions: int = 3) -> PlanPaper:
    rows = [
        (f"{n}. {say}\nKëshillim", "Qëllimi", f"{LONG_NAME}\n{say}", "15 dhjetor 2026", "–", say)
        for n in range(1, actions + 1)
    ]
    return PlanPaper(
        **_frame(language),
        heading="Plani individual i unifikuar",
        criteria_heading="Si është caktuar synimi",
        criteria=(f"specifik: plotësohet · {say}",),
        actions_heading="Veprimet dhe masat",
        heads=("Veprimi", "Objektivi", "Përgjegjës", "Deri më", "Statusi", "Rishikimi"),
        rows=rows,
    )


def reports(
    language: Language, say: str = "Fëmija vijon shkollën.", members: int = 3
) -> ReportsPaper:
    texts = (PaperText((f"1. {say}: në proces",), "Veprimet"), PaperText((say,), "Çka u bë"))
    return ReportsPaper(
        **_frame(language),
        heading="Raportet e progresit",
        reports=[
            *(ReportText(f"{LONG_NAME} {n}", "pranuar", texts) for n in range(members)),
            ReportText("Željko Šćepanović", "Ky raport nuk ka arritur."),
        ],
    )


def closing(language: Language, say: str = "Jashtë rrezikut.") -> ClosingPaper:
    return ClosingPaper(
        **_frame(language),
        heading="Formulari i mbylljes",
        texts=(PaperText((), "Vlerësimi"), PaperText((say, "Dy.")), PaperText((say,), "Mendimet")),
        people_heading="Pjesëmarrësit",
        heads=("Emri dhe mbiemri", "Institucioni", "Prezent", "Nënshkrimi"),
        people=(Attendant(LONG_NAME, say, "po"), Attendant("Željko Šćepanović", "OJQ", "jo", say)),
        fingerprint="Gjurma: " + 64 * "b",
    )


def agenda(language: Language, say: str = "Vëllai i vajzës") -> AgendaPaper:
    return AgendaPaper(
        **_frame(language),
        heading="Rendi i ditës",
        secret="Për anëtarët që e kanë nënshkruar deklaratën.",
        items=(PaperText((), "Miratimi i rendit të ditës"), PaperText(("me vonesë",), say)),
        approval_heading="Miratimi",
        approval=(("Miratohet", False), ("Miratohet me ndryshime:", True)),
        changes=say,
        notes_heading="Shënime",
    )


def _parts(say: str, room: int) -> list[FormPart]:
    table = FormTable(("Veprimi", "Çka u bë"), (2, 1.5), [(f"1. {say}", LONG_NAME)], 3)
    return [
        FormPart(heading="Veprimet", table=table),
        FormPart(hint="E mundur", lines=(say, "Dy."), language="sr"),
        FormPart(heading="Rreziku", boxes=(("i ulët", False), (say, True))),
        FormPart(facts=(("Vendi", say),)),
        FormPart(heading="Tjera", room=room),
    ]


def form(language: Language, say: str = "Fëmija vijon shkollën.") -> FormPaper:
    return FormPaper(
        **_frame(language),
        heading="Formulari",
        parts=_parts(say, 3),
        people_heading="Pjesëmarrësit",
        heads=("Emri dhe mbiemri", "Institucioni", "Prezent", "Nënshkrimi"),
        people=(Attendant(LONG_NAME, say, "po"),),
        room=2,
        signs=(SignedBy(("Menaxheri i rastit",)), SignedBy(("Vendi dhe data",), say)),
        fingerprint="Gjurma: " + 64 * "c",
    )


def letter(language: Language, say: str = "Fëmija vijon shkollën.") -> LetterPaper:
    frame = _frame(language)
    del frame["facts"]
    return LetterPaper(
        **frame,
        book=(("Nr. prot.", ""), ("Data", say)),
        to=(LONG_NAME, say),
        heading="Kërkesë për informata",
        opening=("I nderuar,", say),
        parts=_parts(say, 0),
        closing=("Me respekt,",),
        signs=(SignedBy((LONG_NAME, "Menaxheri i rastit")),),
    )
