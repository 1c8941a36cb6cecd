"""Build the site of the pages in build/pages/ a second time, with Zensical instead of MkDocs, into build/zensical/.

    python scripts/site_with_zensical.py ZENSICAL [ROOT]

ZENSICAL is the program of version 0.0.73, from an environment of its own (`make zensical`); ROOT is the library, in
which `lunzheng build` has run. Zensical reads the same mkdocs.yml. It differs in what is set here: its own search is
off, since the pages have one, and so is its new look, for which the catalogue's colours are not made.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

from lunzheng.catalogue.build import CONFIGURATION, Output, SiteError, finish_site

SETTINGS, SITE = "zensical.yml", "zensical"


def build_site(program: str, root: Path) -> Path:
    """Build the site and make it searchable, as `lunzheng build` does after MkDocs.

    Args:
        program: the path of Zensical.
        root: the library's root; its pages are built.

    Returns:
        the folder of the site.

    Raises:
        SiteError: Zensical failed or warned; the text is its own.
    """
    output = Output.of(root)
    folder = output.root
    settings = {
        "INHERIT": CONFIGURATION,
        "site_dir": SITE,
        "theme": {"custom_dir": os.path.relpath(root / "site" / "theme", folder), "variant": "classic"},
        "plugins": {"search": {"enabled": False}},
    }
    # It takes no pages from above its settings.
    configuration = folder / SETTINGS
    configuration.write_text(json.dumps(settings, ensure_ascii=False, indent=2), encoding="utf-8")
    command = [str(Path(program).absolute()), "build", "--clean", "--strict", "--config-file", str(configuration)]
    done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=folder)
    if done.returncode != 0:
        raise SiteError((done.stderr or done.stdout).strip())
    finish_site(folder / SITE)
    return folder / SITE


if __name__ == "__main__":
    if len(sys.argv) not in (2, 3):
        sys.exit(__doc__)
    print(build_site(sys.argv[1], Path(sys.argv[2] if len(sys.argv) == 3 else ".").resolve()))
