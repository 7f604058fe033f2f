"""Who comes without a seat: by invitation to one meeting, or unasked: Art. 8(5), 10(6)."""

from dataclasses import replace
from datetime import date, timedelta
from uuid import uuid4

import pytest

from rules.guests import (
    Evidence,
    Invited,
    InvitedAlready,
    KnownGuest,
    LetIn,
    MeetingIsClosed,
    MeetingWasOver,
    NoInvitationThen,
    Origin,
    WereToldNotToCome,
    as_known,
    came_as,
    check_adds,
    check_invited_since,
    check_let_in,
    counts,
    taken_back,
    was_let_in,
)
from rules.participants import Part

TIED = LetIn(Part.GUEST, "Gjykata Themelore", "Masa e përkohshme për fëmijën.")


@pytest.mark.article("8(5)")
@pytest.mark.parametrize("was_there", [False, True])
def test_an_institution_tied_to_the_case_is_let_in(was_there: bool) -> None:
    check_let_in(LetIn(Part.GUEST, TIED.comes_from, TIED.reason, was_there=was_there))


@pytest.mark.article("8(5)", "10(6)")
@pytest.mark.parametrize(
    "who",
    [
        LetIn(Part.GUEST),
        LetIn(Part.GUEST, TIED.comes_from),
        LetIn(Part.GUEST, reason=TIED.reason),
        LetIn(Part.GUEST, " ", " "),
        LetIn(Part.UNASKED, TIED.comes_from, TIED.reason),
        LetIn(Part.UNASKED),
    ],
)
def test_to_anybody_else_the_meeting_is_closed(who: LetIn) -> None:
    with pytest.raises(MeetingIsClosed) as refused:
        check_let_in(who)
    assert str(refused.value.basis) == "10(6)"


@pytest.mark.article("10(6)")
def test_who_sat_there_is_put_on_record_whatever_is_known_of_them() -> None:
    check_let_in(LetIn(Part.UNASKED, was_there=True))


@pytest.mark.article("8(5)", "8(6)", "10(6)")
@pytest.mark.parametrize(
    ("part", "invited", "came_before", "let_in"),
    [
        (Part.GUEST, True, False, True),
        (Part.GUEST, False, True, True),
        (Part.GUEST, False, False, False),
        (Part.UNASKED, False, False, False),
        (Part.UNASKED, True, False, True),
        (Part.ASSISTANT, False, False, True),
        (Part.INTERPRETER, False, False, True),
    ],
)
def test_a_guest_comes_by_invitation_or_with_the_table_before(
    part: Part, invited: bool, came_before: bool, let_in: bool
) -> None:
    assert was_let_in(part, invited=invited, came_before=came_before) is let_in


@pytest.mark.article("8(5)", "10(6)")
@pytest.mark.parametrize(
    ("days", "too_late_to_see", "proven", "holds"),
    [
        (-1, False, False, True),
        (0, False, False, True),
        (-1, True, False, False),
        (-1, True, True, True),
        (0, True, True, True),
        (1, True, True, False),
    ],
)
def test_an_invitation_typed_after_the_meeting_needs_proof(
    days: int, too_late_to_see: bool, proven: bool, holds: bool
) -> None:
    met_on = date(2026, 11, 20)
    said = Invited(met_on + timedelta(days=days), too_late_to_see, proven)
    assert counts(said, met_on) is holds


@pytest.mark.article("4(4)", "8(6)")
def test_who_works_alone_is_let_in_for_a_reason() -> None:
    check_let_in(LetIn(Part.GUEST, reason=TIED.reason, independent=True))
    with pytest.raises(MeetingIsClosed):
        check_let_in(LetIn(Part.GUEST, independent=True))


@pytest.mark.article("10(6)")
@pytest.mark.parametrize(
    ("part", "unasked", "named"),
    [
        (Part.GUEST, False, Part.GUEST),
        (Part.GUEST, True, Part.UNASKED),
        (Part.UNASKED, True, Part.UNASKED),
        (Part.UNASKED, False, Part.GUEST),  # sat in once, and was invited to this one
        (Part.INTERPRETER, False, Part.INTERPRETER),
    ],
)
def test_each_meeting_names_who_was_there_as_they_came_to_it(
    part: Part, unasked: bool, named: Part
) -> None:
    assert came_as(part, unasked=unasked) is named


