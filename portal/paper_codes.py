"""What somebody types from a page of a sealed file, and what is kept of it: decision 0196."""

from hashlib import sha256

from documents import code


def typed(words: str) -> str:
    """The number of a paper, also as its picture says it: with version and page; else the sixteen
    signs of an archive from before, with letters that look like others taken for what they are."""
    number = code.typed(words.split("/", maxsplit=1)[0])
    if number is not None:
        return number
    plain = "".join(each for each in words.upper() if each.isalnum())
    return plain.translate(str.maketrans("018", "OIB"))


def digest_of(code: str) -> bytes:
    """What is kept of it."""
    return sha256(b"tryeza code\n" + code.encode()).digest()
