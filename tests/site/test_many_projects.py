"""A library of many projects: no page, file or answer grows with it; by hand the same is measured with ten thousand."""

from __future__ import annotations

import importlib.util
import shutil
from pathlib import Path

import pytest

BENCHMARK = Path(__file__).parents[1] / "benchmarks" / "catalogue.py"
PROJECTS = 240


def test_pages_stay_small_and_answers_quick(tmp_path: Path) -> None:
    chromium = next((path for name in ("chromium", "google-chrome") if (path := shutil.which(name))), None)
    if chromium is None:
        pytest.skip("no Chromium on this machine: install the package chromium")
    specification = importlib.util.spec_from_file_location("catalogue_benchmark", BENCHMARK)
    assert specification is not None
    assert specification.loader is not None
    benchmark = importlib.util.module_from_spec(specification)
    specification.loader.exec_module(benchmark)
    benchmark.make_library(tmp_path, PROJECTS)
    found = benchmark.measure(benchmark.build_site(tmp_path), chromium)
    assert found["pages"] > PROJECTS
    assert found["largest page bytes"] < 150_000
    assert found["facet file bytes"] < 150 * PROJECTS
    assert found["facet milliseconds"] < 100
    assert found["common search milliseconds"] < 500
    assert found["common search bytes after the page"] < 300_000
