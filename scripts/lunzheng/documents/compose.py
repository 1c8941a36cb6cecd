"""A document as a tree: the prescribed structure, filled with facts and the author's text.

The structure comes from the outline alone: every chapter and section is there, in order, with its official title, even
where nobody has written anything yet.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from pathlib import Path

from lunzheng.documents import ast
from lunzheng.documents.captions import Piece, number_captions
from lunzheng.documents.contents import Entry, contents_mark, entries
from lunzheng.documents.figures import Figure
from lunzheng.documents.generated import generated
from lunzheng.documents.illustrate import attached, illustrate
from lunzheng.documents.prose import prose
from lunzheng.documents.typeset import typeset
from lunzheng.model.edition import YES, AttachmentItem, DocumentType, Form, Section
from lunzheng.model.facts import NOT_FILLED, NOT_PUBLIC, Facts
from lunzheng.model.library import Library, Project
from lunzheng.source.markdown import Element


@dataclass(frozen=True)
class Part:
    """A run of blocks on pages of one orientation; begins on a new page; ``row_height`` in mm, for rows to be signed.

    Cover, sign-off page and contents carry no page number; the entries of the contents are written below its blocks.
    """

    blocks: tuple[Element, ...]
    landscape: bool = False
    numbered: bool = True
    is_contents: bool = False
    row_height: Decimal | None = None


@dataclass(frozen=True)
class DocumentTree:
    """Everything that a writer needs: the same tree gives the same bytes.

    Attributes:
        title: the title for the document's properties.
        author: the body that files it.
        date: ISO date for the properties, or empty.
        parts: the text.
        folder: where relative picture paths start.
        chapters_on_new_pages: whether a heading of the first level begins a page.
        figures: the drawn figures, by the file name that the text shows them under.
        running_head: what stands above each numbered page, if the edition asks for it.
    """

    title: str
    author: str
    date: str
    parts: tuple[Part, ...]
    folder: Path
    chapters_on_new_pages: bool = False
    figures: Mapping[str, Figure] = field(default_factory=dict)
    running_head: str = ""

    def __post_init__(self) -> None:
        """Text goes to print with the punctuation of Chinese print."""
        parts = (replace(part, blocks=tuple(typeset(part.blocks))) for part in self.parts)
        object.__setattr__(self, "parts", tuple(parts))

    @property
    def entries(self) -> list[Entry]:
        """The lines of the contents; nothing for a document without contents."""
        if not any(part.is_contents for part in self.parts):
            return []
        return [entry for part in self.parts if part.numbered for entry in entries(part.blocks)]


def compose(document: DocumentType, project: Project, library: Library) -> DocumentTree:
    """The tree of one document of one project."""
    facts = Facts(project, library)
    figures: dict[str, Figure] = {}
    if document.form:
        form = library.edition.named_form(document.form)
        new_pages = False
        parts = [_form_part(form, facts, mark=document.origin)]
    else:
        outline = library.edition.outlines[document.outline]
        pieces = []
        for chapter in outline.chapters:
            illustrated = illustrate(chapter_blocks(chapter, document.outline, facts), facts)
            pieces.append(Piece(chapter.key[0], illustrated.blocks))
            figures |= illustrated.figures
        body = [block for blocks in number_captions(pieces, library.edition.head.captions) for block in blocks]
        new_pages = outline.chapters_on_new_pages
        parts = [*_front(document, facts), Part(tuple(body)), *_attachments(document, facts, figures)]
    written = project.profile.written_on
    return DocumentTree(
        title=f"{project.name} {document.name}",
        author=project.profile.owner.name,
        date=written.isoformat() if written else "",
        parts=tuple(parts),
        folder=project.folder.root,
        chapters_on_new_pages=new_pages,
        figures=figures,
        running_head=facts.fill(library.edition.styles.running_head.pattern),
    )


def chapter_blocks(chapter: Section, outline: str, facts: Facts) -> list[Element]:
    """A chapter with its sections, headings included."""
    blocks = [ast.heading(chapter.level, chapter.heading, section_id(chapter))]
    blocks += section_content(chapter, outline, facts)
    for section in chapter.children:
        blocks.append(ast.heading(section.level, section.heading, section_id(section)))
        blocks += section_content(section, outline, facts)
    return blocks


def section_content(section: Section, outline: str, facts: Facts) -> list[Element]:
    """What stands below the heading of one section: first what data answers, then the author's text."""
    if is_hidden(section, facts.project):
        return [ast.para(NOT_PUBLIC)] if section.is_leaf else []
    blocks = generated(section.generated, facts)
    narrative = facts.project.narratives.get(outline)
    if narrative:
        blocks += prose(narrative.sections[section.key].blocks, facts, section.level)
    if not blocks and section.is_leaf:
        blocks = [ast.para(NOT_FILLED)]
    return blocks


