"""The command that makes one document of one project, or all of them as one archive."""

from __future__ import annotations

from pathlib import Path

import click

from lunzheng.catalogue.build import Output
from lunzheng.check.open import Workspace
from lunzheng.check.run import check_project, check_projects, structural_problems
from lunzheng.cli.library import named_project, open_library
from lunzheng.cli.output import EXIT_PROBLEMS, print_problems, say, write_file
from lunzheng.cli.sources import sources
from lunzheng.cli.usage import ChineseHelp
from lunzheng.documents.build import document_file, make_document, make_documents, make_pdf
from lunzheng.documents.bundle import make_bundle
from lunzheng.documents.office import OfficeError
from lunzheng.documents.workbook import make_workbooks
from lunzheng.model.edition import DocumentType
from lunzheng.model.library import Library, Project
from lunzheng.source.problem import Severity

_FILE = click.Path(dir_okay=False, path_type=Path)


@click.command(cls=ChineseHelp)
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
    workspace = open_library(root)
    library = workspace.library
    read = named_project(workspace, project)
    problems = [p for p in structural_problems(read, library, workspace.schemas) if p.severity is Severity.ERROR]
    if problems or not read.is_readable:
        print_problems(problems or check_project(read, library, workspace.schemas))
        say("没有生成：先改正上面的错误。")
        return EXIT_PROBLEMS
    try:
        if bundle is not None:
            source = sources(workspace)(read.folder.name)
            documents = {**make_documents(read, library, source), **make_workbooks(read, library)}
            write_file(bundle, make_bundle(read, library, documents, source))
        elif code is not None:
            document = _document(library, read, code)
            path = target or _default_path(workspace, read, document)
            data = make_document(document, read, library, sources(workspace)(read.folder.name))
            write_file(path, data)
            if pdf:
                write_file(path.with_suffix(".pdf"), make_pdf(data, document, read, library))
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


def _default_path(workspace: Workspace, project: Project, document: DocumentType) -> Path:
    folder = Output.of(workspace.root).documents / project.folder_year / project.id
    return folder / document_file(project, document)
