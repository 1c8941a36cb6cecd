"""The command starts quickly: it lists its commands without loading them, and what it lists is what they say."""

from __future__ import annotations

import re
import subprocess
import sys

import click
import pytest

from acceptance.support import ROOT
from lunzheng.cli.commands import COMMANDS
from lunzheng.cli.commands import lunzheng as program
from lunzheng.cli.lazy import LazyGroup

HEAVY = (
    "numpy",
    "git",
    "pypdf",
    "pypandoc",
    "fontTools",
    "lxml",
    "jsonschema",
    "yaml",
    "xlsxwriter",
    "mkdocs",
    "jinja2",
)


def loaded_by(*arguments: str) -> set[str]:
    """The packages that a run of the command loads, as Python itself tells them."""
    done = subprocess.run(
        [sys.executable, "-X", "importtime", "-m", "lunzheng", *arguments],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    names = re.findall(r"^import time:.*\| +(\S+)$", done.stderr, re.MULTILINE)
    assert "click" in names
    return {name.split(".")[0] for name in names}


@pytest.mark.parametrize("arguments", [("--help",), ("--version",), ("nonsense",), ("--root", "nowhere", "check")])
def test_nothing_heavy_is_loaded_before_a_command_is_known(arguments: tuple[str, ...]) -> None:
    assert loaded_by(*arguments) & set(HEAVY) == set()


def walk(group: LazyGroup, *above: str) -> list[tuple[str, ...]]:
    """Every command below a group, with those above it."""
    context = click.Context(group)
    found = []
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        found += [(*above, name), *(walk(command, *above, name) if isinstance(command, LazyGroup) else ())]
    return found


def squeezed(text: str) -> str:
    return re.sub(r"\s", "", text)


@pytest.mark.parametrize("path", walk(program), ids=" ".join)
def test_the_list_says_of_a_command_what_its_own_help_says_first(
    path: tuple[str, ...], capsys: pytest.CaptureFixture[str]
) -> None:
    *above, name = path
    program.main([*above, "--help"], standalone_mode=False)
    listed = capsys.readouterr().out
    program.main([*path, "--help"], standalone_mode=False)
    own = capsys.readouterr().out
    match = re.search(rf"^  {name} +(\S.*(?:\n {{5,}}.*)*)", listed, re.MULTILINE)
    assert match
    first = own.split("\n\n")[1]
    assert squeezed(match[1]) == squeezed(first)


def test_every_command_is_a_module_of_its_name() -> None:
    for name, entry in COMMANDS.items():
        assert entry.place.split(":")[0] == f"lunzheng.cli.{name}"
