"""The reasons that the rules accept stand in the plan, where reviewers read them."""

from __future__ import annotations

from pathlib import Path

import pytest

from lunzheng.documents.build import document_file, draft_documents

from .samples import copy_library, reopened
from .wordfile import Docx

PROJECT = "rsj-skill-training"
CHANGES = {
    "data.yml": (
        "共享说明: 两个方向的数据都已登记。\n资产说明: 旧系统随机构改革移交。\n",
        ["没有现有系统的原因：旧系统", "共享说明：两个方向"],
    ),
    "budget.yml": (
        "  - {系统: 项目公共, 类别: 设备及软件, 名称: 现场服务器, 型号: 机架式, 性能指标: 双路, 厂家: 国产厂商, "
        "单位: 台, 单价: 6, 数量: 1, 依据: 询价, 例外理由: 实训场地没有网络，须就地汇集}\n",
        ["实训场地没有网络，须就地汇集"],
    ),
}
"""What is added at the end of a file, and what the plan says then."""


@pytest.mark.parametrize("file", CHANGES)
def test_a_reason_is_printed_in_the_plan(file: str, tmp_path: Path) -> None:
    added, expected = CHANGES[file]
    root = copy_library(tmp_path / "library")
    path = root / "projects" / "2027" / PROJECT / file
    path.write_text(path.read_text(encoding="utf-8").rstrip("\n") + "\n" + added, encoding="utf-8")
    workspace, project = reopened(root, PROJECT)
    document = workspace.library.edition.document("proposal")
    assert document is not None
    text = Docx(draft_documents(project, workspace.library)[document_file(project, document)].data).text
    assert [words for words in expected if words not in text] == []
