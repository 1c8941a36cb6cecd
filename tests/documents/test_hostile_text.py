"""Whatever people write is text: it appears as written and can break neither a document nor a page."""

from __future__ import annotations

import html
import re
from pathlib import Path

import pytest
from lxml import etree

from acceptance.support import TODAY
from lunzheng.catalogue.pages import Pages, project_pages
from lunzheng.check.open import Workspace
from lunzheng.check.run import check_project
from lunzheng.documents.build import draft_documents
from lunzheng.model.library import Project

from .samples import copy_library, docx, projects, reopened
from .wordfile import Docx, q

SUGGESTED = next(project.id for project in projects().values() if not project.has("budget.yml"))
"""A project with the fewest documents."""

METACHARACTERS = "<w:p>&amp;&lt;]]>\"'</w:t>"
TEMPLATES = "{% for x in y %}{{ 不存在 }}{# 注 #}${x}%s{0}"
RAW_XML = '`<w:br/>`{=openxml} [甲]{custom-style="SectionEnd"}'
LONG_WORD = "长" * 5000 + "a" * 5000
EMOJI = "👩‍💻🚀𠮷"
RIGHT_TO_LEFT = "مرحبا עולם"
STRAIGHT = str.maketrans("“”‘’", "\"\"''")

HOSTILE = {
    "metacharacters": METACHARACTERS,
    "templates": TEMPLATES,
    "raw": RAW_XML,
    "long": LONG_WORD,
    "emoji": EMOJI,
    "right to left": RIGHT_TO_LEFT,
    "backslashes": "\\u0041 C:\\Windows\\n $\\LaTeX$ \\\\",
    "marks": "* - # > | ` ~ _ [x](y) ![x](y) [^1]",
}


PIXEL = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010806000000"
    "1f15c4890000000d49444154789c6360606060000000050001a5f645400000000049454e44ae426082"
)
"""A PNG of one point."""


def change(folder: Path, file: str, pattern: str, replacement: str) -> None:
    path = folder / file
    text = path.read_text(encoding="utf-8")
    changed, count = re.subn(pattern, lambda _found: replacement, text, count=1, flags=re.MULTILINE)
    assert count == 1, (file, pattern)
    path.write_text(changed, encoding="utf-8")


def single_quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return copy_library(tmp_path / "library") / projects()[SUGGESTED].folder.name


def opened(folder: Path) -> tuple[Workspace, Project]:
    return reopened(folder.parents[2], folder.name)


def made(folder: Path) -> dict[str, Docx]:
    """The documents of a project; every part of each is parsed."""
    workspace, project = opened(folder)
    result = {}
    for name, draft in draft_documents(project, workspace.library).items():
        document = result[name] = Docx(draft.data)
        for part in document.parts:
            if part.endswith((".xml", ".rels")):
                document.xml(part)
        assert document.sections
    return result


@pytest.fixture(scope="module")
def from_yaml(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Docx]:
    """The documents of a project whose name and scenario are all the hostile texts together."""
    folder = copy_library(tmp_path_factory.mktemp("yaml") / "library") / projects()[SUGGESTED].folder.name
    change(folder, "project.yml", r"^项目名称: .*$", f"项目名称: {single_quoted(''.join(HOSTILE.values()))}")
    change(folder, "project.yml", r"^应用场景: .*$", f"应用场景: {single_quoted('；'.join(HOSTILE.values()))}")
    return made(folder)


@pytest.mark.parametrize("text", HOSTILE.values(), ids=list(HOSTILE))
def test_yaml_text_appears_as_written(text: str, from_yaml: dict[str, Docx]) -> None:
    for name, document in from_yaml.items():
        # Straight quotes about Chinese words are set as Chinese print has them.
        # A report on the check names the project and nothing else of it.
        times = 1 if name.endswith("-self-check.docx") else 2
        assert document.text.translate(STRAIGHT).count(text) >= times
        assert text in document.xml("docProps/core.xml").findtext("{http://purl.org/dc/elements/1.1/}title", "")


