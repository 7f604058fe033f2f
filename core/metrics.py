"""Numbers of one process for Prometheus, on an address of this machine that is theirs alone.

No label says whose a number is: no case, no child, no person.
"""

import logging
from collections.abc import Callable, Iterable
from typing import Final

from prometheus_client import CollectorRegistry, Gauge, start_http_server
from prometheus_client.registry import Collector

logger = logging.getLogger(__name__)

HERE: Final = frozenset({"127.0.0.1", "[::1]", "localhost"})
REGISTRY: Final = CollectorRegistry(auto_describe=True)
"""Of this process; Prefect's own numbers stand in another."""


def place(said: str) -> tuple[str, int]:
    """Host and port of `TRYEZA_METRICS`; raises `ValueError` for any that others could reach."""
    host, _, port = said.rpartition(":")
    if host not in HERE or not port.isdecimal() or not 0 < int(port) < 65536:
        raise ValueError("TRYEZA_METRICS is an address on this machine: 127.0.0.1:9321")
    return host.strip("[]"), int(port)


def gauge(name: str, words: str, number: Callable[[], float]) -> None:
    """One that is looked up when somebody asks."""
    Gauge(name, words, registry=REGISTRY).set_function(number)


def serve(said: str, collectors: Iterable[Collector] = ()) -> Callable[[], None]:
    """Answer there from now on, in threads of its own; gives what ends it.

    A port that is taken is said and no reason to serve nobody.
    """
    for each in collectors:
        REGISTRY.register(each)
    if not said:
        return lambda: None
    host, port = place(said)
    try:
        server, _ = start_http_server(port, host, REGISTRY)
    except OSError as error:
        logger.warning("No metrics at %s: %s", said, error.strerror)
        return lambda: None
    logger.info("Metrics are at http://%s/metrics", said)
    return server.shutdown
