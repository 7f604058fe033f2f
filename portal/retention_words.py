"""How far a closed file is on its way, in words: decision 0259."""

from collections.abc import Mapping
from typing import Final

from core.i18n import N_
from rules.retention import ErasureState

STATES: Final[Mapping[ErasureState, str]] = {
    ErasureState.KEPT: N_("kept"),
    ErasureState.ENDED: N_("its time is over"),
    ErasureState.NOTICED: N_("notice is given"),
    ErasureState.HIDDEN: N_("hidden"),
    ErasureState.DECIDED: N_("to be erased"),
    ErasureState.ERASED: N_("erased"),
}
