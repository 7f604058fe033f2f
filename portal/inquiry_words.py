"""What was asked and answered, in words: Art. 14(3.1), 14(3.3), 19."""

from collections.abc import Mapping
from typing import Final

from core.i18n import N_
from rules.inquiries import AnsweredBy
from rules.inquiry_states import Stands
from rules.outside import Abroad, SentBy

STANDS: Final[Mapping[Stands, tuple[str, str]]] = {
    Stands.AWAITED: ("wait", N_("awaited")),
    Stands.LATE: ("late", N_("no answer")),
    Stands.ANSWERED: ("done", N_("answered")),
    Stands.WITHDRAWN: ("later", N_("withdrawn")),
    Stands.LEFT: ("wait", N_("whoever was asked does not sit any more")),
    Stands.ENDED: ("later", N_("nobody owed it: the child had died")),
}
ANSWERED_BY: Final[Mapping[AnsweredBy, str]] = {
    AnsweredBy.LINK: N_("behind the link"),
    AnsweredBy.TELEPHONE: N_("by telephone"),
    AnsweredBy.PAPER: N_("on paper"),
    AnsweredBy.SPOKEN: N_("by word of mouth"),
    AnsweredBy.MAIL: N_("by mail"),
}
TYPED: Final = {how: words for how, words in ANSWERED_BY.items() if how is not AnsweredBy.LINK}
"""How an answer came that an officer types."""
SENT_BY: Final[Mapping[SentBy, str]] = {
    SentBy.BY_HAND: N_("by hand"),
    SentBy.LETTER: N_("by letter"),
    SentBy.MAIL: N_("by the centre's own mail"),
    SentBy.TELEPHONE: N_("by telephone"),
}
ABROAD: Final[Mapping[Abroad, str]] = {
    Abroad.HOME: N_("in Kosovo"),
    Abroad.ABROAD: N_("abroad"),
    Abroad.NOT_KNOWN: N_("not known"),
}
