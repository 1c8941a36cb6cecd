"""What a pool file may hold: problems with file, line and column, and never a person."""

from __future__ import annotations

from pathlib import Path

import pytest

from .drawing import PROJECT, Office, some_experts, write_pool

GOOD = "  - {编号: A001, 专业领域: [网络安全], 单位: 示例大学, 职称: 教授}\n"


def said_of(office: Office, path: Path, text: str | bytes) -> str:
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return office.refused("pool", PROJECT, "--pool", path)


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("  - {编号: A002, 姓名: 张三, 专业领域: [规划], 单位: 乙, 职称: 教授}", "3:16: E203: 没有「姓名」这个栏目"),
        (
            "  - {编号: A002, 专业领域: [规划], 单位: 乙院 13800138000, 职称: 教授}",
            "3:32: E046: 这里有手机号 138****8000",
        ),
        ('  - {编号: "13800138000", 专业领域: [规划], 单位: 乙, 职称: 教授}', "3:10: E046: 这里有手机号 138****8000"),
        ("  - {编号: 张三, 专业领域: [规划], 单位: 乙, 职称: 教授}", "3:10: E205"),
        ("  - {编号: A001, 专业领域: [规划], 单位: 乙, 职称: 教授}", "3:10: E205: 编号 A001 在第 2 行已经用过"),
        ("  - {编号: A002, 专业领域: [], 单位: 乙, 职称: 教授}", "「专业领域」还没有填写"),
        ("  - {编号: A002, 专业领域: [规划、安全], 单位: 乙, 职称: 教授}", "3:23: E205"),
        ("  - {编号: A002, 专业领域: 规划, 单位: 乙, 职称: 教授}", "「专业领域」应当填一个列表"),
        ("  - {编号: A002, 专业领域: [规划], 职称: 教授}", "缺少「单位」"),
        ('  - {编号: A002, 专业领域: [规划], 单位: "乙\\t丙", 职称: 教授}', "3:32: E205"),
        ("  - 编号：A002", "全角冒号"),
    ],
)
def test_each_problem_has_its_place(office: Office, tmp_path: Path, line: str, said: str) -> None:
    text = said_of(office, tmp_path / "pool.yml", f"专家:\n{GOOD}{line}\n")
    assert said in text
    assert "没有写入" in text
    assert "13800138000" not in text


@pytest.mark.parametrize(
    ("data", "said"),
    [
        ("", "空文件"),
        ("专家:\n" + GOOD + "# 机密★1年\n", "E045"),
        ("专家:\n  - &a {编号: A001, 专业领域: [规划], 单位: 乙, 职称: 教授}\n", "pool.yml:2:"),
        ("专家:\n".encode("gbk"), "GBK"),
        ("专家: []\n", "「专家」还没有填写"),
    ],
)
def test_a_file_that_is_no_pool_is_refused(office: Office, tmp_path: Path, data: str | bytes, said: str) -> None:
    assert said in said_of(office, tmp_path / "pool.yml", data)


def test_a_file_that_is_not_there_is_named(office: Office, tmp_path: Path) -> None:
    assert "absent.yml" in office.refused("pool", PROJECT, "--pool", tmp_path / "absent.yml")


def test_a_name_is_never_written_to_the_record(office: Office, pool: Path) -> None:
    """The record holds numbers and fields; neither titles nor the bodies that experts come from."""
    office.done("pool", PROJECT, "--pool", pool)
    office.commit("固定")
    office.commit("别人的提交", who="other")
    office.done("draw", PROJECT, "--pool", pool)
    text = b"".join(office.state().values()).decode()
    assert "研究院" not in text
    assert "工程师" not in text


@pytest.mark.parametrize(
    "change",
    [
        lambda experts: [*experts, ("A900", ["网络安全"], "新来的单位")],
        lambda experts: experts[1:],
        lambda experts: [(experts[0][0], experts[0][1], "另一个单位"), *experts[1:]],
        lambda experts: [(experts[0][0], ["别的领域"], experts[0][2]), *experts[1:]],
    ],
)
def test_every_change_of_the_pool_changes_its_fingerprint(office: Office, tmp_path: Path, change) -> None:
    def fingerprint(experts) -> str:
        path = write_pool(tmp_path / "pool.yml", experts)
        office.done("pool", PROJECT, "--pool", path)
        return office.record()[0]["固定"]["专家库指纹"]

    assert fingerprint(some_experts()) != fingerprint(change(some_experts()))
