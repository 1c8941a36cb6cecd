"""The data of a built site, held to the schemas that it publishes itself."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from jsonschema import Draft202012Validator, FormatChecker


def read(path: Path) -> Any:
    return json.loads(path.read_bytes())


def faults(site: Path) -> list[str]:
    """Where the list and the data of the projects break their schemas."""
    validators = {}
    for name in ("projects", "project"):
        schema = read(site / "schemas" / "api" / f"{name}.schema.json")
        Draft202012Validator.check_schema(schema)
        validators[name] = Draft202012Validator(schema, format_checker=FormatChecker())
    files = [(site / "api" / "projects.json", "projects")]
    files += [(path, "project") for path in sorted((site / "api" / "projects").glob("*.json"))]
    return [
        f"{path.name} {list(error.absolute_path)}: {error.message}"
        for path, name in files
        for error in validators[name].iter_errors(read(path))
    ]
