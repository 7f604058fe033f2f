"""Who comes without a seat: by invitation to one meeting, or unasked: Art. 8(5), 10(6)."""

import pytest

from rules.guests import LetIn, MeetingIsClosed, check_let_in, was_let_in
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


@pytest.mark.article("8(5)", "10(6)")
@pytest.mark.parametrize(
    ("part", "to_this_meeting", "let_in"),
    [
        (Part.GUEST, True, True),
        (Part.GUEST, False, False),
        (Part.UNASKED, True, False),
        (Part.ASSISTANT, False, True),
        (Part.INTERPRETER, False, True),
    ],
)
def test_a_guest_comes_to_the_one_meeting_of_the_invitation(
    part: Part,
    to_this_meeting: bool,
    let_in: bool,
) -> None:
    assert was_let_in(part, to_this_meeting=to_this_meeting) is let_in
