"""The workflows as data: their jobs, steps and command lines."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from acceptance.support import ROOT

GITHUB = ROOT / ".github"
WORKFLOWS = sorted((GITHUB / "workflows").glob("*.yml"))
FORMS = sorted(path for path in (GITHUB / "ISSUE_TEMPLATE").glob("*.yml") if path.name != "config.yml")
PULL_REQUESTS = sorted((GITHUB / "PULL_REQUEST_TEMPLATE").glob("*.md"))

_SUMMARY = ' >> "$GITHUB_STEP_SUMMARY"'
_VARIABLE = re.compile(r"\$\{?\w+\}?")


@dataclass(frozen=True)
class Step:
    """One step of one job."""

    workflow: str
    job: str
    content: dict[str, Any]

    @property
    def run(self) -> str:
        return str(self.content.get("run", "")).strip()

    @property
    def words(self) -> list[str]:
        """The command line in words, without what sends its output to the summary of the run."""
        return shlex.split(self.run.removesuffix(_SUMMARY))

    def __str__(self) -> str:
        return f"{self.workflow}: {self.job}: {self.run or self.content.get('uses')}"


def read_workflow(path: Path) -> dict[Any, Any]:
    """A workflow; its key ``on`` is a truth value to YAML 1.1."""
    found: dict[Any, Any] = yaml.safe_load(path.read_text(encoding="utf-8"))
    return found


def steps() -> Iterator[Step]:
    """Every step of every workflow."""
    for path in WORKFLOWS:
        for name, job in read_workflow(path)["jobs"].items():
            for step in job.get("steps", []):
                yield Step(path.name, name, step)


def run_steps() -> list[Step]:
    """The steps that run a command."""
    return [step for step in steps() if step.run]


def is_single_command(step: Step) -> bool:
    """Whether a line has no other command, redirection, pipe or substitution; variables stand in quotes."""
    line = step.run.removesuffix(_SUMMARY)
    if "\n" in line or "`" in line or "$(" in line or "${{" in line:
        return False
    bare = re.sub(r'"[^"]*"|\'[^\']*\'', "", line)
    return not re.search(r"[;&|<>]", bare) and not _VARIABLE.search(bare)
