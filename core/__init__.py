"""What every room stands on: clock, settings, keys, languages, logs."""

import gc
from typing import Final

RARELY: Final = (20_000, 20, 20)
"""How often what points in circles is looked for. A process loads half a million objects that stay;
looked through as often as Python does by itself, they are a sixth of what it costs to start."""

gc.set_threshold(*RARELY)