@pytest.mark.parametrize("text", [METACHARACTERS, TEMPLATES, EMOJI, RIGHT_TO_LEFT], ids=lambda text: text[:6])
def test_yaml_text_appears_as_written_on_pages(text: str, folder: Path) -> None:
    change(folder, "project.yml", r"^应用场景: .*$", f"应用场景: {single_quoted('甲' + text + '乙')}")
    workspace, project = opened(folder)
    renderer = Pages(workspace.root / "site" / "templates")
    page = project_pages(renderer, workspace.library, project, {}, TODAY)[f"projects/{project.id}/index.md"]
    assert "<w:p>" not in page
    assert "</w:t>" not in page
    assert f"甲{text}乙" in html.unescape(page)


def add_to_brief(folder: Path, text: str) -> None:
    """Put Markdown below the first heading."""
    path = folder / "brief.md"
    heading, rest = path.read_text(encoding="utf-8").split("\n", 1)
    path.write_text(f"{heading}\n\n{text}\n\n{rest}", encoding="utf-8")


PROSE = {
    "<w:p><w:r><w:t>甲</w:t></w:r></w:p>": "<w:p><w:r><w:t>甲</w:t></w:r></w:p>",
    "甲<b onclick='x()'>乙</b>丙": "甲<b onclick='x()'>乙</b>丙",
    "]]> <![CDATA[甲]]> &amp;amp;": "]]> <![CDATA[甲]]> &amp;",
    "甲`<w:br/>`{=openxml}乙": "甲<w:br/>{=openxml}乙",
    '[甲]{custom-style="Title"}': '[甲]{custom-style="Title"}',
    "{{ 不存在 }} {% if %} {# 注 #}": "{{ 不存在 }} {% if %} {# 注 #}",
    LONG_WORD: LONG_WORD,
    EMOJI: EMOJI,
    RIGHT_TO_LEFT: RIGHT_TO_LEFT,
    "甲\\<乙\\*丙\\`": "甲<乙*丙`",
}


FENCE = "~" * 6
"""A fence that none of the hostile texts can close."""


@pytest.fixture(scope="module")
def from_markdown(tmp_path_factory: pytest.TempPathFactory) -> Docx:
    """A brief that holds every hostile text, as a paragraph, as a table cell and as code."""
    folder = copy_library(tmp_path_factory.mktemp("markdown") / "library") / projects()[SUGGESTED].folder.name
    pieces = [f"{markdown}\n\n| 表头 |\n|---|\n| {markdown} |" for markdown in PROSE]
    pieces += [f"{FENCE}\n{text}\n{FENCE}" for text in HOSTILE.values()]
    add_to_brief(folder, "\n\n".join(pieces))
    return made(folder)[f"{SUGGESTED}-brief.docx"]


@pytest.mark.parametrize("text", PROSE.values(), ids=lambda text: text[:12])
def test_prose_appears_as_written(text: str, from_markdown: Docx) -> None:
    styles = [style for style, found in from_markdown.styled() if found == text]
    assert "TableText" in styles
    assert {"BodyText", "FirstParagraph"} & set(styles)


def test_code_appears_as_written(from_markdown: Docx) -> None:
    assert from_markdown.texts("SourceCode") == list(HOSTILE.values())


def test_raw_blocks_stay_text(folder: Path) -> None:
    """What some Markdown dialects take for raw OpenXML, attributes or containers is text here."""
    add_to_brief(
        folder,
        '```{=openxml}\n<w:p><w:pPr><w:pStyle w:val="SectionEnd"/></w:pPr></w:p>\n```\n\n'
        '::: {custom-style="SectionEnd"}\n甲\n:::\n\n<div custom-style="SectionEnd">\n\n乙\n\n</div>\n\n'
        "## 标题 {#x .y custom-style=Title}\n",
    )
    document = made(folder)[f"{SUGGESTED}-brief.docx"]
    assert len(document.sections) == len(docx(SUGGESTED, "brief").sections)
    assert document.texts("SectionEnd") == []
    assert '<w:p><w:pPr><w:pStyle w:val="SectionEnd"/></w:pPr></w:p>' in document.texts("SourceCode")
    assert "标题 {#x .y custom-style=Title}" in document.text
    assert '<div custom-style="SectionEnd">' in document.text


