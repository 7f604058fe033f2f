"""A referral that ended as a mistake is linked within its centre: Art. 8(1), 18(1)."""

import pytest

from casework.case import mistaken, referral
from identity.access import NotThere
from rules.mistaken import Mistake
from tests.builders import HEAD, ACase
from tests.casework.conftest import At
from tests.scenes import a_referral


def end(case: ACase, slug: str) -> None:
    with case.head() as work:
        right = referral.refer(work, referral.municipality(work, slug).id, a_referral()).id
        by, why = case.account(HEAD).id, "U referua dy herë."
        mistaken.end(
            work, case.case, mistake=Mistake.DUPLICATE, reason=why, right_case_id=right, by=by
        )


@pytest.mark.article("18(1)")
def test_another_centres_case_is_no_right_case_whoever_names_it(a_case: At) -> None:
    case = a_case("referred")
    with pytest.raises(NotThere):
        end(case, "gjilan")
    end(case, "ferizaj")
    assert case.row().phase == "closed"
