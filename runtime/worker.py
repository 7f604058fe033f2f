"""The in-process worker: `python -m runtime.worker`.

Where the stock worker starts a Python process per run, this one keeps one process and runs each
activation in a thread of it: `runtime/resident.py`.
"""

import sys
from importlib import import_module

from runtime.worker_type import RESIDENT, TryezaWorker

__all__ = ["TryezaWorker"]  # what Prefect finds by the entry point

if __name__ == "__main__":
    import_module(RESIDENT).main(sys.argv[1:])
