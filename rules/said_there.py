"""What was said in a meeting counts while the table is on record as having met: Art. 9, 10(1).

A meeting may be taken out of a case because it was of another: decision 0102. What was written down
as said in it stays to be read; whatever asks what the table decided, heard or was told asks here.
"""

from collections.abc import Collection
from datetime import date


def counts_as_said(said_on: date, met: Collection[date], *, named_is_held: bool = False) -> bool:
    """The meeting it names is on record as held, or the table is on record as having `met` on the
    day on which it was said: Art. 9.

    The first holds where the day of that meeting was corrected since; the second where nobody named
    one, and where one that was taken out is put on record once more.
    """
    return named_is_held or said_on in met
