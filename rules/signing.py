"""What is signed, as what and how: Art. 10(1), 17(5), 18(2)."""

from enum import StrEnum


class SignedPaper(StrEnum):
    """A text under which people put their word."""

    MINUTES = "minutes"
    """Of a meeting: Art. 10(1)."""
    CLOSURE = "closure"
    """The closing form: Art. 17(5)."""
    DECLARATIONS = "declarations"
    """Of no conflict of interest and of confidentiality: Art. 10(2), 18(2)."""


class SignatureRole(StrEnum):
    """As what somebody puts their word: who was absent acknowledges (decision 0015)."""

    SIGN = "sign"
    """Who was present."""
    ACKNOWLEDGE = "acknowledge"
    """Who was absent."""


class SignatureMethod(StrEnum):
    """How a word was put under a text, or withheld."""

    CODE = "code"
    """A member's, by their link and the one-time code."""
    PASSWORD = "password"  # noqa: S105
    """An officer's, by the password written once more."""
    PAPER = "paper"
    """Signed on paper, and recorded by the manager."""
    REFUSED = "refused"
    """With its reason, which is no signature."""
