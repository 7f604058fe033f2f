"""The code on each page of a sealed file: it says nothing, and only the paper and we know it."""

from base64 import b32encode
from hashlib import sha256
from typing import Final

LETTERS: Final = 16
"""Eighty bits: nobody guesses one, however long they try."""
GROUP: Final = 4


def code_of(seal: bytes, paper: str) -> str:
    """Of one paper of the file with this seal; the same paper has the same code."""
    digest = sha256(b"tryeza page\n" + seal + paper.encode()).digest()
    return b32encode(digest[: LETTERS * 5 // 8]).decode()


def shown(code: str) -> str:
    """As it is printed."""
    return "-".join(code[at : at + GROUP] for at in range(0, LETTERS, GROUP))


def typed(words: str) -> str:
    """As somebody typed it: letters that look like others are taken for what they must be."""
    plain = "".join(each for each in words.upper() if each.isalnum())
    return plain.translate(str.maketrans("018", "OIB"))


def digest_of(code: str) -> bytes:
    """What is kept of it."""
    return sha256(b"tryeza code\n" + code.encode()).digest()
