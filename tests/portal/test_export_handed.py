"""What somebody has who ought not to have it is put on record as what it was: 4(5), 0197."""

import pytest

from casework.case import export_state
from tests.builders import MANAGER
from tests.conftest import At
from tests.exported import begun, confirmed, decided_all, made_by_worker, orders
from tests.onrecord import reading
from tests.portal.conftest import SignIn
from tests.scenes import FAMILY

pytestmark = pytest.mark.xdist_group("exports")


@pytest.mark.article("4(5)")
def test_what_somebody_violent_has_already_is_put_on_record_as_what_it_was(
    a_case: At, sign_in: SignIn
) -> None:
    case = a_case("invited")
    export = begun(case)
    decided_all(case, export)
    confirmed(case, export)
    made_by_worker(case, export)
    manager, one = sign_in(MANAGER), f"/cases/{case.row().number}/exports/{export}"
    manager.get(f"{one}?lang=en")
    told = {"to_whom": FAMILY.father, "means": "hand", "reason": "He came for it."}
    told |= {"on": case.stage.today().strftime("%d.%m.%Y"), "order": str(orders()[-1].id)}
    refused = manager.post(f"{one}/handed", told)
    assert refused.status_code == 409
    assert "say that it has happened" in refused.text
    silent = manager.post(f"{one}/handed", told | {"has_happened": "yes", "reason": ""})
    assert silent.status_code == 409
    assert manager.post(f"{one}/handed", told | {"has_happened": "yes"}).status_code == 303
    for page in (one, f"/cases/{case.row().number}/exports"):
        shown_there = manager.get(f"{page}?lang=en").text
        assert "handed over to somebody of whom it is said that they use violence" in shown_there
    with reading() as work:
        end = export_state.end_of(work.session, export)
        assert end is not None
        assert (end.although_barred, end.reason) == (True, "He came for it.")
