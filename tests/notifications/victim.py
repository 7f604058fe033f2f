"""`python -m tests.notifications.victim LIFE`: delivers on each line of its input, in a new child.

A line is a failpoint (`smtp:after-250@2`) or `none`; the answer is how the child ended. Forking
saves each of some hundred victims the second that starting Python costs.
"""

import os
import sys
from uuid import UUID

from core import settings
from core.failpoint import VARIABLE
from notifications import delivery


def child(life: UUID, failpoint: str) -> None:
    os.environ[VARIABLE] = failpoint
    settings.prepare()
    delivery.deliver(life)
    os._exit(0)


def main() -> None:
    life = UUID(sys.argv[1])
    for line in sys.stdin:
        victim = os.fork()
        if victim == 0:
            child(life, line.strip())
        _, status = os.waitpid(victim, 0)
        sys.stdout.write(f"{os.waitstatus_to_exitcode(status)}\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
