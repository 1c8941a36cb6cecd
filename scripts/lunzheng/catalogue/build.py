"""Building everything into ``build/``: documents, then pages, then the site.

What is made for the public lies apart, in ``build/public/``, so that the two never mix.
"""

from __future__ import annotations

import datetime
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from pathlib import Path
from urllib.parse import quote

from lunzheng.catalogue.api import Published
from lunzheng.catalogue.audience import RefusedError, Show, show_all, show_public
from lunzheng.catalogue.content_policy import apply_policy
from lunzheng.catalogue.data_files import data_files
from lunzheng.catalogue.pages import left_out_page, library_pages, project_pages
from lunzheng.catalogue.search_index import index_site
from lunzheng.catalogue.sitemap import split_sitemap
from lunzheng.catalogue.template import Pages
from lunzheng.check.open import Workspace
from lunzheng.check.run import examine_project, structural_problems
from lunzheng.check.waivers import Findings, Waived
from lunzheng.documents.build import Draft, can_complete, complete, draft_documents
from lunzheng.documents.bundle import UNKNOWN_SOURCE, Source
from lunzheng.documents.calendar_feed import FEED_FILE, calendar_feed
from lunzheng.model.changes.version import Versions
from lunzheng.model.library import Project
from lunzheng.model.load import read_project
from lunzheng.source.memory import uncollected
from lunzheng.source.picture import pictures
from lunzheng.source.problem import Problem, Severity
from lunzheng.source.write import write_bytes

CONFIGURATION = "mkdocs.yml"
BUILD, PUBLIC = "build", "public"
SITE_SOURCES = ("pages", "assets")
"""What is copied from ``site/`` as it is: pages written by hand, and pictures, styles and scripts."""


class SiteError(Exception):
    """MkDocs could not build the site; the text is its own."""


@dataclass(frozen=True)
class Output:
    """Where things are built."""

    root: Path

    @classmethod
    def of(cls, root: Path, *, public: bool = False) -> Output:
        """The place of a library's builds, below its root."""
        return cls(root / BUILD / PUBLIC if public else root / BUILD)

    @property
    def documents(self) -> Path:
        return self.root / "documents"

    @property
    def pages(self) -> Path:
        return self.root / "pages"

    @property
    def site(self) -> Path:
        return self.root / "site"


@dataclass
class BuildResult:
    """What a build has made, and what it has left out.

    Attributes:
        left_out: the projects that have to be mended first.
        withheld: those of which nothing is public yet.
    """

    projects: int = 0
    documents: int = 0
    pages: int = 0
    awaiting_pages: int = 0
    problems: list[Problem] = field(default_factory=list)
    waived: list[Waived] = field(default_factory=list)
    left_out: list[str] = field(default_factory=list)
    withheld: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class BuiltProject:
    """The outcome of one project: the files to write below documents/ and pages/, or the reasons for none.

    ``project`` is what its audience sees of it; it is withheld where that is nothing.
    """

    project: Project
    drafts: Mapping[str, Draft]
    pages: Mapping[str, bytes]
    findings: Findings
    sound: bool
    withheld: bool = False


def build_project(
    workspace: Workspace,
    folder: Path,
    source: Source = UNKNOWN_SOURCE,
    show: Show = show_all,
    *,
    today: datetime.date,
    versions: Versions | None = None,
) -> BuiltProject:
    """Everything that is made of one project, as bytes: a function of its folder, the library, the edition, the
    folder's state in Git, the audience and, for its clocks, the day.

    Its page also names the projects of the library that it is like.

    A project whose files cannot be read, or that its schema refuses, is left out: a document of it would say nonsense.
    Problems of the rulebook do not stop it: a clerk wants to see the draft.
    """
    library = workspace.library
    project = read_project(library, folder)
    findings = examine_project(project, library, workspace.schemas)
    structural = structural_problems(project, library, workspace.schemas)
    if not project.is_readable or any(problem.severity is Severity.ERROR for problem in structural):
        return BuiltProject(project, {}, {}, findings, sound=False)
    try:
        shown = show(project)
    except RefusedError as refused:
        told = replace(findings, problems=tuple(dict.fromkeys((*findings.problems, *refused.problems))))
        return BuiltProject(project, {}, {}, told, sound=False)
    if shown is None:
        return BuiltProject(project, {}, {}, findings, sound=True, withheld=True)
    project = shown
    drafts = draft_documents(project, library, source)
    renderer = Pages(workspace.root / "site" / "templates")
    sizes = {name: len(draft.data) for name, draft in drafts.items()}
    made = project_pages(renderer, library, project, sizes, today, versions)
    pages = {path: text.encode("utf-8") for path, text in made.items()}
    if project.is_internal:
        pages[f"projects/{project.id}/{FEED_FILE}"] = calendar_feed(project.name, library, [project], today)
    for name in pictures(project.folder):
        pages[f"projects/{project.id}/{name}"] = project.folder.files[name].read_bytes()
    return BuiltProject(project, drafts, pages, findings, sound=True)


