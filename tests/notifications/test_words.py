"""Every notice in every language: what it says, what it does not, and that nothing breaks out."""

from dataclasses import replace
from datetime import date
from email import message_from_bytes, policy
from functools import cache
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.clock import SystemClock
from core.i18n import LANGUAGES, Language
from core.settings import Settings
from models.outbox import RecipientKind
from notifications import letters, preview, samples
from notifications.addressees import Addressee
from notifications.channels import Letter, mail
from notifications.duty_words import DUTY_WORDS, IN_THE_FILE
from notifications.notices import NOTICES
from notifications.preview import BY_SMS_ALONE
from portal.duties import DUTY_PAGES
from rules.binding import says_whom_it_binds
from rules.duties import Duty
from rules.mornings import MailSection, Side

MAILED = sorted(set(NOTICES) - {each.template for each in BY_SMS_ALONE})
EVERY_MAIL = pytest.mark.parametrize("template", MAILED)
EVERY_LANGUAGE = pytest.mark.parametrize("language", LANGUAGES)
EVIL = "x\r\nBcc: thief@evil.example\u2028<script>alert(1)</script>{{ 7*7 }}%(case)s"

pytestmark = [pytest.mark.usefixtures("configured"), pytest.mark.xdist_group("words")]


class Shape(HTMLParser):
    """Checks that tags are closed in order, and collects what a reader could press or fetch."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.links: list[str] = []
        self.seen: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen.add(tag)
        if tag not in {"meta", "br"}:
            self.open.append(tag)
        self.links += [value or "" for name, value in attrs if name in {"href", "src"}]

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def shape(html: str) -> Shape:
    parser = Shape()
    parser.feed(html)
    parser.close()
    assert parser.open == []
    return parser


@cache
def letter(
    template: str, language: str, reader: Addressee | None = None, **changes: object
) -> Letter:
    notice = samples.sample(template, **changes)
    return letters.compose(notice, reader or preview.reader(language), preview.urls(notice))


@EVERY_LANGUAGE
@EVERY_MAIL
def test_every_notice_renders_in_every_language(template: str, language: Language) -> None:
    made = letter(template, language)
    about = samples.QUARTER if template.startswith("quarterly") else samples.CASE
    if template.startswith(("contacts", "codes", "links")):
        about = ""  # a contact, as a code, belongs to the centre, and to no case
        assert samples.CASE not in made.text
    if template == "supervision/month":
        about = "10.2026"  # of all their cases
    if template.startswith(("sign_in", "emergency")) or template == "appointment/deputy":
        about = ""  # of an account, and of no case
        assert samples.CASE not in made.text
    for part in (made.text, made.html):
        assert about in part
        assert preview.READERS[language] in part
        assert "23/2023" in part
        assert not [mark for mark in ("%(", "{{", "None", "Undefined") if mark in part]
    page = shape(made.html)
    assert not page.seen & {"img", "script", "style", "link", "form", "iframe"}
    ways = (*(f"https://tryeza.example/{way}/" for way in "ls"), "http://localhost")
    assert all(link.startswith(ways) for link in page.links)


@pytest.mark.article("14(3.2)")
@EVERY_LANGUAGE
def test_a_notice_that_holds_again_says_what_came_and_when(language: Language) -> None:
    plain = letter("reports/superior", language)
    day = date(2026, 11, 12)
    again = letter("reports/superior", language, anew_after=day, came_late_on=day)
    assert again.subject != plain.subject
    assert not [mark for mark in ("%(", "{{", "None", "Undefined") if mark in again.text]


BINDING: dict[Language, str] = {"sq": "neni 2.", "sr": "član 2.", "en": "Article 2."}


@pytest.mark.article("2")
@EVERY_LANGUAGE
@EVERY_MAIL
def test_every_invitation_and_request_says_whom_the_regulation_binds(
    template: str, language: Language
) -> None:
    made = letter(template, language)
    for part in (made.text, made.html):
        assert (BINDING[language] in part) is says_whom_it_binds(template)


WITHOUT_A_LINK = {"closure/closed", "contacts/changed", "contacts/superior", "initiative/ended"}
OWN_ACCOUNT = ("guesses", "recovery", "changed", "address")
SIGN_IN_PAGES = {f"sign_in/{each}": "/account" for each in OWN_ACCOUNT}
SIGN_IN_PAGES |= {"sign_in/flood": "/accounts", "sign_in/disabled": "/handover"}
WITHOUT_A_LINK |= {"referral/receipt", "reports/day_answered"}
WITHOUT_A_LINK |= {"convening/not_coming", "quarterly/not_coming"}
WITHOUT_A_LINK |= {f"codes/{each}" for each in ("said", "app", "app_ended")}


OF_ITS_OWN = {"reminders/officer": "/", "supervision/month": "/supervision"}
EMERGENCY = f"/emergencies/{samples.invented('emergency_id')}"
OF_ITS_OWN |= dict.fromkeys(("emergency/asked", "emergency/opened"), EMERGENCY)
OF_ITS_OWN |= {"codes/head": f"/codes/{samples.invented('life')}/said"}


@EVERY_LANGUAGE
@EVERY_MAIL
def test_every_notice_leads_where_its_reader_acts(template: str, language: Language) -> None:
    made, kind = letter(template, language), NOTICES[template].read_by
    links = set(shape(made.html).links)
    if (several := {"reminders/owed": 3, "links/anew": 3}.get(template)) is not None:
        assert len(links) == several
    elif kind == "superior" or template in WITHOUT_A_LINK:
        assert bool(links) == (template in preview.REPLIED)
    else:
        target = f"/l/{samples.invented('link').hex}" if kind == "member" else "/cases/R-26-4071"
        if template.startswith("quarterly") and kind == "account":
            target = f"/roundtable/{samples.QUARTER}"
        if template.endswith("/unsent"):
            target = f"/meetings/{samples.invented('meeting_id')}"
        if template.startswith("chairing/"):
            page = f"/meetings/{samples.invented('meeting_id')}"
            target = f"{page}/chaired" if template.startswith("chairing/sign") else page
            if template == "chairing/named":  # declares first: Art. 18(2)
                target = f"/declarations/{samples.invented('life')}"
        target = OF_ITS_OWN.get(template, target)
        if template.startswith("appointment/"):
            target = {"deputy": "/deputy", "replaced": "/"}.get(template.partition("/")[2], target)
        if template.startswith("sign_in/"):
            target = SIGN_IN_PAGES.get(template, f"/l/{samples.invented('enrolment_id').hex}")
        if template == "contacts/confirm":
            target = f"/l/{samples.invented('change_id').hex}"
        if template == "contacts/check":
            target = f"/contacts/{samples.invented('change_id')}"
        (address,) = {link.partition("?")[0] for link in links}
        assert address.endswith(target)
        assert address in made.text
        others = {f"{address}?lang={other}" for other in LANGUAGES if other != language}
        assert links == {address} | others


@EVERY_MAIL
def test_what_is_said_in_lines_has_a_line_of_its_own(template: str) -> None:
    """The newline after a tag is taken away with it: what follows would stand in the same line."""
    written = letters.TEMPLATES / f"{template}.txt"
    for line in written.read_text(encoding="utf-8").splitlines():
        if "parts.fact(" in line or "parts.item(" in line:
            assert line.startswith("{{ parts."), line
            assert line.endswith("}}"), line


@EVERY_MAIL
def test_the_languages_differ(template: str) -> None:
    assert len({letter(template, language).subject for language in LANGUAGES}) == 3


def test_both_branches_of_a_decision_are_said() -> None:
    approved = letter("closure/decided", "en", approved=True)
    returned = letter("closure/decided", "en", approved=False)
    assert approved.subject != returned.subject
    signing = letter("minutes/sign", "en", role="sign")
    reading = letter("minutes/sign", "en", role="acknowledge")
    assert "sign them" in signing.text
    assert "sign them" not in reading.text


@pytest.mark.article("14(3.2)")
def test_a_superior_is_told_what_was_asked_and_when() -> None:
    text = letter("reports/superior", "en").text
    for said in ("QKMF Ferizaj", "Asked: Tuesday 10 November 2026", "Reminder 3", "Last day"):
        assert said in text
    assert text.count("Dr Arta") + text.count("Dr. Arta") == 2  # greeting and member in the sample


@pytest.mark.article("14(3.1)", "14(3.2)", "14(3.3)", "19")
def test_what_was_asked_beside_reports_is_not_called_a_report() -> None:
    asked = letter("reports/inquiry", "en").text
    assert "Article 14, paragraph 3.1" in asked
    assert "paragraph 3.3" in letter("reports/inquiry", "en", action=3).text
    anew = letter("reports/inquiry", "en", taken_back_on=samples.MEETING)
    assert "has no answer yet" in anew.subject
    for said in ("was taken back on", "\nYour answer was due: Tuesday 17 November 2026"):
        assert said in anew.text
    last_day = letter(
        "reports/inquiry", "en", taken_back_on=samples.MEETING, due_on=samples.MEETING
    )
    assert "Your answer, at the latest" in last_day.text
    assert "sit at the table again" not in anew.text
    owed = samples.item("R-26-4071", 0, Duty.GIVE_ANSWER)
    alone = letter("reminders/owed", "en", items=(owed,)).text
    assert "Information that was asked for on case R-26-4071, by " in alone
    assert "Article 14, paragraph 3.1" in alone
    for template in ("reports/last_chance", "reports/superior"):
        made = letter(template, "en", inquiry=True)
        assert "nswer" in made.subject
        assert "report" not in made.subject + made.text
    abroad = replace(owed, duty=Duty.GET_ANSWER)
    officer = letter("reminders/officer", "en", items=(abroad,), lines=(), week=None).text
    assert "has not answered your inquiry on case R-26-4071, by " in officer
    assert "Article 19." in officer
    assert "paragraph" not in officer


@pytest.mark.article("8(9)", "14(3.3)")
@pytest.mark.parametrize("template", ["reports/request", "reports/action_late"])
def test_who_is_asked_anew_reads_that_what_was_on_record_was_none(template: str) -> None:
    anew = letter(template, "en", taken_back_on=samples.MEETING)
    for words in ("was taken back on", "still needed", "was due"):
        assert words in anew.text
    in_time = letter(template, "en", taken_back_on=samples.MEETING, due_on=samples.MEETING)
    assert "was due" not in in_time.text
    assert "taken back" not in letter(template, "en").text


@pytest.mark.article("14(3.2)", "14(3.3)")
def test_an_action_that_is_asked_about_is_not_called_a_report() -> None:
    asked = replace(samples.item("R-26-4071", 0, Duty.ANSWER_ACTION), action=3)
    report = samples.item("R-26-4088", 0)
    alone = letter("reminders/owed", "en", items=(asked,)).text
    assert "What became of action 3 in the plan of case R-26-4071" in alone
    assert "by the time limits of the plan" in alone
    assert "Article 14, paragraph 3.3" in alone
    for said in ("Article 8", "eport for case", "three days before"):
        assert said not in alone
    both = letter("reminders/owed", "en", items=(asked, report)).text
    for said in ("What became of action 3", "Report for case R-26-4088", "Article 8", "Article 14"):
        assert said in both
    first = letter("reports/action_late", "en").text
    assert "Day in the plan: " in first
    assert "Your answer, at the latest: " in first
    assert "Was due" not in first
    last = letter("reports/last_chance", "en", action=3)
    assert "answer on action 3" in last.subject
    assert "Write the report" not in last.text
    assert "Your answer was due" in last.text
    superior = letter("reports/superior", "en", action=3)
    assert "report" not in superior.subject


@EVERY_LANGUAGE
@pytest.mark.parametrize("count", [1, 2, 3, 5, 21])
def test_a_digest_counts_in_the_plural_of_its_language(language: Language, count: int) -> None:
    items = tuple(samples.item(f"R-26-{number}", number) for number in range(count))
    made = letter("reminders/owed", language, items=items)
    assert made.text.count("https://tryeza.example/l/") == count
    if count > 1:
        assert str(count) in made.subject


def test_the_look_of_a_mail_holds_one_button() -> None:
    assert letter("reports/request", "sq").html.count("background:#0b566b") == 1


def wire(made: Letter, to: str = "arta.bytyqi@qkmf.example") -> bytes:
    return mail.envelope(made, to=to, message_id="<a@b.example>", date=SystemClock().now()).content


@EVERY_LANGUAGE
@EVERY_MAIL
def test_every_mail_survives_the_wire(template: str, language: Language) -> None:
    made = letter(template, language)
    content = wire(made)
    assert content.isascii()
    assert max(map(len, content.split(b"\r\n"))) <= 78
    parsed = message_from_bytes(content, policy=policy.default)
    assert parsed["Subject"] == made.subject
    text, html = parsed.get_body(("plain",)), parsed.get_body(("html",))
    assert text is not None
    assert html is not None
    assert text.get_content().replace("\r\n", "\n") == made.text
    assert html.get_content().replace("\r\n", "\n") == made.html
    assert parsed.defects == []


@EVERY_MAIL
def test_nothing_typed_breaks_out_of_its_place(template: str) -> None:
    evil = {"case_number", "quarter", "place", "institution"}
    given_here = dict.fromkeys(evil & set(NOTICES[template].__dataclass_fields__), EVIL)
    reader = Addressee(EVIL, None, None, "en", EVIL, signer=EVIL, member=EVIL, office_number=EVIL)
    made = letter(template, "en", reader, **given_here)
    parsed = message_from_bytes(wire(made), policy=policy.default)
    assert parsed["Bcc"] is None
    assert parsed["To"] == "arta.bytyqi@qkmf.example"
    assert "script" not in shape(made.html).seen
    assert "{{ 7*7 }}" in made.text
    assert not any(line.startswith("Bcc:") for line in made.text.splitlines())


@given(text=st.text(max_size=80))
def test_no_text_at_all_breaks_a_header_or_a_page(text: str) -> None:
    reader = Addressee(text, None, None, "sr", text, signer=text, member=text)
    made = letter("reports/request", "sr", reader, case_number=text, place=text)
    parsed = message_from_bytes(wire(made), policy=policy.default)
    assert set(parsed.keys()) == {
        "From", "To", "Subject", "Date", "Message-ID", "Auto-Submitted", "Content-Language",
        "MIME-Version", "Content-Type",
    }  # fmt: skip
    shape(made.html)


def test_a_notice_survives_its_row() -> None:
    for template, kind in NOTICES.items():
        notice = samples.sample(template)
        restored = kind.restore(
            notice.context,
            recipient=notice.recipient,
            life_id=notice.life_id,
            link_id=notice.link_id,
        )
        assert restored == notice
        assert restored.key == notice.key


def test_keys_are_made_of_kind_ids_and_days_only() -> None:
    for template in NOTICES:
        key = samples.sample(template).key
        assert key.startswith(f"{template}:")
        assert samples.CASE not in key
        assert samples.sample(template).recipient.kind in tuple(RecipientKind)


def test_a_letter_from_nowhere_has_no_link_under_another_address(configured: Settings) -> None:
    made = letter("convening/agree_date", "en")
    assert all(link.startswith(configured.base_url) for link in shape(made.html).links)


@pytest.mark.article("14(1)", "10(6)")
def test_a_mail_has_a_word_for_every_duty_and_none_of_a_child() -> None:
    assert DUTY_WORDS.keys() == set(Duty)
    of_a_page = {duty: page.awaited for duty, page in DUTY_PAGES.items() if page.awaited}
    differ = {duty for duty, words in of_a_page.items() if DUTY_WORDS[duty] != words}
    assert {duty for duty in differ if DUTY_WORDS[duty] != IN_THE_FILE} == set()
    assert differ == {
        Duty.ADD_REPRESENTATIVE,
        Duty.LOG_CONTACT,
        Duty.NAME_FAMILY,
        Duty.PROPOSE_CLOSURE,
        Duty.SEND_SERVICES_LETTER,
        Duty.TAKE_BACK_WORD,
    }


@pytest.mark.article("14(5)")
def test_an_extraordinary_meeting_is_told_as_one_and_not_under_the_three_days() -> None:
    for template in ("convening/agree_date", "convening/invitation"):
        assert "three days" in letter(template, "en").text
        haste = letter(template, "en", extraordinary=True)
        assert "extraordinary" in haste.subject
        assert "three days" not in haste.text
        assert "Article 14, paragraph 5" in haste.text


@pytest.mark.article("17(3)", "4(2)")
def test_who_took_a_case_over_or_gave_it_away_is_told_what_is_theirs() -> None:
    for approved in (True, False):
        assert "your assessment" in letter("closure/decided", "en", approved=approved).text
        of_another = letter("closure/decided", "en", approved=approved, own=False)
        assert "your" not in of_another.text[: of_another.text.index("case was yours")]
        assert "to you" not in of_another.subject
    assert "that you chaired" in letter("appointment/replaced", "en").text
    nothing = letter("appointment/replaced", "en", chaired=False).text
    assert "that you chaired" not in nothing
    assert "Open the case" not in nothing


@pytest.mark.article("13(2.4)", "14(2)")
def test_the_day_of_an_action_is_the_plans_and_no_limit_of_ours() -> None:
    for section, words in ((MailSection.NEARS, "is"), (MailSection.LATE, "was")):
        line = samples.line(section, Side.MANAGER, Duty.LATE_ACTION, is_ours=True)
        said = letter("reminders/officer", "en", lines=(line,), items=(), week=None).text
        assert f"the day of the plan {words}" in said
        assert "our limit" not in said
