"""How many answers of which kind, and how long they took; nothing of the address or of whom."""

import time
from typing import Final

from prometheus_client import Counter, Histogram
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from core.metrics import REGISTRY

ANSWERS: Final = Counter(
    "tryeza_answers", "Answers of the portal by the first digit of their status",
    ["status"], registry=REGISTRY,
)  # fmt: skip
SECONDS: Final = Histogram(
    "tryeza_answer_seconds", "Seconds from a request to the end of its answer",
    registry=REGISTRY, buckets=(0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30),
)  # fmt: skip


class Measured:
    """Around everything else."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        began = time.perf_counter()

        async def counting(message: Message) -> None:
            if message["type"] == "http.response.start":
                ANSWERS.labels(f"{message['status'] // 100}xx").inc()
            await send(message)

        try:
            await self.app(scope, receive, counting)
        finally:
            SECONDS.observe(time.perf_counter() - began)
