"""What the head confirms is what stood on her page; what nobody decided on is not shown: 18(1)."""

import io
import re

import pytest
from pikepdf import Dictionary, Name, Pdf
from PIL import Image

from casework.case import exports
from casework.case.export_pieces import Whom
from rules.blacked import has_any
from rules.exports import Becomes
from tests.builders import HEAD, MANAGER, ACase
from tests.conftest import At
from tests.documents.camera import batch
from tests.documents.pdf import Read
from tests.exported import (
    REFERRER,
    asked,
    begun,
    confirmed,
    decide,
    decided_all,
    made_by_worker,
    pieces,
    withheld_reporter,
)
from tests.portal.conftest import Browser, SignIn
from tests.portal.test_exports import brought, home, logged

pytestmark = pytest.mark.xdist_group("exports")

TOLD = "Komuniteti na thirri, dhe K o m u n i t e t e t e panë. Teuta: 044 123 456."


@pytest.fixture
def case(browser: Browser, a_case: At) -> ACase:
    """The browser comes first: it begins with an empty database."""
    return a_case("invited")


@pytest.mark.article("18(1)")
def test_a_page_from_before_another_decision_confirms_nothing(case: ACase, sign_in: SignIn) -> None:
    export = begun(case)
    decided_all(case, export)
    head, one = sign_in(HEAD), f"{home(case)}/{export}"
    kept = _shown(head.get(f"{one}?lang=en").text)
    decide(case, export, "reporter", outcome=Becomes.GIVEN, reason="She agreed.")
    refused = head.post(f"{one}/confirm", {"shown": kept})
    assert refused.status_code == 409
    assert "Decided after you had opened the page: 1 of the pieces." in refused.text
    assert head.post(f"{one}/confirm", {"shown": "1.1.0"}).status_code == 409
    with case.manager() as work:
        exports.correct(work, case.case, export, asked(case, asker="Shpresa Limani"))
    refused = head.post(f"{one}/confirm", {"shown": kept})
    assert "Who asks was entered otherwise" in refused.text
    decided_all(case, export)
    now = head.get(one).text
    assert "Before, this stood there: Drita Krasniqi." in now
    assert head.post(f"{one}/confirm", {"shown": _shown(now)}).status_code == 303


def _shown(page: str) -> str:
    (found,) = re.findall(r'name="shown" value="([^"]+)"', page)
    return str(found)


@pytest.mark.article("18(1)")
def test_a_draft_leaves_out_who_reported_until_somebody_decides(
    case: ACase, sign_in: SignIn
) -> None:
    logged(case, TOLD)
    export = begun(case)
    manager = sign_in(MANAGER)
    draft = manager.client.get(f"{home(case)}/{export}/draft.pdf")
    told = Read(draft.content).text
    assert not has_any(told, ["Komunitete"])
    assert REFERRER not in told


@pytest.mark.article("18(1)")
def test_a_text_that_names_who_is_left_out_is_given_for_a_reason_alone(
    case: ACase, sign_in: SignIn
) -> None:
    brought(case, "Deklarata.txt", b"Na thirri Zyra Komunale p\xc3\xabr Komunitete.")
    export = begun(case)
    decided_all(case, export)
    head, one = sign_in(HEAD), f"{home(case)}/{export}"
    page = head.get(f"{one}?lang=en").text
    assert "Words that are left out stand in a file that is given" in page
    refused = head.post(f"{one}/confirm", {"shown": _shown(page)})
    assert refused.status_code == 409
    assert "stand in a file that is given whole: 1." in refused.text
    why = {"shown": _shown(refused.text), "note": "It is the office's own letter."}
    assert head.post(f"{one}/confirm", why).status_code == 303


@pytest.mark.article("18(1)")
def test_the_text_of_a_pdf_is_searched_and_a_page_without_any_is_said_to_be_none(
    case: ACase, sign_in: SignIn
) -> None:
    brought(case, "Deklarata.pdf", _typed("Na thirri Zyra Komunale per Komu-", "nitete, naten."))
    brought(case, "Gjetja.pdf", _typed("Nuk ka asgje."))
    brought(case, "Skanimi.pdf", batch(Image.new("RGB", (620, 877), "white")))
    export = begun(case)
    decided_all(case, export)
    page = sign_in(HEAD).get(f"{home(case)}/{export}?lang=en").text
    names = [each.file.name for each in pieces(case) if each.file]  # of one moment, in any order
    for said, name in (
        (r"File (\d)\. A file is given whole", "Deklarata.pdf"),
        (r"whoever decides reads them\. File (\d)\.", "Skanimi.pdf"),
    ):
        (number,) = re.findall(said, page)
        assert names[int(number) - 1] == name


def _typed(*lines: str) -> bytes:
    """A PDF as an office's program writes it."""
    with Pdf.new() as pdf:
        page = pdf.add_blank_page(page_size=(595, 842))
        font = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica)
        page.Resources = Dictionary(Font=Dictionary(F1=font))
        shown = " ".join(f"({each}) Tj 0 -14 Td" for each in lines)
        page.Contents = pdf.make_stream(f"BT /F1 12 Tf 72 700 Td {shown} ET".encode())
        out = io.BytesIO()
        pdf.save(out)
        return out.getvalue()


@pytest.mark.article("18(1)")
def test_a_list_of_members_points_at_nobody(case: ACase, sign_in: SignIn) -> None:
    """One institution black among others that are not would say who reported."""
    named = [each for piece in pieces(case) for each in piece.values.values()]
    there = {each.institution for each in named if isinstance(each, Whom) and each.institution}
    police = next(each for each in there if has_any(each, ["Polic"]))
    assert len(there) > 2
    export = begun(case)
    withheld_reporter(case, export, police)
    draft = sign_in(MANAGER).client.get(f"{home(case)}/{export}/draft.pdf")
    told = Read(draft.content).text
    assert [each for each in there if has_any(told, [each])] == []
    assert "It would tell who reported" not in told.split("some words, in every part")[1]


@pytest.mark.article("18(1)")
def test_what_sounds_like_a_name_that_is_left_out_is_listed(case: ACase, sign_in: SignIn) -> None:
    logged(case, "Kanarija e pa te shkolla.")
    export = begun(case)
    decided_all(case, export, "Qanarija")
    page = sign_in(HEAD).get(f"{home(case)}/{export}?lang=en").text
    assert "Words that look like one that is left out" in page
    assert "Kanarija" in page


@pytest.mark.article("4(5)")
def test_who_took_it_is_said_as_it_was(case: ACase, sign_in: SignIn) -> None:
    export = begun(case)
    decided_all(case, export)
    confirmed(case, export)
    order = made_by_worker(case, export)
    manager, one = sign_in(MANAGER), f"{home(case)}/{export}"
    manager.get(f"{one}?lang=en")
    said = {
        "order": str(order),
        "to_whom": "Shpresa Limani",
        "means": "hand",
        "on": f"{case.stage.today():%d.%m.%Y}",
    }
    refused = manager.post(f"{one}/handed", said)
    assert refused.status_code == 409
    assert "This is not the name of whoever asked." in refused.text
    manager.get(one)
    assert manager.post(f"{one}/handed", said | {"reason": "Her lawyer."}).status_code == 303
    for path in (one, home(case)):
        page = manager.get(path).text
        assert "handed over to somebody else than who asked" in page
        assert "handed over to whoever asked" not in page
    assert "Somebody asks for the record" in page
