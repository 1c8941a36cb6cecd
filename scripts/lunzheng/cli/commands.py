"""The commands, each a thin line between arguments and the room that does the work."""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable
from pathlib import Path

import click

from lunzheng import scaffold
from lunzheng.catalogue.build import Output, SiteError
from lunzheng.catalogue.build import build as build_library
from lunzheng.catalogue.serve import serve as serve_library
from lunzheng.check.open import Workspace, open_workspace
from lunzheng.check.report import kind_lines, summary
from lunzheng.check.run import Report, check_project, check_projects, structural_problems
from lunzheng.check.select import SelectionError, select_folder, select_folders
from lunzheng.cli.output import print_problems, progress, say, table
from lunzheng.cli.today import build_day_option, china_today, today_option
from lunzheng.cli.usage import ChineseGroup
from lunzheng.documents.build import can_complete, document_file, make_document, make_documents, make_pdf
from lunzheng.documents.bundle import Source, make_bundle
from lunzheng.documents.inspect.handbook import find_kind, kind_groups
from lunzheng.documents.office import OfficeError
from lunzheng.documents.workbook import make_workbooks
from lunzheng.model.edition import DocumentType
from lunzheng.model.library import Library, Project
from lunzheng.model.load import LIBRARY_FILE, find_root, read_project
from lunzheng.repository import changed_paths, last_commit
from lunzheng.source.problem import Problem, Severity
from lunzheng.source.write import write_bytes
from lunzheng.status import HEAD, status_json, status_row, statuses

EXIT_PROBLEMS = 1


_FILE = click.Path(dir_okay=False, path_type=Path)


def find_library(root: Path | None) -> Path:
    """The root of the library that a command works on."""
    found = find_root(root.resolve() if root else Path.cwd())
    if found is None:
        raise click.UsageError(f"这里不是项目库：找不到 {LIBRARY_FILE}。请进入项目库的文件夹，或者用 --root 指明。")
    return found


def _workspace(root: Path | None) -> Workspace:
    return open_workspace(find_library(root))


@click.group(cls=ChineseGroup, context_settings={"help_option_names": ["--help", "-h"]})
@click.option(
    "--root",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    metavar="文件夹",
    help="项目库的文件夹；不写时从当前文件夹往上找。",
)
@click.version_option(package_name="lunzheng", message="lunzheng %(version)s", help="显示版本。")
@click.pass_context
def lunzheng(context: click.Context, root: Path | None) -> None:
    """政务信息化项目前期论证：一个文件夹就是一个项目，文档和目录由它生成。"""
    context.obj = root


@lunzheng.command()
@click.argument("project_id", metavar="代号")
@click.option("--year", type=int, metavar="年度", help="计划年度，如 2027；新建时必写。")
@click.option("--name", default="", metavar="名称", help="项目名称（全称）。")
@click.option("--mode", default="", metavar="方式", help="建设方式，如 自建（默认）、购买服务。")
@click.option("--nature", default="", metavar="性质", help="建设性质，如 新建（默认）、升级改造、扩建。")
@click.option("--plan", is_flag=True, help="同时生成方案（或购买服务方案）的文件；项目已经建好的，补上缺少的文件。")
@click.pass_obj
def new(root: Path | None, project_id: str, year: int | None, name: str, mode: str, nature: str, *, plan: bool) -> None:
    """新建一个项目文件夹，要填的地方都留空；或者给已有的项目补上编制方案要用的文件。

    代号写成“部门代码-英文词”，如 slj-flood-control。
    """
    workspace = _workspace(root)
    existing = workspace.folder_of(project_id)
    try:
        if existing and plan:
            written = scaffold.complete(workspace, existing)
        elif year is None:
            raise click.UsageError("新建项目要写明 --year（计划年度），如 --year 2027。")
        else:
            mode = mode or next(iter(scaffold.field_choices(workspace, "建设方式")), "")
            nature = nature or next(iter(scaffold.field_choices(workspace, "建设性质")), "")
            written = scaffold.create(workspace, scaffold.NewProject(project_id, year, name, mode, nature, plan))
    except scaffold.ScaffoldError as error:
        raise click.UsageError(str(error)) from error
    for path in written:
        click.echo(path.relative_to(workspace.root).as_posix())
    say(f"已生成 {len(written)} 个文件。填好以后运行：lunzheng check {project_id}")