DAY = date(2026, 9, 10)


@pytest.mark.article("8(5)")
@pytest.mark.parametrize(
    ("said", "is_new"),
    [
        (Evidence(DAY), False),
        (Evidence(DAY, "Arta Berisha"), False),
        (Evidence(DAY, "Arta Berisha", "04-11"), True),
        (Evidence(DAY, paper="04-11"), True),
        (Evidence(DAY, "Ilir"), True),
        (Evidence(DAY + timedelta(days=1)), True),
    ],
)
def test_the_same_invitation_is_on_record_once(said: Evidence, is_new: bool) -> None:
    check_adds(said, [])
    known = [Evidence(DAY, "Arta Berisha"), Evidence(DAY - timedelta(days=1), paper="04-11")]
    if is_new:
        check_adds(said, known)
        return
    with pytest.raises(InvitedAlready):
        check_adds(said, known)


@pytest.mark.article("8(5)", "4(4)")
@pytest.mark.parametrize(
    ("said", "known"),
    [
        ([], Origin()),
        ([Origin(), Origin("Gjykata", "Masa.")], Origin("Gjykata", "Masa.")),
        ([Origin("Gazetar"), Origin(reason="Masa.")], Origin("Gazetar", "Masa.")),
        ([Origin("Gjykata", "Masa."), Origin(" ", " ")], Origin("Gjykata", "Masa.")),
        ([Origin("Gazetar", "E njeh."), Origin("Gjykata")], Origin("Gjykata", "E njeh.")),
        ([Origin("Gjykata", "Masa."), Origin(independent=True)], Origin("", "Masa.", True)),
        ([Origin("", "Masa.", True), Origin("Gjykata")], Origin("Gjykata", "Masa.")),
    ],
)
def test_what_was_left_open_is_completed_by_what_is_learned_later(
    said: list[Origin], known: Origin
) -> None:
    assert as_known(said) == known


@pytest.mark.article("8(5)")
def test_a_guest_is_known_by_name_and_whence_and_a_namesake_is_somebody_else() -> None:
    judge = KnownGuest("Fatmir Berisha", "Gjykata Themelore", independent=False)
    assert judge.is_same(KnownGuest(" fatmir  Berisha", "gjykata themelore ", independent=False))
    for other in (
        replace(judge, comes_from="Prokuroria"),
        replace(judge, name="Fatmir Berisha (i riu)"),
        replace(judge, comes_from="", independent=True),
    ):
        assert not judge.is_same(other)


@pytest.mark.article("8(5)")
def test_what_is_taken_back_falls_from_the_day_on_which_they_were_told() -> None:
    met, first, later = date(2026, 4, 20), uuid4(), uuid4()
    told = date(2026, 4, 15)
    days = {first: told, later: told + timedelta(days=1)}
    assert list(taken_back(days, told, met)) == [first]  # of the same day: it was before it
    assert list(taken_back(days, met, met)) == [first, later]  # on the day itself, still before it
    with pytest.raises(NoInvitationThen):
        taken_back(days, told - timedelta(days=1), met)
    with pytest.raises(MeetingWasOver) as over:
        taken_back(days, met + timedelta(days=1), met)
    assert over.value.facts == {"day": met}


@pytest.mark.article("8(5)", "10(6)")
def test_an_invitation_that_was_taken_back_lets_nobody_in() -> None:
    met = date(2026, 4, 20)
    invited = Invited(met - timedelta(days=5), too_late_to_see=False, proven=True)
    assert counts(invited, met)
    assert not counts(replace(invited, taken_back=True), met)


@pytest.mark.article("8(5)")
def test_who_was_told_not_to_come_is_invited_again_since() -> None:
    told = date(2026, 4, 15)
    check_invited_since(told, [])
    check_invited_since(told, [told - timedelta(days=3), told])
    with pytest.raises(WereToldNotToCome) as refused:
        check_invited_since(told - timedelta(days=1), [told - timedelta(days=3), told])
    assert refused.value.facts == {"day": told}
