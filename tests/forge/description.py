"""GitHub's own description of its interface (the npm package ``@octokit/openapi``), cut down to what is used here."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

TOOLS = Path(__file__).parents[2] / "build" / "tools" / "forge"
"""Where ``scripts/setup.sh test-tools`` installs what package.json names."""
DESCRIPTION = TOOLS / "node_modules/@octokit/openapi/generated/api.github.com.json"
USED = {
    "/user": ("get",),
    "/repos/{owner}/{repo}": ("get",),
    "/repos/{owner}/{repo}/pulls": ("get", "post"),
    "/repos/{owner}/{repo}/pulls/{pull_number}": ("get", "patch"),
    "/repos/{owner}/{repo}/pulls/{pull_number}/requested_reviewers": ("get", "post"),
    "/repos/{owner}/{repo}/pulls/{pull_number}/reviews": ("get",),
    "/repos/{owner}/{repo}/pulls/{pull_number}/comments": ("get",),
    "/repos/{owner}/{repo}/issues/{issue_number}/comments": ("get", "post"),
    "/repos/{owner}/{repo}/issues/comments/{comment_id}": ("patch",),
    "/orgs/{org}/teams/{team_slug}/members": ("get",),
}
_REALLY_NULL = {
    # https://github.com/github/rest-api-description/issues/5568: null once a comment is outdated.
    "pull-request-review-comment": ("line", "position"),
}
_OBJECT = {"content": {"application/json": {"schema": {"type": "object"}}}}
_GRAPHQL = {"post": {"requestBody": _OBJECT, "responses": {"200": {"description": "", **_OBJECT}}}}
Json = dict[str, object]


def require_tools() -> None:
    """Skip the test where the tools are not installed; with CI set, it fails."""
    if not DESCRIPTION.exists():
        (pytest.fail if os.environ.get("CI") == "true" else pytest.skip)(
            "what tests/forge/package.json names is not installed: run scripts/setup.sh test-tools"
        )


def cut_description(source: Path) -> Json:
    """The paths that are used, and the components that they lead to; the whole would take long to start with."""
    whole = json.loads(source.read_text(encoding="utf-8"))
    paths = {path: {method: whole["paths"][path][method] for method in methods} for path, methods in USED.items()}
    components: dict[str, dict[str, object]] = {}
    open_ends: list[object] = [paths]
    while open_ends:
        for reference in _references(open_ends.pop()):
            _, _, kind, name = reference.split("/")
            if name not in components.setdefault(kind, {}):
                components[kind][name] = whole["components"][kind][name]
                open_ends.append(components[kind][name])
    for name, members in _REALLY_NULL.items():
        for member in members:
            components["schemas"][name]["properties"][member]["nullable"] = True
    return {
        "openapi": whole["openapi"],
        "info": {"title": "GitHub", "version": whole["info"]["version"]},
        "paths": {**paths, "/graphql": _GRAPHQL},
        "components": components,
    }


def _references(value: object) -> list[str]:
    if isinstance(value, dict):
        own = [value["$ref"]] if isinstance(value.get("$ref"), str) else []
        return own + [reference for part in value.values() for reference in _references(part)]
    return [reference for part in value for reference in _references(part)] if isinstance(value, list) else []
