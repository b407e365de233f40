"""What `publish check` found in; text, JSON, GitHub annotations or SARIF out."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

from publish import __version__
from publish.checks import CHECKS

if TYPE_CHECKING:
    from pathlib import Path

    from publish.checks import Finding
    from publish.pipeline.check import Checked

__all__ = ["FORMS", "Form", "totals"]

Form = Callable[["list[Checked]", "Callable[[Path], str]"], Iterator[str]]
"""Gives the lines to print; the second argument shows a path as the user can use it."""


def _placed(checked: list[Checked], shown: Callable[[Path], str]) -> Iterator[tuple[str, int, str, Finding]]:
    """Give each finding with its path, its line and its language."""
    for one in checked:
        for line, finding in one.findings:
            yield shown(one.path), line, one.language.gettext, finding


def totals(checked: list[Checked]) -> dict[str, int]:
    """Count catalogs, the translations looked at, errors and warnings."""
    found = Counter(finding.severity for one in checked for _, finding in one.findings)
    return {
        "catalogs": len(checked),
        "messages": sum(one.messages for one in checked),
        "errors": found["error"],
        "warnings": found["warning"],
    }


def _text(checked: list[Checked], shown: Callable[[Path], str]) -> Iterator[str]:
    for path, line, _, finding in _placed(checked, shown):
        yield f"{path}:{line}: {finding.severity} {finding.check}: {finding.message}"


def _json(checked: list[Checked], shown: Callable[[Path], str]) -> Iterator[str]:
    data = {
        "version": 1,
        "findings": [
            {
                "path": path,
                "line": line,
                "language": language,
                "severity": finding.severity,
                "check": finding.check,
                "message": finding.message,
            }
            for path, line, language, finding in _placed(checked, shown)
        ],
        "broken": [str(one.error) for one in checked if one.error],
        "totals": totals(checked),
    }
    yield json.dumps(data, ensure_ascii=False, indent=2)


def _github(checked: list[Checked], shown: Callable[[Path], str]) -> Iterator[str]:
    # https://docs.github.com/actions/reference/workflow-commands-for-github-actions
    def escaped(text: str, more: str = "") -> str:
        for sign in "%\r\n" + more:
            text = text.replace(sign, f"%{ord(sign):02X}")
        return text

    for path, line, _, finding in _placed(checked, shown):
        file, title = escaped(path, ":,"), escaped(finding.check, ":,")
        yield f"::{finding.severity} file={file},line={line},title={title}::{escaped(finding.message)}"


def _sarif(checked: list[Checked], shown: Callable[[Path], str]) -> Iterator[str]:
    # https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html
    from urllib.parse import quote

    rules = [
        {
            "id": check.id,
            "shortDescription": {"text": check.about},
            "defaultConfiguration": {"level": check.severity},
        }
        for check in CHECKS.values()
    ]
    index = {id: place for place, id in enumerate(CHECKS)}
    results: list[dict[str, Any]] = [
        {
            "ruleId": finding.check,
            "ruleIndex": index[finding.check],
            "level": finding.severity,
            "message": {"text": finding.message},
            "locations": [
                {
                    "physicalLocation": {
                        "artifactLocation": {"uri": quote(path)},
                        "region": {"startLine": line},
                    }
                }
            ],
        }
        for path, line, _, finding in _placed(checked, shown)
    ]
    tool = {"driver": {"name": "publish", "version": __version__, "rules": rules}}
    data = {
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [{"tool": tool, "results": results}],
    }
    yield json.dumps(data, ensure_ascii=False, indent=2)


FORMS: dict[str, Form] = {"text": _text, "json": _json, "github": _github, "sarif": _sarif}
"""By the name that `--format` has for it."""
