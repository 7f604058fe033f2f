"""The working form of Annex 1: every heading in its words and order: Art. 12(4), 20(1)."""

import re
from html import unescape
from typing import Final

import pytest
from sqlalchemy import select

from models.life import AuditEntry
from tests.builders import HEAD, MANAGER, OTHER_MANAGER, ACase
from tests.conftest import At
from tests.onrecord import reading
from tests.portal.conftest import SignIn

ANNEX: Final = (
    "Formë pune e Tryezës për Ndihmë në Menaxhimin e Rastit",
    "Dokument për përdorim të brendshëm me qëllim të përgatitjes së kompletuar të një rasti për"
    " diskutim me anëtarët e TNMR-së",
    "Numri i lëndës",
    "Data e takimit të mbajtur të TNMR-së",
    "Qendra për Punë Sociale",
    "Udhëheqësi i TNMR / menaxheri i rastit",
    "Referuesi",
    "Rastet specifike të fëmijëve me rrezikshmëri që trajtohen nga TNMR",
    *("Keqtrajtimi", "dhunë fizike", "dhunë psikologjike", "dhunë seksuale", "ndëshkim trupor"),
    *("fëmijë në forma të rrezikshme të punës", "rrëmbimi"),
    *("Abuzimi seksual", "trafikim me fëmijë", "pornografi me fëmijë"),
    *("Abuzim emocional", "ngacmim", "diskriminim", "martesë të hershme me dhunë"),
    *("Neglizhim", "lënia pas dore", "braktisja"),
    "Të dhënat personale të rastit",
    *("Emri dhe mbiemri", "Data e lindjes", "Gjinia", "Nacionaliteti/etnia", "Vendlindja"),
    *("Vendbanimi/vendqëndrimi", "Gjendja shëndetësore", "Aftësi e kufizuar", "Të tjera"),
    "Situata aktuale e rastit",
    "Prezantimi në TNMR i vlerësimit të rastit nga ana e menaxherit të rastit i fokusuar në"
    " nevojat e fëmijës/familjes dhe në sigurinë e tyre",
    *("Mosha", "Shëndeti", "Zhvillimi", "Përfshirja në edukim", "Përfshirja sociale"),
    *("Siguria e fëmijës", "Përfshirja e fëmijës/familjes"),
    *("Nevojat esenciale", "Kujdesi prindëror dhe familjar"),
    "Prezantim nga menaxheri i rastit për shërbimet e ofruara dhe koordinuara nga Qendra për Punë"
    " Sociale para se rasti të referohet në TNMR",
    "Ndarja e informacioneve për rastin gjatë diskutimit në TNMR",
    "Plani individual i unifikuar për mbrojtjen e fëmijës",
    "Përcaktimi i qëllimit: specifik, i matshëm, i arritshëm, i dakorduar, relevant, ndarja e"
    " përgjegjësisë dhe i afatizuar në kohë",
    "Synimi",
    "fëmija është i sigurt, faktorët e rrezikut janë zvogëluar, promovimi i interesit më të mirë"
    " dhe plotësimi i nevojave të përgjithshme dhe specifike të fëmijës, përfshirja dhe përkrahja"
    " për familjen",
    "Bashkrendimi dhe koordinimi i veprimeve në ofrimin e shërbimeve për mbrojtje, rehabilitim,"
    " integrim dhe riintegrim të fëmijës",
    *("Veprimet dhe masat", "Shërbimet", "Institucionet përgjegjëse"),
    "Data e planifikuar e realizimit",
    "Statusi i realizimit të veprimit (në proces, i kryer, i pakryer)",
    *("Afati i rishikimit i veprimit", "Shënime"),
    *("Pjesëmarrësit e ftuar, emrat dhe mbiemrat", "Institucionet/OJQ", "Prezent", "Nënshkrimi"),
    "Rishikimi i planit dhe vlerësimi i progresit",
    *("Data:", "Vlerësimi i progresit", "Shënime"),
    "Mbyllja e rastit për TNMR",
    *("fëmija është jashtë rrezikut", "fëmija është mbi 18 vjeç"),
    "kur fëmija ndërron vendbanimin brenda shtetit",
    "kur fëmija ndërron vendbanimin jashtë shtetit",
    *("fëmija vdes", "Rrethana tjera"),
)
"""As the gazette prints them; its slips (a missing "e", a missing "ë") are put right."""


def sight(page: str) -> str:
    main = page[page.index("<main") :]
    return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", " ", main)))


@pytest.fixture
def case(sign_in: SignIn, a_case: At) -> ACase:
    """The empty database came first."""
    assert callable(sign_in)
    return a_case("reviewed")


@pytest.mark.article("12(4)", "20(1)", "18(1)")
def test_the_form_has_every_heading_of_the_annex_in_its_words_and_order(
    case: ACase, sign_in: SignIn
) -> None:
    address = f"/cases/{case.row().number}/form"
    page = sight(sign_in(MANAGER).get(f"{address}?lang=sq").text)
    place = 0
    for heading in ANNEX:
        found = page.lower().find(heading.lower(), place)
        assert found >= 0, heading
        place = found + len(heading)
    chief = sign_in(HEAD)
    english = sight(chief.get(f"{address}?lang=en").text)
    assert "Lirie" not in english
    assert "our translation; the Albanian text decides" in english
    assert english.count(" ticked: ") == 2 + english.count("not ticked: ")
    assert "ticked: abandonment" in english
    assert "Disability nuk dihet" not in english
    for told in (
        "Limited ability nuk dihet",
        "Health Art. 20(1) not stated",
        "Fatmir Gashi",
        "Pediatri",
    ):
        assert told in english, told
    assert "Lirie Podgorani" in sight(chief.post(address, {}).text)
    assert sign_in(OTHER_MANAGER).get(address).status_code == 404
    with reading() as work:
        acts = work.session.scalars(select(AuditEntry.act)).all()
    assert acts.count("working form read") == 3
    assert acts.count("name shown") == 1
