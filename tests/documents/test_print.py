"""The largest document laid out by LibreOffice: pages, first page, and the numbers of the contents."""

from __future__ import annotations

import io
import re
from collections.abc import Sequence
from dataclasses import dataclass

import pypdf
import pytest

from lunzheng.documents.build import make_document
from lunzheng.documents.office import find_office, to_pdf

from .samples import documents, projects, with_code, workspace
from .wordfile import Docx

pytestmark = pytest.mark.skipif(find_office() is None, reason="LibreOffice is not installed")

LARGEST = max(
    (project_id for project_id, _ in with_code("proposal")), key=lambda name: len(documents(name)["proposal"])
)


@dataclass(frozen=True)
class Printed:
    """The largest plan, finished, and the layout that its contents were completed from."""

    document: Docx
    pdf: pypdf.PdfReader
    texts: list[str]

    @property
    def numbers(self) -> list[int | None]:
        """The number printed on each page."""
        # On a page that lies across the number stands first: beside the text, on the edge where the head is.
        found = [re.search(r"^—\s*(\d+)\s*—|—\s*(\d+)\s*—\s*$", text) for text in self.texts]
        return [int(match[1] or match[2]) if match else None for match in found]


@pytest.fixture(scope="module")
def printed() -> Printed:
    project, library = projects()[LARGEST], workspace().library
    document = library.edition.document("proposal")
    assert document is not None
    layouts: list[bytes] = []

    def lay_out(drafts: Sequence[bytes]) -> list[bytes]:
        layouts.extend(to_pdf(drafts))
        return layouts

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("lunzheng.documents.build.to_pdf", lay_out)
        data = make_document(document, project, library)
    (layout,) = layouts
    pdf = pypdf.PdfReader(io.BytesIO(layout))
    return Printed(Docx(data), pdf, [page.extract_text() for page in pdf.pages])


def squeezed(text: str) -> str:
    return re.sub(r"\s", "", text)


def test_the_number_of_pages_is_plausible(printed: Printed) -> None:
    """22 lines of 28 characters fill a page; tables and chapters on new pages need more, but not without end."""
    full = len(squeezed(printed.document.text)) / (22 * 28)
    assert full * 0.8 <= len(printed.texts) <= full * 2.5 + 40


def test_the_first_page_is_the_cover(printed: Printed) -> None:
    project = projects()[LARGEST]
    # A font without ● gives it a place of its own in the text.
    text = squeezed(printed.texts[0]).replace("●", "")
    assert squeezed(project.name).replace("●", "") in text
    assert "项目建议书和可行性研究报告暨建设方案" in text
    assert project.profile.owner.name in text
    assert printed.numbers[0] is None


def test_pages_have_the_paper_of_their_section(printed: Printed) -> None:
    sizes = [(round(float(page.mediabox.width)), round(float(page.mediabox.height))) for page in printed.pdf.pages]
    assert set(sizes) == {(595, 842), (842, 595)}
    assert 5 <= sizes.count((842, 595)) < len(sizes) / 2


def test_every_page_after_the_contents_is_numbered(printed: Printed) -> None:
    front = printed.numbers.index(1)
    assert "目录" in squeezed(printed.texts[front - 2] + printed.texts[front - 1])
    assert printed.numbers[:front] == [None] * front
    assert printed.numbers[front:] == list(range(1, len(printed.texts) - front + 1))


def test_the_contents_tell_the_printed_pages(printed: Printed) -> None:
    pages = {number: squeezed(text) for number, text in zip(printed.numbers, printed.texts, strict=True)}
    entries = [text for style, text in printed.document.styled() if style in ("TOC1", "TOC2")]
    assert len(entries) == 10 + 43 + 9 + 4
    for entry in entries:
        match = re.fullmatch(r"(.*?)(\d+)", entry)
        assert match, entry
        assert squeezed(match[1].split("\u3000")[-1]) in pages[int(match[2])], entry