def _selected(workspace: Workspace, names: tuple[str, ...]) -> list[Path]:
    try:
        return select_folders(workspace, names, Path.cwd())
    except SelectionError as error:
        raise click.UsageError(str(error)) from error


@lunzheng.command()
@build_day_option
@click.pass_obj
def build(root: Path | None, today: datetime.date) -> int:
    """生成全部文档和目录网站，放在 build 文件夹里。"""
    workspace = _workspace(root)
    with progress(len(workspace.library.folders) + 1 + can_complete()) as advance:
        try:
            output = Output(workspace.root / "build")
            result = build_library(workspace, output, advance, _sources(workspace), today=today)
        except SiteError as error:
            raise click.ClickException(f"网站没有生成：{error}") from error
    print_problems(result.problems)
    for folder in result.left_out:
        say(f"没有生成 {folder}：先改正上面的错误。")
    report = Report(tuple(result.problems), len(workspace.library.folders), tuple(result.waived))
    click.echo(summary(report))
    click.echo(f"已生成 {result.documents} 份文档（build/documents）和 {result.pages} 个页面（build/site）。")
    if result.awaiting_pages:
        click.echo(
            f"{result.awaiting_pages} 份文档的目录还没有页码：装上 LibreOffice（libreoffice-writer）再生成一次。"
        )
    return EXIT_PROBLEMS if any(problem.severity is Severity.ERROR for problem in result.problems) else 0


@lunzheng.command()
@click.option("--address", default="127.0.0.1:8000", metavar="地址", help="网站的地址和端口，默认 127.0.0.1:8000。")
@click.pass_obj
def serve(root: Path | None, address: str) -> None:
    """在本机打开目录网站；文件一改，有关的页面和文档随即重新生成。按 Ctrl+C 结束。"""
    workspace = _workspace(root)
    if not re.fullmatch(r"[^\s:/]+:[0-9]{2,5}", address):
        raise click.BadParameter(f"“{address}”，应当写成 主机:端口，如 127.0.0.1:8000", param_hint="--address")

    def report(text: str, problems: list[Problem]) -> None:
        print_problems(problems)
        say(text)

    try:
        serve_library(workspace.root, Output(workspace.root / "build"), address, report, china_today)
    except KeyboardInterrupt:
        say("已结束。")


@lunzheng.command()
@click.argument("project", metavar="项目")
@click.option(
    "--document",
    "code",
    metavar="文档",
    help="application 申报表、brief 初步建议书、proposal 方案、service-plan 购买服务方案、self-check 自查报告。",
)
@click.option("--to", "target", type=_FILE, metavar="文件", help="写到哪个文件；不写时放在 build/documents 里。")
@click.option("--pdf", is_flag=True, help="同时生成 PDF（需要 LibreOffice）。")
@click.option("--bundle", type=_FILE, metavar="文件", help="把全部文档、附件和清单打成一个压缩包，用于报送归档。")
@click.pass_obj
def export(
    root: Path | None, project: str, code: str | None, target: Path | None, bundle: Path | None, *, pdf: bool
) -> int:
    """生成一个项目的一份文档（DOCX），或者报送用的压缩包。"""
    if (code is None) == (bundle is None):
        raise click.UsageError("写明 --document（一份文档）或者 --bundle（全部文档的压缩包），两者选一。")
    workspace = _workspace(root)
    library = workspace.library
    try:
        read = read_project(library, select_folder(workspace, project, Path.cwd()))
    except SelectionError as error:
        raise click.UsageError(str(error)) from error
    problems = [p for p in structural_problems(read, library, workspace.schemas) if p.severity is Severity.ERROR]
    if problems or not read.is_readable:
        print_problems(problems or check_project(read, library, workspace.schemas))
        say("没有生成：先改正上面的错误。")
        return EXIT_PROBLEMS
    try:
        if bundle is not None:
            source = _sources(workspace)(read.folder.name)
            documents = {**make_documents(read, library, source), **make_workbooks(read, library)}
            _write(bundle, make_bundle(read, library, documents, source))
        elif code is not None:
            document = _document(library, read, code)
            path = target or _default_path(workspace, read, document)
            data = make_document(document, read, library, _sources(workspace)(read.folder.name))
            _write(path, data)
            if pdf:
                _write(path.with_suffix(".pdf"), make_pdf(data, document, read, library))
    except OfficeError as error:
        raise click.ClickException(str(error)) from error
    report = check_projects([read], library, workspace.schemas)
    if code is not None and document not in library.documents_for(read):
        stage = f"{read.id} 还在{read.stage.name}阶段"
        say(f"{stage}；《{document.label}》从{document.stage}阶段起编制，没有写的都空着。")
    elif report.errors:
        say(f"这是草稿：项目还有 {report.errors} 处错误，运行 lunzheng check {read.id} 查看。")
    return 0


