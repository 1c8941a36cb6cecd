"""The pages of a project's opinions: nothing is lost, however many; a page without any says what to do."""

from __future__ import annotations

import datetime
import json
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
import yaml

from acceptance.support import ScratchLibrary
from lunzheng.catalogue.pages import project_pages
from lunzheng.catalogue.template import Pages
from lunzheng.check.open import open_workspace
from lunzheng.model.load import read_project

ID = "slj-flood"
TODAY = datetime.date(2026, 11, 20)
ASKED = {"事项": "征求意见", "日期": "2026-11-02"}


@pytest.fixture
def folder(library: ScratchLibrary) -> Path:
    return library.without_likeness().add("good/plan", ID)


def pages(library: ScratchLibrary, folder: Path, **files: Any) -> Mapping[str, str]:
    """The project's pages by file name, with these review files."""
    for name, content in files.items():
        (folder / "review").mkdir(exist_ok=True)
        (folder / "review" / f"{name}.yml").write_text(json.dumps(content, ensure_ascii=False), encoding="utf-8")
    workspace = open_workspace(library.root)
    project = read_project(workspace.library, folder)
    assert project.problems == ()
    made = project_pages(Pages(library.root / "site" / "templates"), workspace.library, project, {}, TODAY)
    return {name.removeprefix(f"projects/{ID}/"): text for name, text in made.items()}


def opinion(number: int, party: str = "市委网信办", **more: Any) -> dict[str, Any]:
    said = {"种类": "意见", "单位": party, "内容": f"第{number}条的话", "时间": "2026-11-04"}
    return {"编号": number, **said, **more}


def test_before_anybody_is_asked_the_page_says_what_comes(library: ScratchLibrary, folder: Path) -> None:
    made = pages(library, folder)
    assert re.search("还没有征求意见。方案报送以后，由市大数据局发给有关部门", made["index.md"])
    assert "opinions.md" not in made


def test_while_opinions_are_awaited_the_page_says_whose(library: ScratchLibrary, folder: Path) -> None:
    """The library names one party; it has not answered yet."""
    made = pages(library, folder, records={"记录": [ASKED]})
    assert "2026年11月2日向市委网信办征求意见" in made["index.md"]
    assert re.search("市委网信办</th>.*还没有反馈</td>", made["index.md"])
    silent = {"意见": [], "未反馈": [{"单位": "市委网信办", "截止": "2026-11-09"}]}
    made = pages(library, folder, opinions=silent)
    assert re.search("市委网信办</th>.*逾期未反馈（截止日期2026年11月9日）</td>", made["index.md"])


def test_an_opinion_stands_with_its_answer_and_leads_to_its_section(library: ScratchLibrary, folder: Path) -> None:
    reply = {"结果": "部分采纳", "理由": "改了一半。\n\n- 另一半不改 <b>&", "时间": "2026-11-10"}
    said = [
        opinion(1, 章节="proposal:5.8", 章节名="五（八）数据共享方案", 方面=["网络安全"], 答复=reply),
        opinion(2, 章节="budget.yml:费用/2", 章节名="概算 · 费用 3"),
        opinion(3, "市发改委", 种类="总体意见", 已撤回="是"),
        opinion(4, ""),
    ]
    del said[3]["单位"]
    made = pages(library, folder, opinions={"意见": said}, records={"记录": [ASKED]})
    page = made["opinions.md"]
    assert 'href="proposal-5.html#section-5-8">五（八）数据共享方案</a>' in page
    assert "section-5-8" in made["proposal-5.md"]
    assert "<p>改了一半。</p><p>- 另一半不改 &lt;b&gt;&amp;</p>" in page
    assert '概算 · 费用 3 <span class="badge state open">待答复</span>' in page
    line = yaml.safe_load((folder / "budget.yml").read_text(encoding="utf-8"))["费用"][2]
    assert f"这一项现在填的是：系统：{line['系统']}；" in page
    assert f"名称：{line['名称']}；" in page
    assert "已撤回" in page
    assert "单位不明" in page
    rows = {
        name: re.findall(r'number">(\d+)</td>', row)
        for name, row in re.findall(r'"row">(.*?)</th>(.*)', made["index.md"])
    }
    # Opinions, 采纳, 部分采纳, 不采纳, waiting.
    assert rows["市委网信办"] == ["2", "0", "1", "0", "1"]
    assert rows["市发改委"] == ["1", "0", "0", "0", "0"]
    own = [rows[party] for party in ("市委网信办", "市发改委", "单位不明")]
    assert rows["合计"] == [str(sum(map(int, column))) for column in zip(*own, strict=True)]
    assert '网络安全情况：<a href="opinions.html#opinion-1">' in page


def test_many_opinions_take_several_small_pages(library: ScratchLibrary, folder: Path) -> None:
    said = [opinion(number, f"第{number % 7}局", 章节="proposal:1.1", 内容="话" * 900) for number in range(1, 201)]
    said.append(opinion(201, "第0局", 内容="长" * 8000, 补充=[{"内容": "续" * 8000, "时间": "2026-11-05"}] * 12))
    made = pages(library, folder, opinions={"意见": said}, records={"记录": [ASKED]})
    parts = {name: text for name, text in made.items() if name.startswith("opinions")}
    assert max(len(text.encode()) for text in parts.values()) < 120_000
    found = [int(number) for text in parts.values() for number in re.findall(r'id="opinion-(\d+)"', text)]
    assert sorted(found) == list(range(1, 202))
    for name, text in parts.items():
        for target, number in re.findall(r'href="(opinions[^"#]*)\.html#opinion-(\d+)"', text):
            assert f'id="opinion-{number}"' in parts[f"{target}.md"], (name, target)
    assert "等 200 条" in parts["opinions.md"]


def test_what_the_experts_said_stands_on_the_same_page(library: ScratchLibrary, folder: Path) -> None:
    said = {"编号": 1, "专家": "专家组", "章节": "proposal:5.8", "内容": "写明频率。"}
    reply = {"采纳情况": "采纳", "修改章节": "proposal:5.8"}
    meeting = {"次": 1, "日期": "2027-03-10", "到会专家": ["A1", "A2", "A3"], "结论": "修改后通过"}
    made = pages(library, folder, conclusion={"评审": [{**meeting, "意见": [{**said, "答复": reply}]}]})
    assert "到会专家 3 名，结论为“修改后通过”" in made["index.md"]
    assert 'href="opinions.html#experts-1"' in made["index.md"]
    assert '修改 <a href="proposal-5.html#section-5-8">' in made["opinions.md"]