def build(
    workspace: Workspace,
    output: Output,
    progress: Callable[[str], None] = lambda _text: None,
    source: Callable[[str], Source] = lambda _folder: UNKNOWN_SOURCE,
    *,
    today: datetime.date,
    public: bool = False,
    versions: Callable[[str], Versions | None] = lambda _folder: None,
) -> BuildResult:
    """Build the documents, the pages and the site of a whole library.

    Args:
        workspace: the library.
        output: where to write.
        progress: is told what is being made.
        source: the state in Git of a project folder, named relative to the root.
        today: the day up to which the pages tell of the clocks.
        public: for the public, not for the house.
        versions: the earlier versions of a project folder, named like that; None where they are not looked for.

    Raises:
        SiteError: MkDocs refused the pages.
    """
    result = BuildResult()
    built: list[BuiltProject] = []
    with tempfile.TemporaryDirectory(prefix="lunzheng-") as scratch, uncollected():
        show = show_public(workspace, today, Path(scratch)) if public else show_all
        # Pandoc does much of the work in its own processes, so threads use every core.
        with ThreadPoolExecutor(max_workers=os.cpu_count()) as pool:

            def make(folder: Path) -> BuiltProject:
                name = folder.relative_to(workspace.root).as_posix()
                past = None if public else versions(name)
                return build_project(workspace, folder, source(name), show, today=today, versions=past)

            for one in pool.map(make, workspace.library.folders):
                built.append(one)
                progress(one.project.folder.name)
        if can_complete():
            progress("目录页码")
        write(workspace, output, built, finished(workspace, built), result, today, public=public)
    progress("目录网站")
    run_mkdocs(workspace, output, today)
    progress("全文索引")
    finish_site(output.site)
    return result


def finish_site(site: Path) -> None:
    """What is done to the site that MkDocs has made: pages say which scripts may run, and all can be found."""
    apply_policy(site)
    index_site(site)
    split_sitemap(site)


def finished(workspace: Workspace, built: Sequence[BuiltProject]) -> dict[str, bytes]:
    """Every document by file name, its contents completed in one layout run for all."""
    drafts = {name: draft for one in built for name, draft in one.drafts.items()}
    completed = complete(list(drafts.values()), workspace.library.edition.styles)
    return dict(zip(drafts, completed, strict=True))