def _document(library: Library, project: Project, code: str) -> DocumentType:
    document = library.edition.document(code)
    if document is None:
        choices = "、".join(f"{item.code}（{item.label}）" for item in library.edition.documents)
        raise click.UsageError(f"没有“{code}”这种文档；可用的：{choices}")
    if document.build_mode and document.build_mode != project.profile.build_mode:
        mode = project.profile.build_mode
        raise click.UsageError(f"《{document.label}》用于{document.build_mode}项目，{project.id} 的建设方式是{mode}。")
    return document


def _sources(workspace: Workspace) -> Callable[[str], Source]:
    """Tells the state in Git of a project folder, named relative to the library's root."""
    changed = changed_paths(workspace.root)

    def source(folder: str) -> Source:
        uncommitted = None if changed is None else any(path.startswith(f"{folder}/") for path in changed)
        return Source(last_commit(workspace.root, folder), uncommitted)

    return source


def _default_path(workspace: Workspace, project: Project, document: DocumentType) -> Path:
    folder = Output(workspace.root / "build").documents / project.folder_year / project.id
    return folder / document_file(project, document)


def _write(path: Path, data: bytes) -> None:
    write_bytes(path, data)
    click.echo(str(path))


@lunzheng.command()
@click.argument("paths", metavar="[项目]…", nargs=-1)
@click.option(
    "--format",
    "form",
    type=click.Choice(["json"]),
    metavar="格式",
    help="结果的写法：json 数据，含每一项时限；不写时是给人看的列表。",
)
@today_option
@click.pass_obj
def status(root: Path | None, paths: tuple[str, ...], form: str | None, today: datetime.date) -> None:
    """列出各项目处在哪个阶段、哪项时限在走、要交哪些文档、还有多少问题；快到期的和逾期的在前。"""
    workspace = _workspace(root)
    found = statuses(workspace, _selected(workspace, paths), today)
    if form == "json":
        click.echo(status_json(found, today))
    elif found:
        for line in table(HEAD, [status_row(item) for item in found]):
            click.echo(line)
    else:
        click.echo("项目库里还没有项目。新建一个：lunzheng new 代号 --year 年度")


@lunzheng.command()
@click.argument("code", metavar="[代号]", required=False)
@click.pass_obj
def rules(root: Path | None, code: str | None) -> None:
    """列出全部检查规则；写上代号则说明其中一条：为什么、怎样改、依据和例子。"""
    # Outside a library the rules are the same, but no edition says which article they come from.
    inside = root or find_root(Path.cwd())
    edition = _workspace(root).library.edition if inside else None
    if code is None:
        for title, kinds in kind_groups(edition):
            click.echo(f"{title}：")
            for kind in kinds:
                article = f"（{kind.article}）" if kind.article else ""
                click.echo(f"  {kind.code}  {kind.title}{article}")
        return
    found = find_kind(code, edition)
    if found is None:
        raise click.UsageError(f"没有代号为 {code} 的规则；运行 lunzheng rules 看全部。")
    for line in kind_lines(found):
        click.echo(line)
