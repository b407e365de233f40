"""Write an article once, translate it with gettext catalogs, print it in every language.

The names in `__all__` are the public API; each is imported when it is first used, so that the command line
answers at once.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from publish.catalog import Catalog as Catalog
    from publish.languages import Language as Language
    from publish.pipeline.build import build as build
    from publish.pipeline.extract import extract as extract
    from publish.pipeline.jobs import plan as plan
    from publish.pipeline.status import status as status
    from publish.project import Project as Project
    from publish.readers import read as read
    from publish.units import assemble as assemble
    from publish.units import segment as segment

__version__ = "0.1.0"

_HOMES = {
    "Catalog": "publish.catalog",
    "Language": "publish.languages",
    "Project": "publish.project",
    "assemble": "publish.units",
    "build": "publish.pipeline.build",
    "extract": "publish.pipeline.extract",
    "plan": "publish.pipeline.jobs",
    "read": "publish.readers",
    "segment": "publish.units",
    "status": "publish.pipeline.status",
}
__all__ = [
    "Catalog",
    "Language",
    "Project",
    "assemble",
    "build",
    "extract",
    "plan",
    "read",
    "segment",
    "status",
]


def __getattr__(name: str) -> object:
    """Import a public name from its room."""
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(_HOMES[name]), name)
