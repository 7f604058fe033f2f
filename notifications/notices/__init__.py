"""What we say: one module per procedure, one frozen value per notice."""

from importlib import import_module
from pkgutil import iter_modules

from notifications.notices.base import NOTICES

for _module in iter_modules(__path__):
    import_module(f"{__name__}.{_module.name}")  # defining a notice makes it known

__all__ = ["NOTICES"]
