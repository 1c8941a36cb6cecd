"""A group of commands whose modules are loaded only when they are asked for."""

from __future__ import annotations

import pkgutil
from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

import click

from lunzheng.cli.usage import ChineseGroup


@dataclass(frozen=True)
class Entry:
    """What a group knows of a command that it has not loaded.

    Attributes:
        place: ``module:object``, as in ``lunzheng.cli.check:check``.
        line: what the list of commands says of it: the first line of the command's own help.
    """

    place: str
    line: str


class LazyGroup(ChineseGroup):
    """A group that lists its commands without loading them; a subclass names them."""

    entries: ClassVar[Mapping[str, Entry]] = {}

    def list_commands(self, ctx: click.Context) -> list[str]:
        return sorted({*super().list_commands(ctx), *self.entries})

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        entry = self.entries.get(cmd_name)
        if entry is None:
            return super().get_command(ctx, cmd_name)
        found = pkgutil.resolve_name(entry.place)
        if not isinstance(found, click.Command):
            raise TypeError(f"{entry.place} is no command")
        return found

    def line_of(self, ctx: click.Context, name: str) -> str:
        entry = self.entries.get(name)
        return entry.line if entry else super().line_of(ctx, name)
