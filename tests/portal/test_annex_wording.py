"""The official Serbian words of Annex 1: entered by the administrator, shown on the form: 20(1)."""

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from casework.municipality import annex_wording
from identity.access import NotThere
from rules.annex import LINES, AnnexPart
from simulation.stage import acting
from tests.builders import ADMIN, HEAD, MANAGER
from tests.conftest import At
from tests.database import past_the_rights
from tests.portal.conftest import SignIn
from tests.portal.test_work_form import sight

HOME = "/annex-wording"
PRINTED = {"gazette": "3/2024", "published_on": "08.01.2024"}
OURS = "nezvanični prevod"


def typed(part: AnnexPart, words: dict[str, str]) -> dict[str, str]:
    lines = {f"lines.{n}.line": line for n, line in enumerate(LINES[part])}
    said = {f"lines.{n}.words": words.get(line, "") for n, line in enumerate(LINES[part])}
    return PRINTED | lines | said


@pytest.mark.article("20(1)")
def test_official_words_are_entered_line_by_line_and_taken_back(
    sign_in: SignIn, a_case: At
) -> None:
    case = a_case("prepared")
    form = f"/cases/{case.row().number}/form?lang=sr"
    admin, manager = sign_in(ADMIN), sign_in(MANAGER)
    assert OURS in sight(manager.get(form).text)
    for email in (MANAGER, HEAD):
        officer = sign_in(email)
        assert officer.get(HOME).status_code == 403
        assert officer.get(f"{HOME}/head").status_code == 403
        assert officer.post(f"{HOME}/head", typed(AnnexPart.HEAD, {"H1": "X"})).status_code == 403
    assert "Udhëheqësi i TNMR / menaxheri i rastit" in admin.get(HOME).text
    words = typed(AnnexPart.HEAD, {"H1": "Redni broj\n predmeta", "H5": "Upućivač"})
    seen_first = admin.post(f"{HOME}/head", words | {"preview": "yes"})
    assert seen_first.status_code == 200
    assert "nothing is on record yet" in seen_first.text
    assert 'value="Upućivač"' in seen_first.text
    assert OURS in sight(manager.get(form).text)
    empty = sight(admin.post(f"{HOME}/head", typed(AnnexPart.HEAD, {})).text)
    assert "Write the words of at least one line as the gazette has them." in empty
    late = admin.post(f"{HOME}/head", words | {"published_on": "08.01.2099", "gazette": ""}).text
    assert "Write the day of the gazette as it is printed on it." in late
    assert "Write the number of the Official Gazette." in late
    assert admin.post(f"{HOME}/head", words).status_code == 303
    partly = sight(manager.get(form).text)
    assert "Redni broj predmeta R-26" in partly
    assert "Datum" in partly
    assert partly.count("(naš prevod)") > 60
    assert "Upućivač (naš prevod)" not in partly
    assert "Službeni list br. 3/2024, 08.01.2024" in partly
    assert OURS not in partly
    assert "naš prevod" not in manager.get(form.replace("=sr", "=sq")).text
    wrong = admin.get(f"{HOME}/head").text
    ids = [line.partition('"')[0] for line in wrong.split('name="wordings" value="')[1:]]
    assert len(ids) == 2
    back = f"{HOME}/head/taken-back"
    assert "Write the reason." in admin.post(back, {"wordings": ids[0]}).text
    reason = {"wordings": ids, "reason": "Druga uredba."}
    assert manager.post(back, reason).status_code == 403
    assert admin.post(back, reason).status_code == 303
    assert admin.post(back, reason).status_code == 409  # once
    assert "Druga uredba." in admin.get(f"{HOME}/head").text
    assert OURS in sight(manager.get(form).text)
    for change in ("UPDATE annex_wording SET line = 'H2'", "DELETE FROM wording_taken_back"):
        with pytest.raises(DBAPIError), past_the_rights() as work:
            work.session.execute(text(change))


@pytest.mark.article("20(1)")
def test_a_form_in_official_words_alone_says_where_they_are_printed(
    sign_in: SignIn, a_case: At
) -> None:
    case = a_case("reviewed")
    admin = sign_in(ADMIN)
    for part, lines in LINES.items():
        words = {line: f"Zvanično {line}." for line in lines}
        assert admin.post(f"{HOME}/{part}", typed(part, words)).status_code == 303
    page = sight(sign_in(MANAGER).get(f"/cases/{case.row().number}/form?lang=sr").text)
    assert "naš prevod" not in page
    assert OURS not in page
    place = 0
    for line in (line for lines in LINES.values() for line in lines):
        place = page.find(f"Zvanično {line}.", place)
        assert place >= 0, line
    assert "Svaki red je u zvaničnim rečima." in admin.get(f"{HOME}?lang=sr").text


@pytest.mark.article("20(1)")
def test_a_line_that_the_annex_has_not_is_refused_and_an_officer_enters_none(
    sign_in: SignIn, a_case: At
) -> None:
    case = a_case("appointed")
    admin = sign_in(ADMIN)
    assert admin.get(f"{HOME}/nothing").status_code in {404, 422}
    odd = PRINTED | {"lines.0.line": "Z9", "lines.0.words": "Nema"}
    assert admin.post(f"{HOME}/head", odd).status_code == 422
    said = {"H1": "Broj"}
    for who in (MANAGER, HEAD):
        with acting(who) as work, pytest.raises(NotThere):
            annex_wording.enter(work, lines=said, gazette="3", published_on=case.begins)
        with acting(who) as work, pytest.raises(NotThere):
            annex_wording.take_back(work, [], "Gabim.")
