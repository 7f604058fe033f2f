"""Kosovo's public holidays, as the rules count working days and our messages keep them."""

from datetime import date
from functools import lru_cache

import holidays


@lru_cache(maxsize=16)
def _of_year(year: int) -> frozenset[date]:
    return frozenset(holidays.country_holidays("XK", years=year))


def around(day: date) -> frozenset[date]:
    """The holidays of the year before, the year of and the year after `day`.

    Both Eids are estimates of the library until the moon is seen.
    """
    return _around(day.year)


@lru_cache(maxsize=16)
def _around(year: int) -> frozenset[date]:
    return _of_year(year - 1) | _of_year(year) | _of_year(year + 1)
