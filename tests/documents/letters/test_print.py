"""Letters as LibreOffice lays them out."""

from __future__ import annotations

import io

import pypdf
import pytest

from lunzheng.documents.office import find_office, to_pdf

from .made import BOUGHT, BUILT, DATE, KINDS, LETTERS, NUMBER, letter, project

pytestmark = pytest.mark.skipif(find_office() is None, reason="LibreOffice is not installed")


def test_forms_fit_their_pages_and_letters_theirs() -> None:
    cases = [(code, project_id) for code in KINDS for project_id in (BUILT, BOUGHT)]
    made = [
        letter(code, project(project_id), **({"number": NUMBER, "date": DATE} if code in LETTERS else {})).data
        for code, project_id in cases
    ]
    pages = {case: pypdf.PdfReader(io.BytesIO(pdf)).pages for case, pdf in zip(cases, to_pdf(made), strict=True)}
    for (code, project_id), laid_out in pages.items():
        first = "".join(laid_out[0].extract_text().split())
        if code in LETTERS:
            assert "宁波市大数据发展管理局甬数函〔2027〕3号" in first
            assert "—1—" not in first
            assert "—2—" in "".join(laid_out[1].extract_text().split())
            assert len(laid_out) <= 3
        elif code == "opinions" and project(project_id).opinions.opinions:
            # A filled table goes on, its head on every page.
            assert all("意见和修改建议" in "".join(page.extract_text().split()) for page in laid_out)
        else:
            # The record of a draw tells its method, too.
            assert len(laid_out) == (2 if code == "expert-draw" else 1)
