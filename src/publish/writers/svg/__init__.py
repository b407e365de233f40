"""An SVG to one that shows the same and reaches nothing outside itself, and that to pixels.

What is active or comes from elsewhere is left out, whichever format the drawing goes into: scripts, event
handlers, animations, HTML, addresses other than `#…` and `data:` pictures, style sheets from elsewhere. So is
what drawing programs hide in their files: metadata, comments, paths of folders, the editable source.
"""

from __future__ import annotations

from publish.writers.svg.cleaning import Drawing, Embed, clean
from publish.writers.svg.drawing import draw, hooks, problems

__all__ = ["Drawing", "Embed", "clean", "draw", "hooks", "problems"]
