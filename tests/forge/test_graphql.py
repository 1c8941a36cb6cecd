"""The queries are held to GitHub's published schema, which lies in the npm package ``@octokit/graphql-schema``."""

from __future__ import annotations

import json
import subprocess

import pytest

from forge.description import TOOLS, require_tools
from lunzheng.review.forge.github_threads import THREADS_QUERY, VIEWER_QUERY

_VALIDATE = """
import { validate } from "@octokit/graphql-schema";
console.log(JSON.stringify(validate(process.argv[1]).map((error) => error.message)));
"""


def _problems(query: str) -> list[str]:
    require_tools()
    command = ["node", "--input-type=module", "--eval", _VALIDATE, query]
    done = subprocess.run(command, cwd=TOOLS, capture_output=True, text=True, check=True)
    return list(json.loads(done.stdout))


@pytest.mark.parametrize("query", [THREADS_QUERY, VIEWER_QUERY])
def test_a_query_fits_the_schema(query: str):
    assert _problems(query) == []


def test_a_field_that_does_not_exist_is_found():
    assert _problems("query { viewer { logn } }") == ['Cannot query field "logn" on type "User". Did you mean "login"?']
