"""The head names who chairs; the record asks who did; who chaired signs: Art. 4(2), 10(1)."""

import pytest

from casework.case import referral
from simulation.life import HEAD, MANAGER, CaseStory
from simulation.people import PASSWORD
from simulation.seed import officer
from simulation.stage import acting
from tests.portal.acts import OTHER_HEAD, OTHER_MANAGER, fields_of, invited
from tests.portal.conftest import Browser, SignIn
from tests.portal.test_meetings import came, told
from tests.portal.test_minutes import open_for_signature

REFERRER = "kanarina.1907@shembull.example"


def line_of(page: str, words: str) -> str:
    """The duty with these words, up to the next."""
    return page.split(words, 1)[1].split("</li>", 1)[0]


def id_of(email: str) -> str:
    with acting(email) as work:
        return str(officer(work, email).id)


@pytest.mark.article("4(2)", "10(2)", "18(2)")
def test_the_head_names_who_chairs_and_the_substitute_reads(
    story: CaseStory, manager: Browser, chief: Browser, sign_in: SignIn
) -> None:
    address, other = invited(story), sign_in(OTHER_MANAGER)
    assert other.get(address).status_code == 404
    assert "Name who chairs this meeting" in chief.get(address).text
    assert "Name who chairs this meeting" not in manager.get(address).text
    fields: dict[str, object] = dict(fields_of(chief.get(f"{address}/chair").text))
    empty = chief.post(f"{address}/chair", fields | {"words": "Order 7"})
    assert empty.status_code == 422
    assert "Choose who chairs." in empty.text
    assert "Order 7" in empty.text
    tomorrow = fields | {"officer": id_of(OTHER_MANAGER), "on": "01.01.2027", "words": "Order 7"}
    assert "Order 7" in chief.post(f"{address}/chair", tomorrow).text
    named = fields | {"officer": id_of(OTHER_MANAGER), "words": "Order 7"}
    assert chief.post(f"{address}/chair", named).status_code == 303
    first = other.get("/").text
    declaring = f"/declarations/{story.case}"
    assert declaring in first
    assert address not in first
    case = f"/cases/{story.number()}"
    for closed in (address, case, f"{case}/known", f"{case}/plan"):  # before both declarations
        assert other.get(closed).status_code == 404
    assert "Chaired a meeting, or is named to chair one" in other.get(declaring).text
    unsaid = other.post(declaring, {"password": PASSWORD})
    assert "Say whether you have a conflict of interest." in unsaid.text
    assert other.post(f"{declaring}/bring", {}).status_code == 404  # declares, and runs nothing
    assert other.post(declaring, {"conflict": "no", "password": PASSWORD}).status_code == 303
    first = other.get("/").text
    assert declaring not in first
    assert address in first
    page = other.get(address).text
    assert "Vjosa Krasniqi" in page
    assert "Order 7" in page
    assert other.get(case).status_code == 200
    wish = {"way": "mail", "address": REFERRER, "language": "sq"}
    manager.get(f"{case}/receipt")
    assert manager.post(f"{case}/receipt", wish).status_code == 303
    assert REFERRER in manager.get(f"{case}/receipt").text
    assert REFERRER not in other.get(f"{case}/receipt").text  # who gives it reads where it goes
    said = other.post(declaring, {"conflict": "yes", "password": PASSWORD})
    assert (said.status_code, said.headers["location"]) == (303, "/")
    assert address not in other.get("/").text
    for gone in (address, declaring):
        assert other.get(gone).status_code == 404
    assert "Name somebody else to chair the meeting" in chief.get("/").text
    for stranger in (manager, sign_in(OTHER_HEAD)):
        assert stranger.get(f"{address}/chair").status_code in {403, 404}


@pytest.mark.article("4(2)")
def test_the_record_asks_who_chaired_and_takes_anybody(
    story: CaseStory, manager: Browser, chief: Browser
) -> None:
    address = invited(story)
    manager.post(f"{address}/family", told(manager, address))
    fields = came(manager, address)
    assert fields["chaired"] == str(id_of(MANAGER))  # whose part it is stands first
    for nobody in ("", "somebody"):  # and is not taken for granted
        silent = manager.post(f"{address}/record", fields | {"chaired": nobody})
        assert silent.status_code == 422
        assert "Write who chaired." in silent.text
    nameless = manager.post(f"{address}/record", fields | {"chaired": "else"})
    assert nameless.status_code == 422
    assert "Write who chaired." in nameless.text
    somebody = fields | {"chaired": "else", "chaired_words": "The director"}
    assert manager.post(f"{address}/record", somebody).status_code == 303
    assert "The director" in chief.get(address).text
    case = chief.get(f"/cases/{story.number()}").text
    assert "Somebody chaired whom the centre had not appointed" in case
    assert "Kryesuesi: The director" in fields_of(manager.get(f"{address}/minutes").text)["text"][0]


