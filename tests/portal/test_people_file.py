"""A centre's people from a file: every line is checked before one is entered: 4(1), 4(4)."""

import time
from concurrent.futures import ThreadPoolExecutor

import httpx
import pytest
from sqlalchemy import func, select
from sqlalchemy import text as sql

from casework.case import referral
from casework.municipality import people_columns, people_file
from casework.municipality.people_columns import COLUMNS, MOST_LINES
from core import spreadsheet
from core.i18n import LANGUAGES
from core.names import folded
from models.life import AuditEntry
from models.people import Municipality, Professional
from models.session import unit_of_work
from models.standing_seat import SeatTerm, StandingSeat
from rules.contacts import OwnSuperior
from simulation.life import CaseStory
from simulation.seed import professional
from simulation.stage import acting
from tests.builders import ADMIN, HEAD, MANAGER, OTHER_HEAD, SILENT
from tests.conftest import At
from tests.portal.asking import seen
from tests.portal.conftest import Browser, SignIn
from tests.waiting import quiet_seconds, wait_until

AT = "/people/zvecan"
HEAD_LINE = (
    "Kind by Art. 4;Institution;Unit;Name and surname;Mail address;Mobile number;"
    "Language of our letters;Standing seat since;Named until;Mail address of the deputy"
)
ONE = (
    '4(1.6);Policia e Kosovës;"Njësia\nShtërpcë";Gëzim Çelaj;gezim@policia.example;044 111 222;'
    "sq;{day};31.12.2030;zeljko@policia.example"
)
TWO = "1.6;Policia e Kosovës;;Željko Đorđević;zeljko@policia.example;044 111 333;sr;;;"


def upload(browser: Browser, at: str, content: bytes, name: str = "people.csv") -> httpx.Response:
    browser.get(f"{at}/file?lang=en")
    return browser.client.post(
        f"{at}/file",
        data={"csrf": browser.token},
        files={"file": (name, content, "text/csv")},
        headers={"sec-fetch-site": "same-origin"},
    )


def counted() -> int:
    with unit_of_work() as work:
        return work.session.scalar(select(func.count()).select_from(Professional)) or 0


@pytest.mark.article("3", "4(1)", "4(4)")
def test_a_file_is_checked_then_entered_and_a_second_time_changes_nothing(
    story: CaseStory, sign_in: SignIn
) -> None:
    admin, before = sign_in(ADMIN), counted()
    text = "\n".join((HEAD_LINE, ONE.format(day=f"{story.stage.today():%d.%m.%Y}"), TWO))
    checked = upload(admin, AT, b"\xef\xbb\xbf" + text.encode())
    assert checked.status_code == 200
    assert "nothing is entered yet" in seen(checked.text)
    assert counted() == before
    lines = {"lines": text, "step": "enter"}
    done = admin.post(f"{AT}/file", lines)
    assert done.status_code == 200
    assert "New: 2. Changed: 0. As they were: 0." in done.text
    with unit_of_work() as work:
        one = professional(work, "gezim@policia.example")
        assert (one.name, one.unit, one.standing) == ("Gëzim Çelaj", "Njësia Shtërpcë", True)
        deputy = professional(work, "zeljko@policia.example")
        term = work.session.scalars(select(SeatTerm)).one()
        assert (term.deputy_id, str(term.valid_until)) == (deputy.id, "2030-12-31")
        entry = select(AuditEntry.detail).where(AuditEntry.act == "people entered from a file")
        assert work.session.scalars(entry).one()["entered"] == 2
    again = admin.post(f"{AT}/file", lines)
    assert "Nothing changes" in again.text
    with unit_of_work() as work:
        assert len(work.session.scalars(select(SeatTerm)).all()) == 1
        assert len(work.session.scalars(select(StandingSeat)).all()) == 1
    assert counted() == before + 2


@pytest.mark.article("4(1)")
def test_a_wrong_line_says_where_and_what_to_write_and_nothing_is_entered(
    story: CaseStory, sign_in: SignIn
) -> None:
    admin, before = sign_in(ADMIN), counted()
    wrong = (
        "Lloji,Institucioni,Emri",
        HEAD_LINE.replace(";", ",") + "\n" + TWO.replace(";", ",") + "\n1.1,,,X,nobody,12,,,,",
        HEAD_LINE + "\n" + TWO + '\n1.6;A;;"B',
        HEAD_LINE + "\n" + TWO + "\n" + TWO.replace("111 333", "111 444"),
        HEAD_LINE + "\n" + TWO + "\n" + TWO.replace("zeljko@", "z@").replace("Ž", "M"),
        HEAD_LINE + "\n" + TWO + "\n" + TWO.replace("zeljko@", "z@").replace("333", "444"),
        HEAD_LINE + "\n" + TWO + "\n" + ONE.format(day="31.2.2026"),
        HEAD_LINE + "\n" + TWO + "\n" + ONE.format(day="1.1.2120"),
        HEAD_LINE + "\n" + (TWO + "\n") * (MOST_LINES + 1),
    )
    says = (
        "No column is called “Lloji”",
        "Line 3, Kind by Art. 4: 4(1.1) is the case manager",
        "Line 3: A quotation mark is opened",
        "Line 3, Mail address: This address stands on line 2 already",
        "Line 3, Mobile number: The same number stands for somebody else",
        "Line 3, Name and surname: Somebody of this name",
        "Line 3, Standing seat since: There is no such day",
        "Line 3, Standing seat since:",
        f"There are more than {MOST_LINES} lines",
    )
    for text, said in zip(wrong, says, strict=True):
        for step in ("check", "enter"):
            admin.get(f"{AT}/file?lang=en")
            answer = admin.post(f"{AT}/file", {"lines": text, "step": step})
            page = seen(answer.text).replace("<b>", "").replace("</b>", "")
            assert answer.status_code == 422, said
            assert said in page, said
            assert text.partition("\n")[0] in page  # the lines stand there again
    assert counted() == before
    broken = upload(admin, AT, (HEAD_LINE + "\n" + TWO).encode("cp1250"))
    assert "not UTF-8" in seen(broken.text)
    assert upload(admin, AT, b"").status_code == 422


