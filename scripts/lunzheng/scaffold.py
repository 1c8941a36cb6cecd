"""The folder of a new project: every file that its stage asks for, with what is still to be filled in left empty.

Files are made from the schemas and the outline, so that they can ask for nothing that the check does not know. An empty
value is a problem with its line until it is filled (E201), and so is a section that still holds its hint (E003).
"""

from __future__ import annotations

import json
import re
from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from lunzheng.check.guard.marks import Role, find_marks
from lunzheng.check.open import SCHEMAS, Workspace
from lunzheng.check.schema import Schema, SchemaFolder
from lunzheng.model.edition import DocumentType, Outline
from lunzheng.model.library import PROJECT_FILE
from lunzheng.model.load import PROJECTS, read_project
from lunzheng.source.node import Path as NodePath
from lunzheng.source.write import write_bytes, write_text

ID = re.compile(r"[a-z][a-z0-9]*(?:-[a-z0-9]+)+")
_YEARS = (2015, 2099)
SERVICE_FIELD = "购买服务"


class ScaffoldError(Exception):
    """The folder cannot be made; the text says why, in Chinese, for the clerk."""


@dataclass(frozen=True)
class NewProject:
    """What is known of a project when its folder is made.

    Attributes:
        id: ``<department code>-<words>``.
        year: the year it is planned for.
        name: its full name, or empty.
        build_mode: one of the schema's choices for 建设方式.
        nature: one of the schema's choices for 建设性质.
        plan: whether the files of the full plan are made as well.
    """

    id: str
    year: int
    name: str
    build_mode: str
    nature: str
    plan: bool


def create(workspace: Workspace, new: NewProject) -> list[Path]:
    """Make the folder.

    Returns:
        The files written.

    Raises:
        ScaffoldError: the id is malformed, taken, or of no department, or the year is out of range.
        OSError: the folder cannot be written.
    """
    library = workspace.library
    if not ID.fullmatch(new.id):
        raise ScaffoldError(
            f"项目代号“{new.id}”不合规定：写成“部门代码-英文词”，只用小写字母、数字和短横线，如 slj-flood-control"
        )
    if not _YEARS[0] <= new.year <= _YEARS[1]:
        raise ScaffoldError(f"计划年度 {new.year} 不对：应当在 {_YEARS[0]} 到 {_YEARS[1]} 之间")
    for field, value in (("建设方式", new.build_mode), ("建设性质", new.nature)):
        if (choices := field_choices(workspace, field)) and value not in choices:
            raise ScaffoldError(f"{field}不能是“{value}”；可用的：{'、'.join(choices)}")
    if any(mark.is_secret for mark in find_marks(new.name, Role.NAME)):
        raise ScaffoldError("项目名称里有密级标志。涉密项目不得录入，材料走纸质渠道")
    if library.department(new.id) is None:
        codes = "、".join(f"{department.code}（{department.name}）" for department in library.profile.departments)
        raise ScaffoldError(f"没有代码为“{new.id.split('-')[0]}”的部门；可用的代码：{codes}")
    taken = workspace.folder_of(new.id)
    folder = workspace.root / PROJECTS / str(new.year) / new.id
    if taken or folder.exists():
        where = (taken or folder).relative_to(workspace.root)
        raise ScaffoldError(f"项目代号“{new.id}”已经用过（{where}），换一个；要给它补上编制方案的文件，加 --plan")
    written = []
    for name, text in files(workspace, new).items():
        write_text(folder / name, text)
        written.append(folder / name)
    return written


def field_choices(workspace: Workspace, field: str) -> list[str]:
    """What the edition's schema lets a field of ``project.yml`` be."""
    properties = workspace.schemas.schemas["project.schema.json"]["properties"]
    return [str(choice) for choice in properties.get(field, {}).get("enum", ())]


