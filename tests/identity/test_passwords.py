"""Which passwords may be chosen: NIST SP 800-63B-4, 3.1.1.2."""

import pytest

from identity import passwords


@pytest.mark.parametrize(
    ("password", "why"),
    [
        ("fourteen chars", passwords.TOO_SHORT),
        ("Password1234567", passwords.COMMON),
        ("kosovakosovakosova", passwords.COMMON),
        ("blerim.hoxha@qps-ferizaj", passwords.OWN_WORDS),
        ("Tryeza2026 Ferizaj!", passwords.OWN_WORDS),
        ("tryeza-demo-2026", passwords.OWN_WORDS),
        ("four words do go together", None),
        ("ë" * 5 + "  mali i zi  " + "š" * 5, None),
        ("x" * 3 + " a sentence of sixty-four signs and more, which is as good as any", None),
    ],
)
def test_which_passwords_may_be_chosen(password: str, why: str | None) -> None:
    known = ("Blerim Hoxha", "blerim.hoxha@qps-ferizaj.example")
    assert passwords.trouble(password, known) == why


def test_a_password_is_looked_at_as_it_was_typed() -> None:
    stored = passwords.hash_password(" Four Words do go ", quick=True)
    assert passwords.matches(" Four Words do go ", stored)
    for other in (
        "Four Words do go",
        " four words do go ",
        " Four Words do go",
        " Four Words do g",
    ):
        assert not passwords.matches(other, stored)
