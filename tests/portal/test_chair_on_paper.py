"""Who chaired signs on paper as others do; another officer says so, and who saw it: 10(1)."""

import re

import pytest
from sqlalchemy import select

from models.filed_page import SignatureScan
from models.meeting import Signature
from models.people import Account
from simulation.life import CaseStory
from tests.builders import HEAD, MANAGER
from tests.documents.camera import jpeg, sheet
from tests.onrecord import reading
from tests.portal.conftest import Browser, SignIn
from tests.portal.test_made_papers import made_papers
from tests.portal.test_minutes import open_for_signature
from tests.portal.test_scanned_pages import printed, rows, send

OFFERED = re.compile(r'name="signers\.\d\.who" value="([^"]+)"')


@pytest.mark.article("10(1)", "17(5)")
def test_the_chairs_hand_counts_on_another_officers_word_and_never_on_their_own(
    story: CaseStory, manager: Browser, sign_in: SignIn
) -> None:
    address = open_for_signature(story)
    made = printed(manager, address)
    (paper,) = made_papers()
    send(manager, jpeg(sheet(made, paper.pages - 1, 150)), "photo.jpg")
    ((filed,), _) = rows()
    with reading() as work:
        accounts = {
            each.email: (each.id, each.name or "") for each in work.session.scalars(select(Account))
        }
    (chair, name), (head_id, _) = accounts[MANAGER], accounts[HEAD]
    at = f"/papers/{paper.number}"
    page = manager.get(f"{at}?lang=en").text
    assert "If you signed on paper yourself, another officer" in page
    members = OFFERED.findall(page)
    assert str(chair) not in members
    signed = {
        "page_id": filed.id,
        "shown": (paper.digest or b"").hex(),
        "signers.0.who": chair,
        "signers.0.word": "signed",
        "signers.0.on": f"{filed.filed_at:%d.%m.%Y}",
    }
    others = {f"signers.{place}.who": who for place, who in enumerate(members) if place}
    others |= {name.replace("who", "word"): "not" for name in others}
    own = manager.post(f"{at}/signed", signed | others | {"signers.0.seen_by": "Arta B."})
    assert own.status_code == 409
    head = sign_in(HEAD)
    assert OFFERED.findall(head.get(f"{at}?lang=en").text) == [str(chair)]
    for seen_by in ("", name.upper()):
        unseen = head.post(f"{at}/signed", signed | {"signers.0.seen_by": seen_by})
        assert unseen.status_code == 409
        assert "counts where somebody else saw it" in unseen.text
    of_a_member = signed | {"signers.0.who": members[0], "signers.0.seen_by": "Arta B."}
    assert head.post(f"{at}/signed", of_a_member).status_code == 404
    assert head.post(f"{at}/signed", signed | {"signers.0.seen_by": "Arta B."}).status_code == 303
    with reading() as work:
        row = work.session.scalars(
            select(Signature).where(Signature.paper_id == paper.paper_id)
        ).one()
        assert (row.account_id, row.method, row.entered_by_id) == (chair, "paper", head_id)
        assert work.session.scalars(select(SignatureScan)).one().seen_by == "Arta B."
    shown = manager.get(f"{address}?lang=en").text
    assert "1 of 7" in shown
    assert "Arta B." in shown
