"""Fontconfig to one that tells the bold faces of a family from the regular ones where the faces do not.

Debian's Noto Nastaliq Urdu and Noto Serif Myanmar (from 2020 to this day) have bold faces that call
themselves regular (usWeightClass 400), and fontconfig takes those for running text.
"""

from __future__ import annotations

from functools import cache

from publish.writers.faces import fontconfig_library

_FAMILIES = ("Noto Nastaliq Urdu", "Noto Serif Myanmar")
_SEMIBOLD = 180  # of fontconfig, where regular is 80 and bold 200

# A style that is asked for by name counts more than a weight.
_RULE = """
<match target="pattern">
  <test name="family" qual="first"><string>{family}</string></test>
  <test name="weight" compare="{compare}"><int>{weight}</int></test>
  <edit name="style" mode="assign"><string>{style}</string></edit>
</match>
"""
_RULES = (
    '<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "urn:fontconfig:fonts.dtd"><fontconfig>'
    + "".join(
        _RULE.format(family=family, compare=compare, weight=_SEMIBOLD, style=style)
        for family in _FAMILIES
        for compare, style in (("less", "Regular"), ("more_eq", "Bold"))
    )
    + "</fontconfig>"
)


@cache
def tell_apart() -> None:
    """Add the rules, once in a process: Pango asks the configuration of the process, not a document's own."""
    fontconfig = fontconfig_library()
    fontconfig.FcConfigParseAndLoadFromMemory(fontconfig.FcConfigGetCurrent(), _RULES.encode(), True)