@pytest.mark.article("4(1)")
def test_what_is_written_to_a_file_is_read_in_again_and_is_no_formula(
    story: CaseStory, chief: Browser
) -> None:
    with acting(HEAD) as work:
        professional(work, SILENT).unit = "=HYPERLINK(1)"
    for language in LANGUAGES:
        answer = chief.client.get(f"/people/ferizaj/people.csv?lang={language}")
        assert "attachment" in answer.headers["content-disposition"]
        text = answer.content.decode("utf-8-sig")
        assert "'=HYPERLINK(1)" in text
        assert not any(
            cell[:1] in spreadsheet.FORMULA for row in text.splitlines() for cell in row.split(";")
        )
        sent = upload(chief, "/people/ferizaj", answer.content)
        assert sent.status_code == 200
        assert "Nothing changes" in sent.text
    empty = chief.client.get("/people/ferizaj/template.csv?lang=sq").content.decode("utf-8-sig")
    assert empty.count("\n") == 1


@pytest.mark.article("18(1)")
def test_a_head_enters_for_the_own_centre_and_who_has_sat_is_reached_by_their_page(
    a_case: At, sign_in: SignIn
) -> None:
    case = a_case("prepared")
    head = sign_in(HEAD)
    head.get("/people/ferizaj/file?lang=en")
    mine = f"4(1.6);Policia e Kosovës;;Fatmir Gashi;{SILENT};044 111 999;sr;;;"
    answer = head.post("/people/ferizaj/file", {"lines": f"{HEAD_LINE}\n{mine}", "step": "enter"})
    assert "Line 2, Mobile number" in answer.text.replace("<b>", "").replace("</b>", "")
    mine = mine.replace("044 111 999", "044 100 101")
    answer = head.post("/people/ferizaj/file", {"lines": f"{HEAD_LINE}\n{mine}", "step": "enter"})
    assert "Changed: 1" in answer.text
    with unit_of_work() as work:
        assert professional(work, SILENT).language == "sr"
    admin = sign_in(ADMIN)
    admin.get("/people/ferizaj/file?lang=en")
    changed = mine.replace(";sr;", ";sq;")
    answer = admin.post("/people/ferizaj/file", {"lines": f"{HEAD_LINE}\n{changed}"})
    assert "changes nobody who is in the list" in answer.text
    assert case.row().number not in answer.text
    for email, status in ((OTHER_HEAD, 404), (MANAGER, 403)):
        browser = sign_in(email)
        browser.get("/")
        for path in ("file", "people.csv", "template.csv"):
            assert browser.client.get(f"/people/ferizaj/{path}").status_code == status
        assert browser.post("/people/ferizaj/file", {"lines": mine}).status_code == status


def test_the_columns_are_told_apart_in_every_language_and_only_one_page_takes_a_file(
    sign_in: SignIn, story: CaseStory
) -> None:
    for language in LANGUAGES:
        names = [folded(name) for name in people_columns.headings(language)]
        assert len(set(names)) == len(COLUMNS), language
    admin = sign_in(ADMIN)
    admin.get("/accounts")
    refused = admin.client.post(
        "/accounts", data={"csrf": admin.token}, files={"file": ("a", b"", "text/csv")}
    )
    assert refused.status_code == 415


def test_a_full_file_is_entered_in_the_time_of_a_page(story: CaseStory) -> None:
    rows = [
        f"4(1.{3 + number % 12});Institucioni {number % 20};;Personi {number};p{number}@x.example;"
        f"044 {200 + number} {100 + number};sq;;;"
        for number in range(MOST_LINES)
    ]
    began = time.monotonic()
    with acting(ADMIN) as work:
        place = work.session.scalars(select(Municipality).where(Municipality.slug == "peje")).one()
        result = people_file.enter(work, place, "\n".join([HEAD_LINE, *rows]))
    assert (result.faults, len(result.lines)) == ([], MOST_LINES)
    assert time.monotonic() - began < quiet_seconds(60)  # eight seconds on a busy machine


@pytest.mark.article("4(1)")
def test_of_two_files_at_once_the_second_finds_whom_the_first_entered(
    story: CaseStory, sign_in: SignIn
) -> None:
    admin, before = sign_in(ADMIN), counted()
    text = "\n".join((HEAD_LINE, TWO))
    with ThreadPoolExecutor(1) as elsewhere:
        with acting(ADMIN) as work:
            people_file.enter(work, referral.municipality(work, "zvecan"), text)
            second = elsewhere.submit(admin.post, f"{AT}/file", {"lines": text, "step": "enter"})
            waits = sql("SELECT count(*) > 0 FROM pg_locks WHERE NOT granted")
            wait_until(lambda: bool(work.session.scalar(waits)))
        assert "New: " not in seen(second.result(60).text)
    assert counted() == before + 1


@pytest.mark.article("14(3.2)")
def test_nobody_is_entered_as_their_own_superior(story: CaseStory, sign_in: SignIn) -> None:
    admin, before = sign_in(ADMIN), counted()
    heads = "kind;institution;name;mail;mobile;superior;superior_mail\n"
    line = "1.6;Policia e Kosovës;Željko Đorđević;z@policia.example;044 111 333;S;Z@policia.example"
    told = seen(upload(admin, AT, (heads + line).encode()).text)
    assert OwnSuperior.reason in told
    assert counted() == before
