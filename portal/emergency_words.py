"""For what a case may be read in an emergency, in words: decision 0248."""

from collections.abc import Mapping
from typing import Final

from core.i18n import N_
from rules.emergencies import EmergencyReason

REASONS: Final[Mapping[EmergencyReason, str]] = {
    EmergencyReason.DANGER: N_("The child's life or health is in danger now"),
    EmergencyReason.FOUND: N_("The child is missing, or was found"),
    EmergencyReason.AUTHORITY: N_("Police, prosecutor, court or hospital ask, and cannot wait"),
    EmergencyReason.PLACEMENT: N_("The child has to be brought somewhere safe"),
}
