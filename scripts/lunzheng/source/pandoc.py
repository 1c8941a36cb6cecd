"""Running pandoc: the one place that starts its process."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path
from typing import Any

TIMEOUT_SECONDS = 120


class PandocError(Exception):
    """Pandoc ended with an error or ran out of time; the text is pandoc's own."""


def run_lua(script: Path, value: object) -> Any:  # noqa: ANN401 - whatever JSON the script writes
    """Run a Lua script inside pandoc with a JSON value as its input.

    Returns:
        The JSON value that the script writes.

    Raises:
        PandocError: pandoc failed.
    """
    output = run_pandoc(["lua", str(script)], json.dumps(value, ensure_ascii=False).encode("utf-8"))
    return json.loads(output)


def run_pandoc(arguments: list[str], data: bytes, environment: dict[str, str] | None = None) -> bytes:
    """Run pandoc with the given arguments and standard input; returns its standard output.

    Raises:
        PandocError: pandoc failed.
    """
    import pypandoc  # noqa: PLC0415 - it loads what it takes to download pandoc, which a run without Markdown need not pay

    command = [pypandoc.get_pandoc_path(), *arguments]
    try:
        done = subprocess.run(
            command, input=data, capture_output=True, timeout=TIMEOUT_SECONDS, check=False, env=environment
        )
    except subprocess.TimeoutExpired as error:
        raise PandocError(f"pandoc 用时超过 {TIMEOUT_SECONDS} 秒") from error
    if done.returncode != 0:
        raise PandocError(done.stderr.decode("utf-8", "replace").strip())
    return done.stdout
