"""Every SMS in every language: short, of the plain alphabet, and which code it is."""

from dataclasses import replace
from datetime import date

import pytest

from core.i18n import LANGUAGES, Language
from models.people import Office
from notifications import letters, preview, samples
from notifications.addressees import Addressee
from notifications.at_hand import links_in
from notifications.channels import sms
from notifications.notices.codes import CodeSent
from notifications.notices.contacts import ContactCode, MailCameBack
from notifications.notices.last_calls import LastCall, OfficerLastCall
from notifications.notices.receipt import ReceiptForReferral
from notifications.office_numbers import SAY_TO_CALL

CODES = CodeSent.template, ContactCode.template
EVERY_SMS = pytest.mark.parametrize("template", sorted(preview.SHORT))
MOST_PARTS = {ReceiptForReferral.template: 2}
"""A code is one message; a receipt names number, day and who answers, in two at most."""
LONGEST = "Marigona Shpresa Kelmendi-Haxhihasanaj"
EVERY_LANGUAGE = pytest.mark.parametrize("language", LANGUAGES)

pytestmark = pytest.mark.usefixtures("configured")


@EVERY_LANGUAGE
@EVERY_SMS
def test_every_sms_is_short_and_of_the_plain_alphabet(template: str, language: Language) -> None:
    words = letters.short(samples.sample(template), preview.reader(language), code="204816")
    assert ("204816" in words) is (template in CODES)
    assert set(words) <= sms.GSM_7
    assert sms.parts(words) <= MOST_PARTS.get(template, 1)
    assert "http" not in words  # no link, and so no shortener


@EVERY_LANGUAGE
def test_two_codes_that_live_at_once_look_different(language: Language) -> None:
    """One person sits at two tables; whose code is which, the SMS says."""
    code = samples.sample(CodeSent.template)
    assert isinstance(code, CodeSent)
    reader = Addressee("Dr. Arta Bytyqi", None, None, language, "Severna Mitrovica")
    said = [
        letters.short(
            replace(code, table=table, of_case=of_case, confirms=confirms), reader, code="1"
        )
        for table, of_case in (("R-26-1001", True), ("R-26-1002", True), ("2026-Q4", False))
        for confirms in (False, True)
    ]
    assert len(set(said)) == 6
    assert {sms.parts(each) for each in said} == {1}


@pytest.mark.parametrize("place", ["Fushë Kosovë", "Gračanica", "Đakovica", "Severna Mitrovica"])
@EVERY_LANGUAGE
@EVERY_SMS
def test_the_longest_municipality_still_fits(template: str, language: Language, place: str) -> None:
    reader = Addressee("Dr. Arta Bytyqi", None, None, language, place, answers=LONGEST)
    words = letters.short(samples.sample(template), reader, code="204816")
    assert sms.parts(words) <= MOST_PARTS.get(template, 1)
    assert set(words) <= sms.GSM_7


@pytest.mark.parametrize("number", ["1/26", "04-123/26", "9" * 40])
@EVERY_LANGUAGE
@EVERY_SMS
def test_the_offices_number_stands_where_it_takes_no_second_part(
    template: str, language: Language, number: str
) -> None:
    notice, bare = samples.sample(template), preview.reader(language)
    numbers = dict.fromkeys(links_in(notice), number)
    booked = replace(bare, office_number=number, numbers=numbers)
    short, said = (letters.short(notice, to, code="204816") for to in (bare, booked))
    longer = f"{short} ({number})"
    one_case = not hasattr(notice, "items") or len(numbers) == 1
    fits = one_case and sms.parts(longer) == sms.parts(short)
    assert said == (longer if fits else short)


@pytest.mark.parametrize("number", ["0290 320 100", "+383 290 320 100 / +383 44 123 456"])
@pytest.mark.parametrize("template", SAY_TO_CALL)
@EVERY_LANGUAGE
def test_a_text_that_says_to_call_has_the_number(
    template: str, language: Language, number: str
) -> None:
    notice = samples.sample(template)
    long_centre = replace(preview.reader(language), place="Severna Mitrovica")
    reader = replace(long_centre, office=Office(number, ""))
    one = [replace(notice, items=notice.items[:1])] if isinstance(notice, LastCall) else []
    full = [replace(notice, full=True)] if isinstance(notice, MailCameBack) else []
    for each in (notice, *one, *full):
        words = letters.short(each, reader, code="204816")
        assert words.removesuffix(".").endswith(f" {number}"), words
        assert sms.parts(words) == 1
    assert ("204816" in words) is (template in CODES)


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("ë ç Ë Ç", "e c E Ç"),
        ("č ć š ž đ Č Ć Š Ž Đ", "c c s z dj C C S Z Dj"),
        ("“kod” – 5 €\n…", '"kod" - 5 € ...'),
        ("猫", "?"),
    ],
)
def test_letters_outside_the_plain_alphabet_are_replaced(text: str, plain: str) -> None:
    assert sms.plain(text) == plain


def test_long_texts_are_counted_as_the_network_counts() -> None:
    assert [sms.parts("a" * signs) for signs in (160, 161, 306, 307)] == [1, 2, 2, 3]
    assert sms.parts("€" * 81) == 2


@pytest.mark.parametrize("items", [1, 2, 12])
@pytest.mark.parametrize("of_case", [True, False])
@pytest.mark.parametrize("kind", [LastCall, OfficerLastCall])
@EVERY_LANGUAGE
def test_a_last_call_is_one_text_whatever_it_is_about(
    kind: type[LastCall | OfficerLastCall], language: Language, of_case: bool, items: int
) -> None:
    notice = samples.sample(kind.template)
    assert isinstance(notice, LastCall | OfficerLastCall)
    table = "R-26-4071" if of_case else "2026-Q4"
    one = replace(notice.items[0], table=table, of_case=of_case, due_on=date(2026, 9, 27))
    longest = replace(notice, items=(one,) * items)
    reader = Addressee("Dr. Arta Bytyqi", None, None, language, "Severna Mitrovica")
    words = letters.short(longest, reader)
    assert sms.parts(words) == 1, (len(words), words)
    assert set(words) <= sms.GSM_7
    assert (table in words) is (items == 1)


@pytest.mark.parametrize("items", [1, 12])
@EVERY_LANGUAGE
def test_whom_no_mail_reaches_gets_one_text_too(language: Language, items: int) -> None:
    notice = samples.sample(LastCall.template)
    assert isinstance(notice, LastCall)
    longest = replace(notice, items=(notice.items[0],) * items, unreached=True)
    reader = Addressee("Dr. Arta Bytyqi", None, None, language, "Severna Mitrovica")
    words = letters.short(longest, reader)
    assert sms.parts(words) == 1, (len(words), words)
    assert set(words) <= sms.GSM_7