def complete(workspace: Workspace, folder: Path) -> list[Path]:
    """Give a project that has been suggested what its plan needs: the missing files, and the missing fields at the end
    of ``project.yml``. Nothing that is there is changed.

    Returns:
        The files written.

    Raises:
        ScaffoldError: ``project.yml`` cannot be read.
        OSError: the folder cannot be written.
    """
    project = read_project(workspace.library, folder)
    root = project.nodes.get(PROJECT_FILE)
    if root is None or not isinstance(root.value, dict):
        raise ScaffoldError(f"{project.id} 的 {PROJECT_FILE} 读不了，先运行 lunzheng check {project.id} 改正")
    if not folder.parent.name.isdigit():
        raise ScaffoldError(f"{project.id} 不在年度文件夹里：先移到 {PROJECTS} 下对应年度的文件夹")
    profile = project.profile
    new = NewProject(project.id, int(folder.parent.name), profile.name, profile.build_mode, profile.nature, plan=True)
    written = []
    for name, text in files(workspace, new).items():
        path = folder / name
        if name == PROJECT_FILE:
            writer = _project_writer(workspace, new, _documents(workspace, new))
            missing = list(writer.mapping(without=root.value))
            if missing:
                write_bytes(path, _appended(path.read_bytes(), missing))
                written.append(path)
        elif not path.exists():
            write_text(path, text)
            written.append(path)
    return written


def _appended(data: bytes, lines: Sequence[str]) -> bytes:
    """A file with lines added at its end, in its own kind of line ends; what is there stays to the byte."""
    end = b"\r\n" if b"\r\n" in data else b"\n"
    gap = b"" if data.endswith(b"\n") else end
    return data + gap + b"".join(line.encode("utf-8") + end for line in lines)


def files(workspace: Workspace, new: NewProject) -> Mapping[str, str]:
    """The text of every file of the new folder, by path within it."""
    documents = _documents(workspace, new)
    result = {PROJECT_FILE: _project_file(workspace, new, documents)}
    for document in documents:
        for file in document.data_files:
            result.setdefault(file, _data_file(workspace, file))
        if document.outline:
            outline = workspace.library.edition.outlines[document.outline]
            marker = workspace.library.edition.head.leftovers[0]
            for file in outline.files:
                result.setdefault(file, _markdown(outline, file, marker))
    return result


def _documents(workspace: Workspace, new: NewProject) -> list[DocumentType]:
    """The documents to be prepared: those of the first stage, and the plan where it is wanted."""
    edition = workspace.library.edition
    first = edition.head.stages[0].name
    return [
        document
        for document in edition.documents
        if document.build_mode in ("", new.build_mode) and (document.stage == first or new.plan)
    ]


def _project_file(workspace: Workspace, new: NewProject, documents: list[DocumentType]) -> str:
    lines = _project_writer(workspace, new, documents).mapping()
    return _header(workspace, PROJECT_FILE) + "\n".join(lines) + "\n"


def _project_writer(workspace: Workspace, new: NewProject, documents: list[DocumentType]) -> _Writer:
    department = workspace.library.department(new.id)
    known: dict[NodePath, object] = {
        ("项目名称",): new.name or None,
        ("年度",): new.year,
        ("建设方式",): new.build_mode or None,
        ("建设性质",): new.nature or None,
        ("涉密",): "否",
        ("建设单位", "名称"): department.name if department else None,
    }
    wanted = {tuple(path.split(".")) for document in documents for path in document.fields}
    if new.build_mode == SERVICE_FIELD:
        wanted.add((SERVICE_FIELD,))
    return _Writer(workspace.schemas, "project.schema.json", known, wanted)


def _data_file(workspace: Workspace, file: str) -> str:
    schema = f"{PurePosixPath(file).stem}.schema.json"
    writer = _Writer(workspace.schemas, schema, {}, set())
    return _header(workspace, file) + "\n".join(writer.mapping()) + "\n"


def _header(workspace: Workspace, file: str) -> str:
    """The line that tells an editor which schema holds; project folders lie three levels below the root."""
    up = "../" * (3 + len(PurePosixPath(file).parts) - 1)
    edition = workspace.library.edition.code
    return f"# yaml-language-server: $schema={up}{SCHEMAS}/{edition}/{PurePosixPath(file).stem}.schema.json\n"


