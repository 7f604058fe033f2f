"""Time zones, looked up once a process.

Prefect 3.8 lists every zone on the disk for each schedule that it reads or makes
(prefect/types/_datetime.py, get_timezones), some ten milliseconds each; ours are one for each
municipality, read with their deployment whenever a worker starts, a life begins or the keeper
looks. It was half of all that the server did.
"""

from functools import cache

from prefect._internal.schemas import validators


def look_up_zones_once() -> None:
    """May be asked again; a zone that the machine learns meanwhile is known from the next start."""
    names = vars(validators)
    if not hasattr(names["get_timezones"], "cache_info"):
        names["get_timezones"] = cache(names["get_timezones"])
