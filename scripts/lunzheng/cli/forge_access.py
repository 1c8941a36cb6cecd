"""The forge that a command works with."""

from __future__ import annotations

import os

import click

from lunzheng.model.library import Library
from lunzheng.review.forge.interface import Forge


def forge_of(library: Library) -> Forge | None:
    """The forge of a library; None where ``projects/library.yml`` names none.

    Raises:
        ForgeError: it cannot be used; the text says why.
    """
    if library.profile.repository.node is None:
        return None
    # The adapters bring the network; without a forge nothing needs it.
    from lunzheng.review.forge import open_forge  # noqa: PLC0415

    return open_forge(library.profile, os.environ)


def require_forge(library: Library) -> Forge:
    """The forge of a library.

    Raises:
        ForgeError: it cannot be used.
        UsageError: the library names none.
    """
    forge = forge_of(library)
    if forge is None:
        raise click.UsageError(
            "projects/library.yml 没有写“仓库”，不知道合并请求在哪个代码平台上；先写上类型、名称和接口地址。"
        )
    return forge
