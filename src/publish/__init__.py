"""Write an article once, translate it with gettext catalogs, print it in every language."""

__version__ = "0.1.0"
