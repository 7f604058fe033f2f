"""Who goes through a child's record, and who has it: Art. 18(1), 4(5)."""

import pytest
from sqlalchemy import select

from models.case import FamilyPerson
from rules.composition import Relation
from rules.exports import ExportSection
from tests.builders import (
    ADMIN,
    HEAD,
    MANAGER,
    OTHER_CENTRES_MANAGER,
    OTHER_HEAD,
    OTHER_MANAGER,
    ACase,
)
from tests.conftest import At
from tests.exported import begun, decided_all, shown
from tests.portal.conftest import Browser, SignIn
from tests.portal.test_exports import chosen, home

pytestmark = pytest.mark.xdist_group("exports")


@pytest.fixture
def case(browser: Browser, a_case: At) -> ACase:
    """The browser comes first: it begins with an empty database."""
    return a_case("invited")


@pytest.mark.article("18(1)")
def test_nobody_else_opens_it(case: ACase, sign_in: SignIn) -> None:
    export = begun(case)
    paths = ("", f"/{export}", f"/{export}/parts/child", f"/{export}/draft.pdf")
    for other in (OTHER_MANAGER, OTHER_HEAD, OTHER_CENTRES_MANAGER, ADMIN):
        visitor = sign_in(other)
        for path in paths:
            assert visitor.client.get(home(case) + path).status_code in {403, 404}, other
    head = sign_in(HEAD)
    head.get(f"{home(case)}/{export}/parts/child")
    fields = {"pieces": chosen(case, "child"), "outcome": "given"}
    assert head.post(f"{home(case)}/{export}/parts/child", fields).status_code == 404
    assert head.client.get(f"{home(case)}/{export}/parts/other").status_code == 404
    manager = sign_in(MANAGER)
    manager.get(f"{home(case)}/{export}")
    assert manager.post(f"{home(case)}/{export}/confirm").status_code == 404
    refused = {"ending": "refused", "reason": "No.", "on": f"{case.stage.today():%d.%m.%Y}"}
    assert manager.post(f"{home(case)}/{export}/end", refused).status_code == 404


@pytest.mark.article("18(1)")
def test_one_who_uses_violence_has_it_only_with_the_heads_reason(
    case: ACase, sign_in: SignIn
) -> None:
    with case.manager() as work:
        query = select(FamilyPerson).where(
            FamilyPerson.case_id == case.case, FamilyPerson.relation != Relation.CHILD
        )
        person = work.session.scalars(query).first()
        assert person is not None
        person.alleged_perpetrator = True
        person_id = person.id
    export = begun(case, person_id=person_id)
    decided_all(case, export)
    head, one = sign_in(HEAD), f"{home(case)}/{export}"
    assert "It is said of whoever asks that they use violence" in head.get(f"{one}?lang=en").text
    assert (
        head.post(f"{one}/confirm", {"note": " ", "shown": shown(case, export)}).status_code == 409
    )
    head.get(one)
    assert (
        head.post(
            f"{one}/confirm", {"note": "The court said so.", "shown": shown(case, export)}
        ).status_code
        == 303
    )


@pytest.mark.article("18(1)")
def test_every_piece_of_a_case_has_its_words(a_case: At, sign_in: SignIn) -> None:
    case = a_case("reviewed")
    export = begun(case)
    manager = sign_in(MANAGER)
    for language in ("sq", "sr", "en"):
        for section in ExportSection:
            page = manager.get(f"{home(case)}/{export}/parts/{section}?lang={language}")
            assert page.status_code == 200
            assert "None" not in page.text
