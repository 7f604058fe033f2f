"""How full the pool of this process is, where somebody measures it."""

from core.metrics import gauge
from models import pool


def measure() -> None:
    gauge("tryeza_pool_connections", "Connections in use by this process", pool.in_use)
    gauge("tryeza_pool_connections_limit", "Connections it may use at once", pool.most)