class _Writer:
    """Writes the required and wanted fields of a schema as YAML, values empty unless known."""

    def __init__(
        self, schemas: SchemaFolder, file: str, known: dict[NodePath, object], wanted: set[tuple[str, ...]]
    ) -> None:
        self.schemas = schemas
        self.root = schemas.schemas[file]
        self.known = known
        self.wanted = wanted

    def mapping(self, without: Container[str] = ()) -> Iterator[str]:
        """The lines of the whole file, or of the fields that are not there yet.

        Args:
            without: the fields of the top level that exist already.
        """
        if not without:
            yield from self._mapping(self.root, (), 0)
            return
        for name, child in self.root["properties"].items():
            resolved = self.schemas.resolve(child, self.root)
            called_for = name in self.root.get("required", ()) or self._is_called_for(resolved)
            if name not in without and (called_for or self._is_wanted((name,))):
                yield from self._field(name, resolved, (name,), 0)

    def _mapping(self, schema: Schema, path: tuple[str, ...], depth: int) -> Iterator[str]:
        # "x-scaffold" names optional fields that most people will need.
        required = {*schema.get("required", ()), *schema.get("x-scaffold", ())}
        left_out = []
        for name, child in schema["properties"].items():
            resolved = self.schemas.resolve(child, self.root)
            if name in required or self._is_wanted((*path, name)) or self._is_called_for(resolved):
                yield from self._field(name, resolved, (*path, name), depth)
            else:
                left_out.append(name)
        if left_out:
            yield f"{'  ' * depth}# 还可以填：{'、'.join(left_out)}"

    def _is_called_for(self, schema: Schema) -> bool:
        """Whether what is known asks for a field: "x-scaffold-when" names the values that do."""
        when = schema.get("x-scaffold-when", {})
        return any(self.known.get((field,)) in values for field, values in when.items())

    def _is_wanted(self, path: tuple[str, ...]) -> bool:
        return any(wanted[: len(path)] == path for wanted in self.wanted)

    def _field(self, name: str, schema: Schema, path: tuple[str, ...], depth: int) -> Iterator[str]:
        indent = "  " * depth
        if note := _note(name, schema):
            yield f"{indent}# {note}"
        if "properties" in schema:
            yield f"{indent}{name}:"
            yield from self._mapping(schema, path, depth + 1)
        elif schema.get("type") == "array":
            yield f"{indent}{name}:"
            yield from self._items(schema, path, depth + 1)
        else:
            value = self.known.get(path)
            yield f"{indent}{name}:" + (f" {_scalar(value)}" if value is not None else "")

    def _items(self, schema: Schema, path: tuple[str, ...], depth: int) -> Iterator[str]:
        """One item, or one for each choice of the field that "x-scaffold-each" names; comments stand in the first."""
        item = self.schemas.resolve(schema["items"], self.root)
        each = schema.get("x-scaffold-each")
        if each is None:
            yield from self._item(item, path, depth)
            return
        for index, choice in enumerate(item["properties"][each]["enum"]):
            self.known[*path, each] = choice
            lines = self._item(item, path, depth)
            yield from lines if index == 0 else (line for line in lines if not line.lstrip().startswith("#"))

    def _item(self, schema: Schema, path: tuple[str, ...], depth: int) -> Iterator[str]:
        """One item of a list, its first line carrying the dash."""
        if "properties" not in schema:
            yield f"{'  ' * depth}-"
            return
        lines = list(self._mapping(schema, path, depth + 1))
        first = next(index for index, line in enumerate(lines) if not line.lstrip().startswith("#"))
        indent = "  " * depth
        yield from (indent + line.lstrip() for line in lines[:first])
        yield f"{indent}- {lines[first].lstrip()}"
        yield from lines[first + 1 :]


def _note(name: str, schema: Schema) -> str:
    """What a clerk should know of a field: its title where it says more than the key, its rule, an example."""
    parts = []
    if schema.get("title", name) != name:
        parts.append(str(schema["title"]))
    if "description" in schema:
        parts.append(str(schema["description"]).rstrip("。"))
    if len(schema.get("enum", ())) == 1 and "x-hint" in schema:
        parts.append(str(schema["x-hint"]))
    elif "enum" in schema:
        parts.append("从这些里选：" + "、".join(map(str, schema["enum"])))
    elif schema.get("examples") and not isinstance(schema["examples"][0], dict | list):
        parts.append(f"例如 {schema['examples'][0]}")
    return "；".join(parts)


def _scalar(value: object) -> str:
    plain = not isinstance(value, str) or (value.isalpha() and value.lower() not in ("true", "false", "null"))
    return str(value) if plain else json.dumps(value, ensure_ascii=False)


def _markdown(outline: Outline, file: str, marker: str) -> str:
    lines: list[str] = []
    for chapter in outline.chapters:
        if chapter.file != file:
            continue
        for section in (chapter, *chapter.children):
            lines += [f"{'#' * section.level} {section.heading}", ""]
            if section.is_leaf and section.prose == "必写":
                lines += [f"（{marker}）{section.hint}", ""]
    return "\n".join(lines)
