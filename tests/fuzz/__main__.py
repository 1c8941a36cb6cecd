"""``make fuzz``: edit the sample projects at random for some minutes; what falls is put into the corpus.

Usage: ``python tests/fuzz [SECONDS] [FIRST_SEED]``. A finding is a folder named after its sample and seed; the
ordinary tests replay it from then on.
"""

from __future__ import annotations

import itertools
import sys
import tempfile
import time
import traceback
from pathlib import Path

from edits import edited_folder
from library import build_and_look, make_workspace

CORPUS = Path(__file__).with_name("corpus")


def main(seconds: int, first: int) -> int:
    """Edit until the time is over; returns the number of different findings."""
    findings: set[str] = set()
    end = time.monotonic() + seconds
    with tempfile.TemporaryDirectory() as scratch:
        workspace = make_workspace(Path(scratch) / "library")
        for seed in itertools.count(first):
            if time.monotonic() > end:
                break
            folder = workspace.library.folders[seed % len(workspace.library.folders)]
            with edited_folder(folder, seed) as texts:
                try:
                    build_and_look(workspace, folder)
                except Exception:
                    fault = traceback.format_exc().strip()
                    place = fault.splitlines()[-3:]
                    if str(place) not in findings:
                        findings.add(str(place))
                        print(fault, f"seed {seed}, {folder.name}", sep="\n", flush=True)
                        keep(f"{folder.name}-{seed}", texts)
    print(f"seeds {first} to {seed - 1}: {len(findings)} findings")
    return len(findings)


def keep(name: str, texts: dict[str, str]) -> None:
    """Put a finding into the corpus."""
    for file, text in texts.items():
        path = CORPUS / name / file
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text.encode("utf-8"))


if __name__ == "__main__":
    seconds, first = (*map(int, sys.argv[1:]), *(300, 1)[len(sys.argv) - 1 :])
    sys.exit(1 if main(seconds, first) else 0)
