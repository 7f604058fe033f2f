"""Words of the languages, by which a name is told from them: all that our own pages say: 0197."""

from functools import lru_cache

from core.i18n import LANGUAGES, sentences
from rules.blacked import parts


def is_common(word: str) -> bool:
    """In whatever letters it is written: a name may be such a word too."""
    return word.lower() in _common()


@lru_cache(maxsize=1)
def _common() -> frozenset[str]:
    """What stands in small letters in pages, papers and mails."""
    said = (each for language in LANGUAGES for each in sentences(language))
    return frozenset(word for each in said for word in parts(each) if word.islower())
