"""The same look by other means: what Word and WPS write in another way is no fault."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from lxml import etree

from documents.inspect.support import (
    BRIEF,
    PROPOSAL,
    STYLES,
    Copy,
    add_run,
    attribute,
    drop,
    inspect,
    part,
    put,
    run_of,
    style_of,
    text,
)
from lunzheng.documents.ooxml import W, find, qualified, w

Change = Callable[[Copy], None]
CHANGES: list[tuple[str, Change]] = []
BOX = f"""
<w:r xmlns:w="{W}" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"
     xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"
     xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"
     xmlns:v="urn:schemas-microsoft-com:vml">
  <mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wp:anchor>
    <wp:positionH relativeFrom="margin"><wp:align>outside</wp:align></wp:positionH>
    <wp:docPr id="1" name="文本框"/><wps:wsp><wps:txbx><w:txbxContent/></wps:txbx></wps:wsp>
  </wp:anchor></w:drawing></mc:Choice><mc:Fallback><w:pict><v:textbox><w:txbxContent/></v:textbox></w:pict></mc:Fallback>
  </mc:AlternateContent></w:r>
"""


def change(sample: str = BRIEF) -> Callable[[Change], Change]:
    def enter(function: Change) -> Change:
        CHANGES.append((sample, function))
        return function

    return enter


@change()
def margins_within_a_millimetre(copy: Copy) -> None:
    put(copy.section(), "pgMar", top=2098 + 50, bottom=1984 - 50, left=1587 - 50, right=1474 + 50)


@change()
def english_names_of_fonts(copy: Copy) -> None:
    put(run_of(copy.paragraph()), "rPr", "rFonts", eastAsia="FangSong_GB2312")


@change()
def styles_by_number(copy: Copy) -> None:
    """WPS gives styles the ids 1, 2, 3; their names stay."""
    codes = [attribute(style, "styleId") for style in copy.tree(STYLES)]
    ids = {code: str(number) for number, code in enumerate(codes) if code}
    referring = {"style", "basedOn", "next", "link", "pStyle", "rStyle", "tblStyle"}
    for tree in (copy.tree(STYLES), copy.tree(), copy.tree("word/footer1.xml"), copy.tree("word/footer2.xml")):
        for node in tree.iter():
            for name in ("styleId", "val"):
                code = attribute(node, name)
                if etree.QName(node).localname in referring and code in ids:
                    node.set(qualified(f"w:{name}"), ids[code])


@change()
def simple_field(copy: Copy) -> None:
    paragraph = copy.footer("default")
    runs = paragraph.findall(qualified("w:r"))
    begin = next(i for i, run in enumerate(runs) if find(run, "w:fldChar") is not None)
    field = w("fldSimple", {"instr": " PAGE \\* MERGEFORMAT "})
    runs[begin].addprevious(field)
    for run in runs[begin:-1]:
        paragraph.remove(run)
    field.append(next(run for run in runs[begin:] if text(run) == "1"))


@change()
def wide_space_for_an_indent(copy: Copy) -> None:
    drop(copy.footer("default"), "pPr", "ind")
    last = list(copy.footer("default").iter(qualified("w:t")))[-1]
    last.text = f"{last.text}\u3000"


@change(PROPOSAL)
def number_in_a_text_box(copy: Copy) -> None:
    for kind in ("default", "even"):
        number = copy.footer(kind)
        holder = w("p", None, w("pPr", None, w("pStyle", {"val": style_of(number)})), etree.fromstring(BOX))
        number.addprevious(holder)
        for content in holder.iter(qualified("w:txbxContent")):
            content.append(etree.fromstring(etree.tostring(number)))
        owner = number.getparent()
        assert owner is not None
        owner.remove(number)


@change()
def paragraph_in_a_control(copy: Copy) -> None:
    paragraph = copy.paragraph(holding=text(copy.paragraphs("BodyText")[0]))
    content = w("sdtContent")
    control = w("sdt", None, w("sdtPr"), content)
    paragraph.addprevious(control)
    content.append(paragraph)


@change()
def marks_of_the_editor(copy: Copy) -> None:
    """Spelling marks, revision numbers of sessions and a split run."""
    paragraph = copy.paragraph()
    paragraph.set(qualified("w:rsidR"), "00AB12CD")
    run_of(paragraph).addprevious(w("proofErr", {"type": "spellStart"}))
    paragraph.append(etree.fromstring(etree.tostring(run_of(paragraph))))


@change()
def links_to_the_web(copy: Copy) -> None:
    copy.relate("rIdWeb", "hyperlink", "https://www.ningbo.gov.cn/", external=True)
    link = w("hyperlink", {"r:id": "rIdWeb"})
    copy.paragraph().append(link)
    add_run(link, "宁波市人民政府")


@change()
def black_by_number(copy: Copy) -> None:
    put(run_of(copy.paragraph()), "rPr", "color", val="000000")


@change()
def direct_formatting_that_agrees(copy: Copy) -> None:
    paragraph = copy.paragraph()
    put(paragraph, "pPr", "ind", firstLineChars=200, firstLine=640)
    put(run_of(paragraph), "rPr", "rFonts", eastAsia="仿宋_GB2312", ascii="Times New Roman")
    put(run_of(paragraph), "rPr", "sz", val=32)


@change(PROPOSAL)
def page_break_in_a_paragraph(copy: Copy) -> None:
    heading = copy.paragraphs("Heading1")[3]
    drop(heading, "pPr", "pageBreakBefore")
    heading.addprevious(w("p", None, w("r", None, w("br", {"type": "page"}))))


@change()
def note_with_its_text(copy: Copy) -> None:
    note = w("footnote", {"id": 7}, w("p", None, w("pPr", None, w("pStyle", {"val": "FootnoteText"}))))
    add_run(note[0], "见市委会议纪要。")
    copy.tree("word/footnotes.xml").append(note)
    run = add_run(copy.paragraph(), "", w("footnoteReference", {"id": 7}))
    put(run, "rPr", "rStyle", val="FootnoteReference")


@change()
def widths_in_per_cent(copy: Copy) -> None:
    put(copy.tables[0], "tblPr", "tblW", w=5000, type="pct")
    part(copy.tables[1], "tblPr", "tblW").set(qualified("w:w"), "100%")
    put(copy.tables[1], "tblPr", "tblW", type="pct")


@pytest.mark.parametrize(("sample", "function"), CHANGES, ids=lambda value: getattr(value, "__name__", ""))
def test_no_fault(sample: str, function: Change) -> None:
    copy = Copy(sample)
    function(copy)
    inspection = inspect(copy.data())
    assert inspection.problems == (), [f"{problem.code} {problem.message}" for problem in inspection.problems]
