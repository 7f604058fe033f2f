"""Names of institutions that every reader knows by another name.

What somebody typed stays as typed, unless it is one of these: then it is shown as the reader's
language calls it.
"""

from functools import lru_cache
from typing import Final

from core.i18n import LANGUAGES, N_, Translator, translator

NAMES: Final = (
    N_("Kosovo Police"),
    N_("Community unit"),
    N_("Investigation of human trafficking"),
    N_("Gjilan station"),
    N_("Municipal Community Office"),
    N_("Municipal Directorate for Education"),
    N_("Directorate for Social Welfare"),
    N_("Directorate for Health and Social Welfare"),
    N_("Victim Protection and Assistance Office"),
    N_("Basic Prosecution Office"),
    N_("Family Medicine Centre Ferizaj"),
    N_("Paediatrics"),
)


@lru_cache(maxsize=1)
def _known() -> dict[str, str]:
    """Each name in each language, with its sentence in the catalogue."""
    return {
        translator(language).gettext(name).casefold(): name
        for name in NAMES
        for language in LANGUAGES
    }


def institution(say: Translator, typed: str) -> str:
    """`Policia e Kosovës, Pediatria` in the reader's language, part by part."""
    parts = (typed or "").split(", ")
    return ", ".join(say.gettext(_known().get(part.casefold(), "")) or part for part in parts)
