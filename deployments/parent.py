"""Start a command that ends when its parent does: `parent.py PARENT COMMAND...`.

Runs before anything else of a child, on the standard library alone; the kernel does the watching.
"""

import ctypes
import os
import signal
import sys

PR_SET_PDEATHSIG = 1


def end_with(parent: int, number: signal.Signals) -> None:
    """Have this process sent a signal when the thread that started it ends.

    Outlives an execv. It comes when that thread ends, not only the process, and never if it has
    ended before the call (PR_SET_PDEATHSIG(2const)): so look again.
    """
    ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, number)
    if os.getppid() != parent:
        sys.exit("The parent died first.")


def main() -> None:
    parent, *command = sys.argv[1:]
    end_with(int(parent), signal.SIGTERM)
    os.execv(command[0], command)  # noqa: S606 - a shell would stand in between


if __name__ == "__main__":
    main()