@pytest.mark.article("10(1)", "18(1)")
def test_who_chaired_signs_though_the_case_is_somebody_elses(
    story: CaseStory, manager: Browser, sign_in: SignIn
) -> None:
    address = open_for_signature(story)
    meeting = address.removesuffix("/minutes")
    with acting(HEAD) as work:
        new = officer(work, OTHER_MANAGER).id
        referral.appoint(work, story.case, new, by=officer(work, HEAD).id)
    other = sign_in(OTHER_MANAGER)
    page = other.get(address).text
    assert "Blerim Hoxha" in page
    assert 'type="password"' not in page
    assert other.post(f"{address}/sign", {"password": PASSWORD}).status_code == 409
    assert manager.get(address).status_code == 404  # the file is not theirs any more
    assert f"{meeting}/chaired" in manager.get("/").text
    new_ones, number = other.get("/").text, story.number()  # theirs is the case, not the signature
    assert "The chair signs the minutes" not in new_ones
    assert "The chair&#39;s signature under the minutes is missing (Blerim Hoxha)" in new_ones
    assert "Blerim Hoxha" in line_of(
        other.get(f"/cases/{number}").text, "The chair&#39;s signature"
    )
    page = manager.get(f"{meeting}/chaired").text
    assert 'type="password"' in page
    fields: dict[str, object] = dict(fields_of(page))
    wrong = manager.post(f"{meeting}/chaired/minutes/sign", fields | {"password": "wrong"})
    assert "This is not your password" in wrong.text
    no = fields | {"password": PASSWORD, "word": "refuse"}
    silent = manager.post(f"{meeting}/chaired/minutes/sign", no)
    assert "or that no reason is stated. Art. 10(1)" in silent.text
    signed = manager.post(f"{meeting}/chaired/minutes/sign", fields | {"password": PASSWORD})
    assert signed.status_code == 303
    assert "1 of 7" in other.get(address).text
    assert f"{meeting}/chaired" not in manager.get("/").text


@pytest.mark.article("4(2)", "10(1)")
def test_who_chaired_is_corrected_and_the_minutes_say_so_as_a_correction(
    story: CaseStory, manager: Browser, chief: Browser
) -> None:
    address = open_for_signature(story)
    meeting = address.removesuffix("/minutes")
    assert "chaired-by" not in chief.get(meeting).text
    assert chief.get(f"{meeting}/chaired-by").status_code == 404
    fields: dict[str, object] = dict(fields_of(manager.get(f"{meeting}/chaired-by").text))
    empty = manager.post(f"{meeting}/chaired-by", fields | {"chaired": id_of(OTHER_MANAGER)})
    assert empty.status_code == 422
    for missing in (
        "Write who said so, or which paper says it.",
        "Write why the record was wrong.",
    ):
        assert missing in empty.text
    said: dict[str, object] = {
        "chaired": id_of(OTHER_MANAGER),
        "on": f"{story.stage.today():%d.%m.%Y}",
        "source": "The handwritten notes",
        "reason": "The wrong line was chosen.",
    }
    assert manager.post(f"{meeting}/chaired-by", fields | said).status_code == 303
    for page in (chief.get(meeting).text, manager.get(address).text):
        assert "<s>Blerim Hoxha</s>" in page
        assert "The handwritten notes: The wrong line was chosen." in page
    assert "Somebody chaired whom the centre" in chief.get(f"/cases/{story.number()}").text
    back = manager.post(f"{meeting}/chaired-by", fields | said | {"chaired": id_of(MANAGER)})
    assert back.status_code == 303
    struck = chief.get(f"/cases/{story.number()}").text
    assert "<s>Somebody chaired whom the centre had not appointed</s>" in struck
    assert "it had not been so" in struck
