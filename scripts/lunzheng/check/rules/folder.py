"""The folder itself: its place, its name and its files."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Iterator
from pathlib import Path, PurePosixPath
from typing import ClassVar

from lunzheng.check.rule import Rule
from lunzheng.model.library import PROJECT_FILE, RECORDS_FILE, Library, Project
from lunzheng.source.picture import pictures
from lunzheng.source.problem import Kind, Location, Problem

_ID = re.compile(r"[a-z][a-z0-9]*(?:-[a-z0-9]+)+")
_FREE_FOLDERS = {"attachments", "review"}


class FilesOfTheStage(Rule):
    """The data files that the documents of the stage are computed from; chapters are E001's."""

    kind: ClassVar[Kind] = Kind(
        "E047",
        "所处阶段要用的数据文件齐全",
        "文档里的表格由这些数据算出，缺了就是空表。",
        "补上这个文件；运行 lunzheng new 项目代号 --plan 会生成缺少的文件，已有的不动",
    )

    def check(self, project: Project, library: Library) -> Iterator[Problem]:
        if not project.is_readable:
            if not project.has(PROJECT_FILE):
                hint = f"每个项目都从 {PROJECT_FILE} 开始；看看文件名是不是写错了，或者把它移回这个文件夹"
                yield self.kind.at(project.location(PROJECT_FILE), f"缺少 {PROJECT_FILE}", hint)
            return
        reported: set[str] = set()
        for document in library.documents_for(project):
            for file in document.data_files:
                if not project.has(file) and file not in reported:
                    reported.add(file)
                    hint = f"运行 lunzheng new {project.id} --plan，补上缺少的文件（已有的不动），再填写"
                    yield self.kind.at(project.location(file), f"缺少《{document.label}》要用的 {file}", hint)


class KnownFiles(Rule):
    """File names that nothing reads: most are slips of the pen, and their content would be lost silently."""

    kind: ClassVar[Kind] = Kind(
        "E048",
        "文件夹里只有规定的文件",
        "名字写错的文件不会被读取，里面的内容不会出现在文档里。",
        "改成规定的文件名；图片放进 figures（只用 PNG、JPEG，SVG 先转成 PNG），依据材料放进 attachments",
        bad="projects/2027/slj-flood-control/buget.yml",
        good="projects/2027/slj-flood-control/budget.yml",
    )

    def check(self, project: Project, library: Library) -> Iterator[Problem]:
        edition = library.edition
        known = {PROJECT_FILE, RECORDS_FILE, *(item.file for item in edition.head.data_files)}
        for outline in edition.outlines.values():
            known.update(outline.files)
        shown = set(pictures(project.folder))
        for file in project.folder.files:
            if file in known or file in shown or PurePosixPath(file).parts[0] in _FREE_FOLDERS:
                continue
            close = difflib.get_close_matches(file, sorted(known), n=1)
            hint = f"是不是 {close[0]}？" if close else ""
            yield self.kind.at(project.location(file), f"不认识的文件 {file}", hint)


class FolderName(Rule):
    """The folder's name is the project's id, its department is known, and its year is the project's."""

    kind: ClassVar[Kind] = Kind(
        "E049",
        "项目文件夹的名字和位置正确",
        "文件夹名就是项目的代号，第一段是部门代码；年度文件夹要和计划年度一致。",
        "改正文件夹的名字，或移到对应年度的文件夹",
        bad="projects/2027/防汛会商",
        good="projects/2027/slj-flood-control",
        waivable=False,
    )

    def check(self, project: Project, library: Library) -> Iterator[Problem]:
        here = Location(project.folder.name)
        if not _ID.fullmatch(project.id):
            yield self.kind.at(here, "文件夹名应当是“部门代码-英文词”，只用小写字母、数字和短横线")
        elif library.department(project.id) is None:
            codes = "、".join(f"{item.code}（{item.name}）" for item in library.profile.departments)
            yield self.kind.at(
                here, f"项目库里没有代码为 {project.id.split('-')[0]} 的部门", f"可用的部门代码：{codes}"
            )
        year = project.profile.year
        if year is not None and str(year) != project.folder_year:
            message = f"计划年度是 {year}，文件夹却在 {project.folder_year} 下"
            yield self.kind.at(project.profile.place("年度"), message)
        twins = [path for path in library.folders if path.name == project.id]
        if len(twins) > 1:
            years = "、".join(path.parent.name for path in twins)
            places = (Location(path.relative_to(library.root).as_posix()) for path in twins)
            others = tuple(place for place in places if place != here)
            yield self.kind.at(here, f"代号 {project.id} 用了不止一次（{years}）", "给其中一个改名", others)

    def also_breaks(self, folder: Path, library: Library) -> Iterable[Path]:
        """A project of the same id in another year."""
        return [path for path in library.folders if path.name == folder.name and path != folder]
