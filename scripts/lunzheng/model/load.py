"""Opening a library and reading its projects."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from lunzheng.model.budget import Budget
from lunzheng.model.conclusion import CONCLUSION_FILE, Conclusion
from lunzheng.model.data import DataResources
from lunzheng.model.edition import Edition
from lunzheng.model.expert import EXPERTS_FILE, ExpertRecord
from lunzheng.model.library import (
    BUDGET_FILE,
    DATA_FILE,
    OPINIONS_FILE,
    PERFORMANCE_FILE,
    PROJECT_FILE,
    RECORDS_FILE,
    RESOURCES_FILE,
    Library,
    LibraryProfile,
    Project,
    Records,
)
from lunzheng.model.narrative import assign
from lunzheng.model.opinion import Opinions
from lunzheng.model.performance import Performance
from lunzheng.model.project import Profile
from lunzheng.model.record import Record, bind
from lunzheng.model.resources import Resources
from lunzheng.model.similar.plan import Plan
from lunzheng.model.similar.words import Words
from lunzheng.model.stage import stages_reached
from lunzheng.source import kinds
from lunzheng.source.folder import Folder, list_folder
from lunzheng.source.markdown import Markdown, read_markdown
from lunzheng.source.node import Node
from lunzheng.source.picture import content_fault, pictures
from lunzheng.source.problem import Location, Problem
from lunzheng.source.text import TextFile, read_text
from lunzheng.source.yaml import parse_yaml, read_yaml

R = TypeVar("R", bound=Record)

PROJECTS = "projects"
LIBRARY_FILE = f"{PROJECTS}/library.yml"


def find_root(start: Path) -> Path | None:
    """The nearest folder, from ``start`` upwards, that holds ``projects/library.yml``."""
    return next((folder for folder in (start, *start.parents) if (folder / LIBRARY_FILE).is_file()), None)


def read_library_profile(root: Path) -> tuple[Node | None, LibraryProfile, list[Problem]]:
    """Read ``projects/library.yml``; its node is for the schema layer."""
    node, problems = read_yaml(root / LIBRARY_FILE, LIBRARY_FILE)
    return node, bind(LibraryProfile, node, Location(LIBRARY_FILE)), problems


def open_library(root: Path, profile: LibraryProfile, edition: Edition) -> Library:
    """The library with the folders of its projects, in a fixed order."""
    projects = root / PROJECTS
    folders = [
        path
        for year in sorted(projects.iterdir())
        if year.is_dir() and not year.is_symlink() and not year.name.startswith(".")
        for path in sorted(year.iterdir())
        if path.is_dir() and not path.is_symlink() and not path.name.startswith(".")
    ]
    return Library(root, profile, edition, tuple(folders), _plan(profile, edition))


def _plan(profile: LibraryProfile, edition: Edition) -> Plan:
    settings = edition.similarity
    bodies = [department.name for department in profile.departments]
    return Plan(
        settings=settings,
        words=Words.of(settings.empty_words, settings.common_names, bodies, profile.city),
        project_file=PROJECT_FILE,
        data_files={data_file.name: data_file.file for data_file in edition.head.data_files},
        prose_files=list(dict.fromkeys(file for outline in edition.outlines.values() for file in outline.files)),
        unfinished=edition.head.leftovers,
    )


def read_project(library: Library, path: Path) -> Project:
    """Read one project folder; see :func:`read_projects`."""
    (project,) = read_projects(library, [path])
    return project


def read_projects(library: Library, paths: Sequence[Path]) -> Iterator[Project]:
    """Read project folders one by one, but for their Markdown: that of them all takes one run of pandoc at most.

    Each project is some megabytes, and what is done with it takes longer when many are held at once.
    """
    folders = [list_folder(path, path.relative_to(library.root).as_posix()) for path in paths]
    texts = [_read_texts(library.edition, folder) for folder, _ in folders]
    markdown, found = read_markdown([text for read, _ in texts for text in read])
    by_file = {one.file: one for one in markdown}
    for (folder, problems), (read, unreadable) in zip(folders, texts, strict=True):
        files = [text.file for text in read]
        problems += [*unreadable, *(problem for problem in found if problem.location.file in files)]
        here = [by_file[file] for file in files if file in by_file]
        yield _project(library, folder, read, here, problems)


def _project(
    library: Library, folder: Folder, prose: list[TextFile], markdown: list[Markdown], problems: list[Problem]
) -> Project:
    edition = library.edition
    path = folder.root
    texts = {text.file.removeprefix(f"{folder.name}/"): text for text in prose}
    nodes: dict[str, Node] = {}
    for file in _yaml_files(edition, folder):
        text, found = read_text(folder.files[file], f"{folder.name}/{file}")
        problems += found
        if text:
            texts[file] = text
            node, found = parse_yaml(text)
            problems += found
            if node:
                nodes[file] = node
    parsed = {one.file.removeprefix(f"{folder.name}/"): one for one in markdown}
    problems += _picture_problems(folder, markdown)
    files = bind_files(folder, nodes)
    stage, reached = stages_reached(edition, files.records, files.profile.build_mode, folder.files)
    return Project(
        id=path.name,
        folder=folder,
        folder_year=path.parent.name,
        texts=texts,
        nodes=nodes,
        profile=files.profile,
        budget=files.budget,
        data=files.data,
        resources=files.resources,
        performance=files.performance,
        records=files.records,
        opinions=files.opinions,
        experts=files.experts,
        conclusion=files.conclusion,
        narratives={
            name: assign(outline, parsed)
            for name, outline in edition.outlines.items()
            if any(file in parsed for file in outline.files)
        },
        problems=tuple(sorted(problems)),
        stage=stage,
        reached=reached,
    )


@dataclass(frozen=True)
class BoundFiles:
    """The YAML files of a project as records."""

    profile: Profile
    budget: Budget
    data: DataResources
    resources: Resources
    performance: Performance
    records: Records
    opinions: Opinions
    experts: ExpertRecord
    conclusion: Conclusion


def bind_files(folder: Folder, nodes: Mapping[str, Node]) -> BoundFiles:
    """The records of a project's files; those of a file that is not there are empty.

    Args:
        folder: where the files lie.
        nodes: the parsed files by path within it.
    """

    def bound(record: type[R], file: str) -> R:
        return bind(record, nodes.get(file), folder.location(file))

    return BoundFiles(
        profile=bound(Profile, PROJECT_FILE),
        budget=bound(Budget, BUDGET_FILE),
        data=bound(DataResources, DATA_FILE),
        resources=bound(Resources, RESOURCES_FILE),
        performance=bound(Performance, PERFORMANCE_FILE),
        records=bound(Records, RECORDS_FILE),
        opinions=bound(Opinions, OPINIONS_FILE),
        experts=bound(ExpertRecord, EXPERTS_FILE),
        conclusion=bound(Conclusion, CONCLUSION_FILE),
    )


def _yaml_files(edition: Edition, folder: Folder) -> list[str]:
    known = [PROJECT_FILE, *(data_file.file for data_file in edition.head.data_files)]
    known += [RECORDS_FILE, OPINIONS_FILE, EXPERTS_FILE, CONCLUSION_FILE]
    return [file for file in known if file in folder.files]


def _read_texts(edition: Edition, folder: Folder) -> tuple[list[TextFile], list[Problem]]:
    """The Markdown files of the outlines that are there."""
    names = [file for outline in edition.outlines.values() for file in outline.files if file in folder.files]
    texts: list[TextFile] = []
    problems: list[Problem] = []
    for name in names:
        text, found = read_text(folder.files[name], f"{folder.name}/{name}")
        problems += found
        if text:
            texts.append(text)
    return texts, problems


def _picture_problems(folder: Folder, files: Sequence[Markdown]) -> list[Problem]:
    shown = [picture for markdown in files for block in markdown.blocks for picture in block.pictures]
    missing = [
        kinds.BAD_PICTURE.at(picture.location, f"找不到图片 {picture.path}")
        for picture in shown
        if picture.path not in folder.files
    ]
    wrong = [
        kinds.BAD_PICTURE.at(
            folder.location(name), fault, "换成真正的 PNG 或 JPEG 图片，扩展名与内容一致；SVG 等其他图先转成 PNG"
        )
        for name in pictures(folder)
        if (fault := content_fault(folder.files[name]))
    ]
    return missing + wrong
