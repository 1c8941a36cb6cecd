"""The command that makes one document of one project, or all of them as one archive."""

from __future__ import annotations

from pathlib import Path

import click

from lunzheng.catalogue.build import Output
from lunzheng.check.open import Workspace
from lunzheng.check.run import check_projects
from lunzheng.cli.export_bundle import is_sound, write_bundle, write_changed_bundles
from lunzheng.cli.library import named_project, open_library
from lunzheng.cli.output import EXIT_PROBLEMS, say, write_file
from lunzheng.cli.sources import sources
from lunzheng.cli.usage import ChineseHelp
from lunzheng.documents.build import document_file, make_document, make_pdf
from lunzheng.documents.office import OfficeError
from lunzheng.model.edition import DocumentType
from lunzheng.model.library import Library, Project

_FILE = click.Path(dir_okay=False, path_type=Path)


@click.command(cls=ChineseHelp)
@click.argument("project", metavar="[项目]", required=False)
@click.option(
    "--document",
    "code",
    metavar="文档",
    help="application 申报表、brief 初步建议书、proposal 方案、service-plan 购买服务方案、self-check 自查报告。",
)
@click.option("--to", "target", type=_FILE, metavar="文件", help="写到哪个文件；不写时放在 build/documents 里。")
@click.option("--pdf", is_flag=True, help="同时生成 PDF（需要 LibreOffice）。")
@click.option(
    "--bundle",
    type=click.Path(path_type=Path),
    metavar="文件",
    help="把全部文档、附件和清单打成一个压缩包，用于报送归档；和 --changed-since 一起用时，写放压缩包的文件夹。",
)
@click.option(
    "--changed-since",
    "reference",
    metavar="分支",
    help="不写项目，给与这个分支（或标签、提交）分岔以后改过的项目各打一个压缩包。",
)
@click.pass_obj
def export(
    root: Path | None,
    project: str | None,
    code: str | None,
    target: Path | None,
    bundle: Path | None,
    reference: str | None,
    *,
    pdf: bool,
) -> int:
    """生成一个项目的一份文档（DOCX），或者报送用的压缩包。"""
    if (project is None) == (reference is None):
        raise click.UsageError("写明一个项目，或者 --changed-since（改过的各个项目），两者选一。")
    if (code is None) == (bundle is None):
        raise click.UsageError("写明 --document（一份文档）或者 --bundle（全部文档的压缩包），两者选一。")
    if reference is not None and code is not None:
        raise click.UsageError("--changed-since 只和 --bundle 一起用。")
    if bundle is not None and reference is None and bundle.is_dir():
        raise click.UsageError(f"{bundle} 是文件夹；--bundle 后面写压缩包的文件名，如 {project}.zip。")
    workspace = open_library(root)
    try:
        if reference is not None and bundle is not None:
            return write_changed_bundles(workspace, reference, bundle)
        read = named_project(workspace, project or "")
        if not is_sound(workspace, read):
            say("没有生成：先改正上面的错误。")
            return EXIT_PROBLEMS
        if bundle is not None:
            write_bundle(workspace, read, bundle)
        elif code is not None and _write_document(workspace, read, code, target, pdf=pdf):
            return 0
    except OfficeError as error:
        raise click.ClickException(str(error)) from error
    report = check_projects([read], workspace.library, workspace.schemas)
    if report.errors:
        say(f"这是草稿：项目还有 {report.errors} 处错误，运行 lunzheng check {read.id} 查看。")
    return 0


def _write_document(workspace: Workspace, project: Project, code: str, target: Path | None, *, pdf: bool) -> bool:
    """Write one document; whether it is of a later stage, so that what it lacks is no fault."""
    library = workspace.library
    document = _document(library, project, code)
    path = target or _default_path(workspace, project, document)
    data = make_document(document, project, library, sources(workspace)(project.folder.name))
    write_file(path, data)
    if pdf:
        write_file(path.with_suffix(".pdf"), make_pdf(data, document, project, library))
    if document in library.documents_for(project):
        return False
    stage = f"{project.id} 还在{project.stage.name}阶段"
    say(f"{stage}；《{document.label}》从{document.stage}阶段起编制，没有写的都空着。")
    return True


def _document(library: Library, project: Project, code: str) -> DocumentType:
    document = library.edition.document(code)
    if document is None:
        choices = "、".join(f"{item.code}（{item.label}）" for item in library.edition.documents)
        raise click.UsageError(f"没有“{code}”这种文档；可用的：{choices}")
    if document.build_mode and document.build_mode != project.profile.build_mode:
        mode = project.profile.build_mode
        raise click.UsageError(f"《{document.label}》用于{document.build_mode}项目，{project.id} 的建设方式是{mode}。")
    return document


def _default_path(workspace: Workspace, project: Project, document: DocumentType) -> Path:
    folder = Output.of(workspace.root).documents / project.folder_year / project.id
    return folder / document_file(project, document)