def test_values_are_not_filled_twice(folder: Path) -> None:
    """A token that stands in a value is filled at most once: what it brings along is not looked at."""
    change(folder, "project.yml", r"^项目简称: .*$", "项目简称: '{{项目名称}}'")
    change(folder, "project.yml", r"^项目名称: .*$", "项目名称: '{{项目简称}}'")
    add_to_brief(folder, "简称是{{项目简称}}。")
    document = made(folder)[f"{SUGGESTED}-brief.docx"]
    assert "简称是{{项目名称}}。" in document.text


def test_links_lead_nowhere_but_to_the_web(folder: Path) -> None:
    add_to_brief(folder, "[甲](javascript:alert(1)) [乙](file:///etc/passwd) [丙](https://example.cn/?a=1&b=<2>)")
    document = made(folder)[f"{SUGGESTED}-brief.docx"]
    targets = [target for target, mode in document.relationships("word/document.xml").values() if mode == "External"]
    assert all(target.startswith("https://example.cn/") for target in targets)
    workspace, project = opened(folder)
    page = project_pages(Pages(workspace.root / "site" / "templates"), workspace.library, project, {}, TODAY)
    assert not [text for text in page.values() if "javascript:" in text or "file:" in text]


def test_pictures_from_elsewhere_are_not_taken_in(folder: Path) -> None:
    outside = folder.parent / "outside.png"
    outside.write_bytes(b"\x89PNG\r\n\x1a\n secret")
    add_to_brief(folder, "![甲](../outside.png) ![乙](/etc/passwd)\n\n![丙](../outside.png)")
    workspace, project = opened(folder)
    codes = {problem.code for problem in check_project(project, workspace.library, workspace.schemas)}
    assert "E132" in codes


def test_a_refused_picture_does_not_reach_the_document(folder: Path) -> None:
    (folder.parent / "outside.png").write_bytes(PIXEL)
    add_to_brief(folder, "甲 ![乙](../outside.png)")
    document = made(folder)[f"{SUGGESTED}-brief.docx"]
    assert not [name for name in document.parts if name.startswith("word/media/")]


def control_characters(document: Docx) -> list[str]:
    return [text for text in (document.text,) if re.search(r"[\x00-\x08\x0b\x0c\x0e-\x1f]", text)]


def test_control_characters_written_as_escapes(folder: Path) -> None:
    """``\\x0b`` in quotes is a control character, which no Word document may hold: E105, or dropped, but no crash."""
    change(folder, "project.yml", r"^项目名称: .*$", '项目名称: "甲\\x0b乙"')
    workspace, project = opened(folder)
    if "E105" not in {problem.code for problem in check_project(project, workspace.library, workspace.schemas)}:
        assert all(not control_characters(document) for document in made(folder).values())


def test_control_characters_written_as_entities(folder: Path) -> None:
    add_to_brief(folder, "甲&#1;&#x0b;&#0;&#xD800;乙")
    document = made(folder)[f"{SUGGESTED}-brief.docx"]
    assert control_characters(document) == []


def test_a_token_in_code_is_filled(folder: Path) -> None:
    add_to_brief(folder, "```\n{{项目简称}}\n```\n")
    document = made(folder)[f"{SUGGESTED}-brief.docx"]
    assert document.texts("SourceCode") == [projects()[SUGGESTED].profile.short_name]


def test_deep_and_odd_structures_parse(folder: Path) -> None:
    add_to_brief(
        folder,
        "- 甲\n  - 乙\n    1. 丙\n\n       | 表 |\n       |---|\n       | 丁 |\n\n> 引\n>\n> - 用\n>\n>   > 深\n\n"
        "注[^1]再[^1]。\n\n[^1]: 脚注\n\n    | 表 |\n    |---|\n    | 注 |\n\n| |\n|-|\n| |\n\n***\n\n"
        "##### 五级\n\n###### 六级\n",
    )
    document = made(folder)[f"{SUGGESTED}-brief.docx"]
    assert "脚注" in "".join(text for text in document.xml("word/footnotes.xml").itertext())
    assert {"五级", "六级"} <= {text for _, text in document.styled()}
    assert isinstance(document.body, etree._Element)
    assert not list(document.document.iter(q("w:altChunk")))
