"""Invented officers and professionals. Nobody here exists."""

import base64
import hashlib
from dataclasses import dataclass
from typing import Final

from models.people import Office
from rules.roles import Role

PASSWORD: Final = "tryeza-demo-2026"  # noqa: S105  shown on the sign-in page of a demo


def authenticator_of(email: str) -> str:
    """The secret in an invented officer's authenticator; no other system has one like it."""
    return base64.b32encode(hashlib.sha256(f"tryeza demo {email}".encode()).digest()[:20]).decode()


@dataclass(frozen=True, slots=True)
class Officer:
    """Somebody with an account."""

    role: str
    name: str
    email: str
    municipality: str | None = None
    language: str = "sq"
    convener: bool = False


@dataclass(frozen=True, slots=True)
class Invitee:
    """Somebody whom an institution sends to the table."""

    kind: str
    institution: str
    unit: str
    name: str
    email: str
    phone: str
    language: str = "sq"
    superior: tuple[str, str] | None = None
    standing: bool = True


OFFICERS: Final = (
    Officer(Role.HEAD, "Arta Berisha", "arta.berisha@qps-ferizaj.example", "ferizaj"),
    Officer(
        Role.MANAGER, "Blerim Hoxha", "blerim.hoxha@qps-ferizaj.example", "ferizaj", convener=True
    ),
    Officer(Role.MANAGER, "Vjosa Krasniqi", "vjosa.krasniqi@qps-ferizaj.example", "ferizaj"),
    Officer(Role.MANAGER, "Driton Shala", "driton.shala@qps-ferizaj.example", "ferizaj"),
    Officer(Role.HEAD, "Marija Stojković", "marija.stojkovic@qps-gjilan.example", "gjilan", "sr"),
    Officer(Role.MANAGER, "Ilir Gashi", "ilir.gashi@qps-gjilan.example", "gjilan", convener=True),
    Officer(Role.ADMIN, "Sanije Musliu", "sanije.musliu@tryeza.example"),
)

OFFICES: Final = {
    "arta.berisha@qps-ferizaj.example": Office("+383290320100", "zyra@qps-ferizaj.example"),
    "marija.stojkovic@qps-gjilan.example": Office("+383280320100", "zyra@qps-gjilan.example"),
}
"""Where each centre is reached, as its head has entered it."""

POLICE_CHIEF: Final = ("Bekim Rama", "bekim.rama@policia-ferizaj.example")

FERIZAJ: Final = (
    Invitee(
        "1.6",
        "Policia e Kosovës",
        "Njësia në komunitet",
        "Fatmir Gashi",
        "fatmir.gashi@policia-ferizaj.example",
        "+38344100101",
        superior=POLICE_CHIEF,
    ),
    Invitee(
        "1.6",
        "Policia e Kosovës",
        "Hetimi i trafikimit me njerëz",
        "Agron Rexhepi",
        "agron.rexhepi@policia-ferizaj.example",
        "+38344100102",
        superior=POLICE_CHIEF,
        standing=False,
    ),
    Invitee(
        "1.11",
        "Zyra Komunale për Komunitete",
        "",
        "Mirjana Đorđević",
        "mirjana.djordjevic@komuna-ferizaj.example",
        "+38344100103",
        "sr",
        superior=("Nenad Ilić", "nenad.ilic@komuna-ferizaj.example"),
    ),
    Invitee(
        "1.9",
        "Drejtoria për Shëndetësi dhe Mirëqenie Sociale",
        "",
        "Valon Mehmeti",
        "valon.mehmeti@komuna-ferizaj.example",
        "+38344100104",
        superior=("Hana Aliu", "hana.aliu@komuna-ferizaj.example"),
    ),
    Invitee(
        "1.3",
        "Zyra për Mbrojtje dhe Ndihmë Viktimave",
        "",
        "Shpresa Kelmendi",
        "shpresa.kelmendi@viktimat.example",
        "+38344100105",
        superior=("Arben Zeka", "arben.zeka@viktimat.example"),
    ),
    Invitee(
        "1.5",
        "QKMF Ferizaj",
        "Pediatria",
        "Lindita Bytyqi",
        "lindita.bytyqi@qkmf-ferizaj.example",
        "+38344100106",
        superior=("Besim Hyseni", "besim.hyseni@qkmf-ferizaj.example"),
    ),
    Invitee(
        "other",
        "Prokuroria Themelore",
        "",
        "Nikola Jovanović",
        "nikola.jovanovic@prokuroria.example",
        "+38344100107",
        "en",
        superior=("Teuta Morina", "teuta.morina@prokuroria.example"),
        standing=False,
    ),
    Invitee(
        "1.8",
        "Drejtoria Komunale për Arsim",
        "",
        "Erza Morina",
        "erza.morina@komuna-ferizaj.example",
        "+38344100108",
    ),
)

GJILAN: Final = (
    Invitee(
        "1.6",
        "Policia e Kosovës",
        "Stacioni Gjilan",
        "Luan Peci",
        "luan.peci@policia-gjilan.example",
        "+38344100201",
    ),
    Invitee(
        "1.9",
        "Drejtoria për Mirëqenie Sociale",
        "",
        "Snežana Petrović",
        "snezana.petrovic@komuna-gjilan.example",
        "+38344100202",
        "sr",
    ),
)