def write(
    workspace: Workspace,
    output: Output,
    built: Sequence[BuiltProject],
    files: Mapping[str, bytes],
    result: BuildResult,
    today: datetime.date,
    *,
    public: bool = False,
) -> None:
    """Write documents and pages; files of an earlier build that are no longer made disappear.

    Args:
        workspace: the library.
        output: where to write.
        built: what was made of each project.
        files: the documents by file name.
        result: is told what was written.
        today: the day up to which the library's calendar tells of the clocks.
        public: for the public, who have no calendar of clocks.
    """
    documents: dict[str, bytes] = {}
    pages: dict[str, bytes] = hand_written_pages(workspace.root)
    renderer = Pages(workspace.root / "site" / "templates")
    for one in built:
        result.problems += one.findings.problems
        result.waived += one.findings.waived
        if not one.sound:
            result.left_out.append(one.project.folder.name)
            if not public:
                path, text = left_out_page(renderer, one.project)
                pages[path] = text.encode("utf-8")
            continue
        if one.withheld:
            result.withheld.append(one.project.folder.name)
            continue
        result.projects += 1
        folder = f"{one.project.folder_year}/{one.project.id}"
        for name, draft in one.drafts.items():
            documents[f"{folder}/{name}"] = pages[f"projects/{one.project.id}/{name}"] = files[name]
            result.awaiting_pages += draft.awaits_pages and files[name] == draft.data
        pages |= one.pages
    shown = [
        Published(one.project, {name: files[name] for name in one.drafts})
        for one in built
        if one.sound and not one.withheld
    ]
    projects = [one.project for one in shown]
    made = library_pages(renderer, workspace.library, workspace.schemas, projects, today, public=public)
    for path, text in made.items():
        pages[path] = text.encode("utf-8")
    if not public:
        pages[FEED_FILE] = calendar_feed(workspace.library.profile.site.title, workspace.library, projects, today)
    pages |= data_files(workspace, shown, renderer, today, public=public)
    result.problems.sort()
    result.documents, result.pages = len(documents), sum(path.endswith(".md") for path in pages)
    replace_tree(output.documents, documents)
    replace_tree(output.pages, pages)


def hand_written_pages(root: Path) -> dict[str, bytes]:
    """The pages and assets under ``site/`` that are published as they are."""
    files: dict[str, bytes] = {}
    for source in SITE_SOURCES:
        base = root / "site" / source
        prefix = "" if source == "pages" else f"{source}/"
        for path in sorted(base.rglob("*")):
            if path.is_file():
                files[prefix + path.relative_to(base).as_posix()] = path.read_bytes()
    return files


def replace_tree(folder: Path, files: Mapping[str, bytes]) -> None:
    """Make a folder hold exactly these files; unchanged ones are not touched."""
    for name, data in files.items():
        path = folder / name
        if not path.is_file() or path.read_bytes() != data:
            write_bytes(path, data)
    if not folder.exists():
        return
    for path in sorted(folder.rglob("*"), reverse=True):
        if path.is_dir() and not any(path.iterdir()):
            path.rmdir()
        elif path.is_file() and path.relative_to(folder).as_posix() not in files:
            path.unlink()


def mkdocs_command(configuration: Path, *arguments: str) -> tuple[list[str], dict[str, str]]:
    """The command and environment that run MkDocs on a configuration."""
    command = [sys.executable, "-m", "mkdocs", *arguments, "--config-file", str(configuration)]
    return command, {**os.environ, "NO_MKDOCS_2_WARNING": "1"}


_ADDRESS = "%:/?#[]@!$&()*+,;=~"
"""What stands in an address unquoted (RFC 3986), but for the single quotation mark."""


def run_mkdocs(workspace: Workspace, output: Output, today: datetime.date) -> None:
    """Build the site from the pages.

    Args:
        workspace: its ``mkdocs.yml`` has the settings, its library the site's address.
        output: where the pages are, and where the site goes.
        today: stands for the time of the build.

    Raises:
        SiteError: MkDocs failed, or warned.
    """
    root = workspace.root
    settings = {
        "INHERIT": os.path.relpath(root / CONFIGURATION, output.root),
        "docs_dir": output.pages.name,
        "site_dir": output.site.name,
        # The theme writes the address into pages as it stands.
        "site_url": quote(workspace.library.profile.site.address, safe=_ADDRESS),
        "theme": {"custom_dir": os.path.relpath(root / "site" / "theme", output.root)},
    }
    configuration = output.root / CONFIGURATION
    # JSON is YAML, and MkDocs takes what it inherits from by its place.
    write_bytes(configuration, json.dumps(settings, ensure_ascii=False, indent=2).encode("utf-8"))
    # Not --quiet: what MkDocs does not say, --strict does not count.
    command, environment = mkdocs_command(configuration, "build", "--strict")
    midnight = datetime.datetime.combine(today, datetime.time(), datetime.UTC)
    environment.setdefault("SOURCE_DATE_EPOCH", str(int(midnight.timestamp())))
    done = subprocess.run(command, capture_output=True, text=True, check=False, env=environment, cwd=root)
    if done.returncode != 0:
        said = (done.stderr or done.stdout).splitlines()
        raise SiteError("\n".join(line for line in said if not line.startswith("INFO")).strip())