def is_hidden(section: Section, project: Project) -> bool:
    """Whether the readers of a project must not see what stands in a section."""
    return section.is_withheld and not project.is_internal


def section_id(section: Section) -> str:
    return "section-" + "-".join(map(str, section.key))


def _front(document: DocumentType, facts: Facts) -> list[Part]:
    """What stands before the first chapter: the cover, and the sign-off page and contents where the edition asks."""
    parts = [_title_page(document, facts)]
    if document.sign_off:
        form = facts.library.edition.named_form(document.sign_off)
        title = ast.styled("Front Title", [ast.para(form.name)])
        blocks = (title, *generated(form.generated, facts, in_form=True))
        parts.append(Part(blocks, numbered=False, row_height=form.row_height))
    if document.contents:
        parts.append(
            Part((ast.styled("Front Title", [ast.para(document.contents)]),), numbered=False, is_contents=True)
        )
    return parts


def _title_page(document: DocumentType, facts: Facts) -> Part:
    profile = facts.project.profile
    lines = [f"建设单位：{profile.owner.name}"]
    if profile.author.name:
        lines.append(f"编制单位：{profile.author.name}")
    if date := profile.written_on:
        lines.append(f"{date.year}年{date.month}月")
    return Part(
        (
            ast.styled("Cover Title", [ast.para(_cover_name(profile.name)), ast.para(document.name)]),
            *(ast.styled("Cover Line", [ast.para(line)]) for line in lines),
        ),
        numbered=False,
    )


def _cover_name(name: str) -> str:
    """A name too long for one line breaks before its parenthesis, not inside it (GB/T 9704-2012, 7.3.1)."""
    return name.replace("（", "\n（", 1) if len(name) > _COVER_CHARACTERS and not name.startswith("（") else name


_COVER_CHARACTERS = 19
"""How many characters of the title's size fit the line."""


def _attachments(document: DocumentType, facts: Facts, figures: dict[str, Figure]) -> list[Part]:
    """The lists that close a document, then every form and figure that they name, each on its own pages.

    The drawn figures are added to ``figures``.
    """
    head = facts.library.edition.head
    forms = facts.library.edition.numbered_forms
    listed: list[Element] = []
    parts: list[Part] = []
    for name in document.lists:
        match name:
            case "附件":
                listed += _basis_list(head.attachments, facts)
            case "附表":
                listed += _list(name, [(form.number or 0, form.name) for form in forms])
                parts += [_form_part(form, facts, mark=f"附表{form.number}") for form in forms]
            case "附图":
                listed += _list(name, [(entry.number or 0, entry.title) for entry in head.figures])
                for entry in head.figures:
                    identifier = f"figure-{entry.number}"
                    for page in attached(entry, f"附图{entry.number}", identifier, facts):
                        parts.append(Part(tuple(page.blocks)))
                        figures |= page.figures
    for item in document.attachments:
        listed += _list("附件", [(item.number, item.title)])
        if item.form is not None:
            form = facts.library.edition.form(item.form)
            parts.append(_form_part(form, facts, mark=f"附件{item.number}", title=item.title))
    return [Part(tuple(listed)), *parts] if listed else []


def _list(name: str, items: Sequence[tuple[int, str]]) -> list[Element]:
    return [
        ast.styled("Attachment Mark", [ast.para(name)]),
        *(ast.para(f"{number}.{title}") for number, title in items),
    ]


def _basis_list(items: Sequence[AttachmentItem], facts: Facts) -> list[Element]:
    """附件 1–4, each with the project's basis documents of its category."""
    blocks = [ast.styled("Attachment Mark", [ast.para("附件")])]
    for item in items:
        blocks.append(ast.para(f"{item.number}.{item.title}"))
        bases = [basis for basis in facts.project.profile.bases if basis.category in item.basis_categories]
        for index, basis in enumerate(bases, 1):
            number = f"（{basis.document_number}）" if basis.document_number else ""
            blocks.append(ast.para(f"（{index}）《{facts.fill(basis.title)}》{number}"))
        if not bases:
            blocks.append(ast.para("无。"))
    return blocks


def _form_part(form: Form, facts: Facts, mark: str, title: str = "") -> Part:
    identifier = f"form-{form.number}" if form.number is not None else ""
    blocks = [
        ast.styled("Attachment Mark", [ast.para(mark)]),
        contents_mark("Form Title", identifier, title or form.name, label=mark),
        *generated(form.generated, facts, in_form=True),
    ]
    return Part(tuple(blocks), landscape=form.landscape == YES, row_height=form.row_height)
