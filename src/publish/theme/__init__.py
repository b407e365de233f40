"""Design tokens to CSS and to DOCX styles: `Theme` and the table of `Typography`, the same for both."""

from __future__ import annotations

from dataclasses import dataclass

from publish.theme.typography import Typography, typography

__all__ = ["PAGES", "Theme", "Typography", "typography"]

PAGES = {"A4": (210.0, 297.0), "A5": (148.0, 210.0), "Letter": (215.9, 279.4), "Legal": (215.9, 355.6)}
"""Page sizes in millimetres, width and height."""


@dataclass(frozen=True, slots=True)
class Theme:
    """What an office may choose; the defaults make a sober report."""

    page: str = "A4"
    """A key of `PAGES`."""
    margin: float = 24.0
    """Margin on every side, millimetres."""
    size: float = 10.5
    """Size of running text, points, for Latin script; others are scaled from it."""
    accent: str = "#0b5d57"
    """Colour of headings, rules and links, `#rrggbb`; dark enough to read on white (WCAG 4.5:1)."""
    ink: str = "#1c1c1c"
    """Colour of running text, `#rrggbb`."""
    muted: str = "#595959"
    """Colour of captions, running heads and notes, `#rrggbb`."""
    revision: bool = False
    """Whether an edition says which version of the source it is of, where paragraphs are newer."""
    imprint: bool = False
    """Whether an edition closes with the language that it was translated from and the article's source."""
    toc: bool = False
    """Whether a list of contents stands behind the head."""
    numbered: bool = True
    """Whether figures and tables that have a caption are numbered."""
    allow_missing_glyphs: bool = False
    """Whether a PDF may lack characters that no font has."""
    reference: bytes = b""
    """The office's own DOCX (`theme/reference.docx`), whose styles and running heads win; empty if none."""
    css: str = ""
    """The office's own style sheet (`theme/edition.css`), applied to PDF after ours; empty if none."""

    @property
    def measure(self) -> float:
        """Width of the text, millimetres."""
        return PAGES[self.page][0] - 2 * self.margin
