"""Start a command that ends when its parent does: `parent.py PARENT COMMAND...`.

Runs before anything else of a child, on the standard library alone; the kernel does the watching.
"""

import ctypes
import os
import signal
import sys

PR_SET_PDEATHSIG = 1


def main() -> None:
    parent, *command = sys.argv[1:]
    # Outlives the execv. It comes when the thread that started us ends, not only the process, and
    # never if that thread has ended before the call (PR_SET_PDEATHSIG(2const)): so look again.
    ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)
    if os.getppid() != int(parent):
        sys.exit("The parent died first.")
    os.execv(command[0], command)  # noqa: S606 - a shell would stand in between


if __name__ == "__main__":
    main()
