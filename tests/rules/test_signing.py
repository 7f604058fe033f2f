"""Who signs what: Art. 10(1), 10(2), 17(5), 18(2)."""

from dataclasses import replace
from datetime import date
from uuid import UUID

import pytest

from rules.basis import Article
from rules.declarations import (
    AlreadyDeclared,
    ConfidentialityNotSigned,
    Declared,
    check_declaration,
)
from rules.minutes import (
    CorrectionWithoutReason,
    MinutesApproved,
    NotHeldYet,
    Written,
    check_writing,
)
from rules.refusals import NotPossible, ProcedureRefused
from rules.signing import (
    LaidAlready,
    NothingToSign,
    NotYoursToSign,
    OwnHandOnPaper,
    RefusalWithoutReason,
    Signatory,
    SignatureMethod,
    SignatureRole,
    SignedBeforeItMet,
    SignedPaper,
    TextChanged,
    TextNotAsDecided,
    VersionOnPaper,
    check_asked,
    check_laid_once,
    check_one_text,
    check_signatory,
    role_of,
    version_signed,
)
from tests.rules.known import MEMBER

SIGNS = Signatory(has_seat=True, signed=False, method=SignatureMethod.CODE)


@pytest.mark.article("10(1)", "17(5)")
@pytest.mark.parametrize(
    ("who", "refusal"),
    [
        (replace(SIGNS, signed=True), NothingToSign),
        (replace(SIGNS, has_seat=False), NotYoursToSign),
        (replace(SIGNS, method=SignatureMethod.REFUSED, reason=" "), RefusalWithoutReason),
    ],
)
def test_each_signs_once_and_for_themselves(
    who: Signatory, refusal: type[ProcedureRefused]
) -> None:
    check_signatory(SIGNS)
    check_signatory(replace(SIGNS, method=SignatureMethod.REFUSED, reason="Nuk pajtohem."))
    with pytest.raises(refusal):
        check_signatory(who)
    with pytest.raises(refusal) as of_the_form:
        check_signatory(replace(who, paper=SignedPaper.CLOSURE))
    assert of_the_form.value.basis != Article(10, "1")


@pytest.mark.article("10(1)", "17(5)")
def test_an_officers_own_word_comes_with_their_password_signed_or_refused() -> None:
    own = replace(SIGNS, enters_it=True, method=SignatureMethod.PASSWORD)
    refused = replace(own, method=SignatureMethod.REFUSED, reason="Pika 3.", confirmed=True)
    check_signatory(own)
    check_signatory(refused)
    check_signatory(replace(refused, reason=None))
    for wrong in (
        replace(own, method=SignatureMethod.PAPER, confirmed=True),
        replace(refused, confirmed=False),
    ):
        with pytest.raises(OwnHandOnPaper):
            check_signatory(wrong)
        check_signatory(replace(wrong, enters_it=False))
    with pytest.raises(RefusalWithoutReason):
        check_signatory(replace(refused, reason=" "))


@pytest.mark.article("10(1)")
def test_the_present_sign_and_the_absent_acknowledge() -> None:
    there = {MEMBER: True, UUID(int=51): False}
    assert role_of(there, MEMBER) is SignatureRole.SIGN
    assert role_of(there, UUID(int=51)) is SignatureRole.ACKNOWLEDGE
    with pytest.raises(NotYoursToSign):
        role_of(there, UUID(int=52))


@pytest.mark.article("10(1)", "17(5)")
def test_the_text_signed_is_the_one_decided_laid_and_shown() -> None:
    check_one_text(b"a", b"a", b"a", b"a")
    check_one_text(b"a", b"a", b"a", None)
    for laid, read in ((None, b"a"), (b"b", b"a"), (b"a", b"b")):
        with pytest.raises(TextNotAsDecided):
            check_one_text(b"a", laid, read, b"a")
    with pytest.raises(TextChanged):
        check_one_text(b"a", b"a", b"a", b"b")


@pytest.mark.article("10(1)", "17(5)")
def test_nobody_signs_before_the_text_is_laid_and_asked_for() -> None:
    check_asked(laid=True, asked=True)
    for laid, asked in ((True, False), (False, True)):
        with pytest.raises(NothingToSign):
            check_asked(laid=laid, asked=asked)
    check_laid_once(once=False, laid=True)
    with pytest.raises(LaidAlready):
        check_laid_once(once=True, laid=True)
    check_laid_once(once=True, laid=True, follows_record=True)


@pytest.mark.article("10(1)")
def test_minutes_are_of_a_meeting_held_and_change_until_they_are_approved() -> None:
    check_writing(Written(held=True), "")
    check_writing(Written(held=True, laid=True), "Një gabim.")
    with pytest.raises(NotHeldYet):
        check_writing(Written(held=False), "")
    with pytest.raises(MinutesApproved):
        check_writing(Written(held=True, approved=True, laid=True), "Një gabim.")
    with pytest.raises(CorrectionWithoutReason):
        check_writing(Written(held=True, laid=True), " ")


@pytest.mark.article("10(2)", "18(2)")
def test_both_are_declared_once_and_only_a_conflict_comes_up_later() -> None:
    never = Declared(at_all=False, conflict=None)
    before = Declared(at_all=True, conflict=False)
    check_declaration(never, conflict=False, confidential=True)
    check_declaration(never, conflict=True, confidential=False)
    check_declaration(before, conflict=True, confidential=False)
    with pytest.raises(ConfidentialityNotSigned):
        check_declaration(never, conflict=False, confidential=False)
    with pytest.raises(AlreadyDeclared) as refused:
        check_declaration(before, conflict=False, confidential=True)
    assert isinstance(refused.value, NotPossible)
    with pytest.raises(AlreadyDeclared):
        check_declaration(Declared(at_all=True, conflict=True), conflict=True, confidential=False)


@pytest.mark.article("10(1)", "17(5)")
def test_a_paper_has_the_words_of_its_day() -> None:
    met, laid, again = date(2026, 11, 2), date(2026, 11, 4), date(2026, 11, 6)
    versions = [VersionOnPaper(1, met), VersionOnPaper(2, laid), VersionOnPaper(3, again)]
    days = {met: 1, date(2026, 11, 3): 1, laid: 2, date(2026, 11, 5): 2, again: 3}
    assert {
        day: version_signed(day, SignedPaper.MINUTES, versions, met_on=met) for day in days
    } == days
    assert version_signed(date(2026, 12, 1), SignedPaper.MINUTES, versions[:1], met_on=met) == 1
    with pytest.raises(SignedBeforeItMet) as refused:
        version_signed(date(2026, 11, 1), SignedPaper.CLOSURE, versions, met_on=met)
    assert refused.value.facts == {"day": met}
    assert refused.value.basis == Article(17, "5")  # of a closing form


@pytest.mark.article("10(1)", "17(5)")
def test_a_paper_has_no_words_that_were_learned_after_it() -> None:
    """The first version may say what was found out after the meeting, before it was laid."""
    met, learned = date(2026, 11, 2), date(2026, 11, 4)
    versions = [VersionOnPaper(1, learned)]
    assert version_signed(learned, SignedPaper.CLOSURE, versions, met_on=met) == 1
    for day in (met, date(2026, 11, 3)):
        assert version_signed(day, SignedPaper.MINUTES, versions, met_on=met) is None
    with pytest.raises(SignedBeforeItMet):
        version_signed(date(2026, 11, 1), SignedPaper.CLOSURE, versions, met_on=met)
