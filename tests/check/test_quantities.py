"""Figures that measure, as against years, ordinals and the numbers of documents."""

from __future__ import annotations

import pytest

from lunzheng.check.quantities import has_quantity

MEASURED = (
    *("由150分钟缩短到30分钟", "达到98%", "减少三成", "提升一倍", "两个工作日", "十分钟内送达", "近5年来", "2.65万元"),
    *("24小时内", "十七个乡镇", "实现全覆盖", "2027年服务3万人次", "百分之九十", "减少一半", "４０％"),
)
NOT_MEASURED = (
    *("到2027年显著提升", "2027年底前", "2027—2028年", "2027年3月15日", "3月底前", "“十四五”规划期间", "第10章"),
    *("甬政发〔2021〕30号", "GB/T 22239-2019", "附表3", "（1）提升效率", "1. 提升效率", "一张图", "一件事一次办"),
    *("5G网络", "二期", "多部门协同", "统一标准", ""),
)


@pytest.mark.parametrize("text", MEASURED)
def test_a_measure_is_found(text: str) -> None:
    assert has_quantity(f"系统建成后，{text}。")


@pytest.mark.parametrize("text", NOT_MEASURED)
def test_what_only_looks_like_a_measure_is_none(text: str) -> None:
    assert not has_quantity(text)
