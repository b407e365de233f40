"""What the manual promises: it names all there is, and what it names exists."""

from __future__ import annotations

import re
from pathlib import Path

import click
import msgspec
import pytest

import publish
from publish.cli import cli
from publish.project import Config

DOCS = Path(__file__).parent.parent / "docs"


@pytest.mark.parametrize("name", sorted(cli.commands))
def test_every_command_and_option_is_documented(name: str) -> None:
    """A user finds each command and each of its options in the reference."""
    text = (DOCS / "commands.md").read_text("utf-8")
    assert f"publish {name}" in text
    for parameter in cli.commands[name].params:
        if isinstance(parameter, click.Option):
            assert any(f"`{option}" in text for option in parameter.opts), parameter.opts
    assert cli.commands[name].help


def test_every_key_is_documented() -> None:
    """A user finds each table and key of publish.toml in the reference."""
    text = (DOCS / "configuration.md").read_text("utf-8")
    for section in msgspec.structs.fields(Config):
        assert f"[{section.encode_name}]" in text
        for key in msgspec.structs.fields(section.type):
            assert re.search(rf"`{re.escape(key.encode_name)}`", text), key.encode_name


def test_links_in_the_manual_lead_somewhere() -> None:
    """No page of the manual has a dead link to another file."""
    for page in [*DOCS.glob("*.md"), DOCS.parent / "README.md"]:
        text = re.sub(r"^(`{3,}).*?^\1|`[^`\n]*`", "", page.read_text("utf-8"), flags=re.S | re.M)
        for target in re.findall(r"\]\(([^)#\s]+)", text):
            if not re.match(r"[a-z]+:", target):
                assert (page.parent / target).exists(), f"{page.name}: {target}"


@pytest.mark.parametrize("name", publish.__all__)
def test_the_public_names_are_there(name: str) -> None:
    """Whoever writes `from publish import …` gets what `__all__` names."""
    assert callable(getattr(publish, name))
