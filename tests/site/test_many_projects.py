"""A library of many projects: no page or file grows with it, nor what a search loads.

By hand the same is measured with ten thousand, and how long the answers take.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

BENCHMARK = Path(__file__).parents[1] / "benchmarks" / "catalogue.py"
PROJECTS = 240


def test_pages_and_answers_stay_small(tmp_path: Path) -> None:
    if not any(shutil.which(name) for name in ("chromium", "google-chrome")):
        pytest.skip("no Chromium on this machine: install the package chromium")
    command = [sys.executable, str(BENCHMARK), str(PROJECTS), str(tmp_path)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    found = json.loads(done.stdout)
    assert found["pages"] > PROJECTS
    assert found["largest page bytes"] < 150_000
    assert found["facet file bytes"] < 60 * PROJECTS
    assert found["common search bytes"] < 100_000
    # The theme's own styles and script are most of it; nothing in it grows with the projects.
    assert found["common search bytes of all"] < 500_000
