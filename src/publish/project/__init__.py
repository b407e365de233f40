"""A folder with a `publish.toml` to `Project`: its settings, articles, and paths of catalogs and editions."""

from publish.project.folder import Article, Project, find, load
from publish.project.inside import leads_out, within
from publish.project.reading import no_scheduler
from publish.project.settings import (
    CONFIG_NAME,
    FORMATS,
    CatalogsSection,
    CheckSection,
    Config,
    Format,
    Segmentation,
)

__all__ = [
    "CONFIG_NAME",
    "FORMATS",
    "Article",
    "CatalogsSection",
    "CheckSection",
    "Config",
    "Format",
    "Project",
    "Segmentation",
    "find",
    "leads_out",
    "load",
    "no_scheduler",
    "within",
]
