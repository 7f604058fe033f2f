"""The words people write in the story: a girl of two, her brother of seven, their father.

After the case told in `practice-case-discussion`; everybody's name is invented.
"""

from dataclasses import dataclass, field
from datetime import date

from casework.case.assessment import Indicators
from casework.case.plan_rows import ActionDraft
from casework.case.referral import ChildRecord
from rules.composition import ChildStatus, Relation


@dataclass(frozen=True, slots=True)
class Family:
    """The child of the story and what is known of the family; tests put canaries here."""

    child: ChildRecord = field(
        default_factory=lambda: ChildRecord(
            name="Lirie Podgorani",
            status=ChildStatus.RESIDENT,
            birth_date=date(2024, 5, 14),
            birth_estimated=True,
            gender="girl",
            ethnicity="e padeklaruar",
            birth_place="e panjohur, lindja nuk është regjistruar",
            residence="Gjilan, te babai",
            whereabouts="Ferizaj, Rruga e Gështenjave 17",
            health="e vaksinuar pjesërisht",
            disability="nuk dihet",
            other="jeton me një çift që nuk është familja e saj",
        )
    )
    brother: str = "Dren Podgorani"
    father: str = "Skender Podgorani"
    mother: str = "Ajshe Vrella"
    situation: str = (
        "Çifti që kujdeset për vajzën kërkoi ndihmë materiale. Vajza nuk ka regjistrim të lindjes; "
        "babai ua dha joformalisht para një viti."
    )


BEST_INTEREST = (
    "Vajza ka nevojë për status të qartë, siguri dhe lidhje të qëndrueshme; asnjë institucion "
    "nuk e zgjidh vetëm."
)
SERVICES_BEFORE = "Ushqim dhe veshje në 24 orët e para, nga QPS."

INITIAL = Indicators(
    safety="Nuk dihet pse u dha vajza; dyshim për trafikim që duhet verifikuar.",
    needs="Strehim dhe ushqim ka; mungon vizita te pediatri.",
    education="Dy vjeç; nuk ndjek çerdhe.",
    care="Çifti kujdeset me përkushtim; babai në regjion tjetër, nëna jashtë vendit.",
    inclusion="Nuk ka dokumente, prandaj nuk ka qasje në shërbime.",
)

COMPREHENSIVE = Indicators(
    safety="Policia nuk gjeti shenja të trafikimit deri tani; hetimi vazhdon. Rreziku i lartë.",
    needs="Vizita te pediatri u bë; vaksinat u plotësuan pjesërisht.",
    education="Sipas moshës; çerdhja propozohet pas regjistrimit.",
    care="Vajza e lidhur me çiftin; babai i gatshëm të marrë ndihmë për alkoolin dhe zemërimin.",
    inclusion="Regjistrimi i lindjes fillon me prokurorinë dhe zyrën e gjendjes civile.",
)

SUMMARY = "Vajzë dyvjeçare, e dhënë joformalisht; vëllai shtatëvjeçar me babanë në Gjilan."

REASONS = {
    "fatmir.gashi@policia-ferizaj.example": "Siguria e vajzës dhe e familjes.",
    "agron.rexhepi@policia-ferizaj.example": "Dyshimi për trafikim duhet verifikuar.",
    "mirjana.djordjevic@komuna-ferizaj.example": "Zyra e lajmëroi rastin dhe e njeh çiftin.",
    "valon.mehmeti@komuna-ferizaj.example": "Ndihma materiale dhe shëndeti.",
    "shpresa.kelmendi@viktimat.example": "Mbron të drejtat e vajzës në hetim.",
    "nikola.jovanovic@prokuroria.example": "Vendos për hetimin dhe për masën mbrojtëse; neni 4(4).",
}

SILENT = "fatmir.gashi@policia-ferizaj.example"
"""The member whose reports do not come."""

FATHERS_VIEWS = (
    "Babai tha me telefon se e do vajzën afër, se nuk mundi vetëm, dhe se pranon ndihmë."
)

MINUTES = (
    "1. Rendi i ditës u miratua.\n2. Babai u njoftua me telefon; qëndrimi i tij u lexua.\n"
    "3. Rasti, nevojat dhe shërbimet u paraqitën.\n4. Vendimet u morën sipas rendit të ditës."
)

SOURCE = "Raporti i Policisë."
TOO_YOUNG = "Dy vjeç; u vëzhgua me babanë dhe vëllain, fjalët nuk i ka ende."

OPINIONS = {
    Relation.CHILD: ("not_possible", TOO_YOUNG),
    Relation.FATHER: ("said", "Babai pajtohet dhe falënderon."),
    Relation.MOTHER: ("said", "Nëna pajtohet."),
}
"""What each of the family thinks of closing: Art. 17(2)."""

GOAL = "Vajza e sigurt, me dokumente, me kontakt të rregullt me vëllain dhe babanë."

REVIEW_FINDING = "Vajza është mirë; babai vijon këshillimin dhe e viziton çdo javë."
LAST_FINDING = "Të gjitha veprimet u kryen; vajza jeton e sigurt me babanë dhe vëllain."
CLOSING = (
    "Masat u përfunduan; rreziku nuk ekziston më; familja përkrahet nga shërbimet e rregullta."
)


def initial_actions(today: date) -> list[ActionDraft]:
    return [
        ActionDraft("Vajza e dokumentuar", "Regjistrimi i lindjes", "Gjendja civile", today),
        ActionDraft("Vajza e shëndetshme", "Kontroll te pediatri", "QKMF", today),
    ]


PLAN = (
    # who, objective, action, service
    ("valon.mehmeti@komuna-ferizaj.example", "Shëndet", "Kontroll dhe vaksina", "Pediatri"),
    (
        "fatmir.gashi@policia-ferizaj.example",
        "Siguri",
        "Vizita javore te çifti",
        "Polici në komunitet",
    ),
    ("agron.rexhepi@policia-ferizaj.example", "Siguri", "Verifikimi i dyshimit", "Hetim"),
    (
        "mirjana.djordjevic@komuna-ferizaj.example",
        "Dokumente",
        "Regjistrimi i lindjes",
        "Gjendja civile",
    ),
    ("shpresa.kelmendi@viktimat.example", "Familja", "Këshillim i babait", "Këshillim familjar"),
)

QUARTERLY_MINUTES = (
    "1. Rendi i ditës u miratua.\n2. Gjendja e përgjithshme e fëmijëve në komunë u shqyrtua: "
    "mungesa nga shkolla, punë në stinë, regjistrim i lindjeve.\n"
    "3. Takimi i radhës në tremujorin tjetër."
)
