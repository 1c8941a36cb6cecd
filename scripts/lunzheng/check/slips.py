"""The commonest slips in a field, and how to mend each: hints for the schema layer."""

from __future__ import annotations

import difflib
import re
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

_NUMBER_WITHIN = re.compile(r"(?P<number>[0-9][0-9,，]*(?:\.[0-9]+)?)(?P<rest>[^0-9]*)")
_NOTHING = {"没有", "无", "暂无", "否", "空", "不涉及", "none", "None", "null", "-", "—", "/"}


def type_hint(value: object, wanted: list[str], schema: Mapping[str, Any]) -> str:
    """How to mend the commonest slips; empty for the others."""
    if wanted == ["string"] and isinstance(value, int | Decimal) and not isinstance(value, bool):
        return f'用引号括起来："{value}"'
    if not isinstance(value, str):
        return ""
    if set(wanted) <= {"integer", "number"} and (found := _NUMBER_WITHIN.fullmatch(value.strip())):
        number, rest = found["number"].replace(",", "").replace("，", ""), found["rest"].strip()
        if rest in ("%", "％"):
            return f"去掉百分号，只写数字：{number}"
        if rest:
            return f"去掉“{rest}”，只写数字：{number}"
        return f"去掉引号，写成 {number}" if number == value.strip() else f"只写数字：{number}"
    if wanted == ["array"] and value.strip() in _NOTHING:
        return "至少写一项，每项以“- ”开头" if schema.get("minItems") else "没有的写 []（空列表）"
    if wanted == ["array"] and schema.get("items", {}).get("type") == "string":
        return f"用方括号括起来：[{value.strip()}]"
    return ""


def choice_hint(value: object, schema: Mapping[str, Any]) -> str:
    """The choice that was probably meant: by another way of writing it, or by likeness."""
    meant = schema.get("x-alias", {}).get(value) if isinstance(value, str) else None
    if meant:
        return f"写成 {meant}"
    names = [str(choice) for choice in schema.get("enum", ())]
    close = difflib.get_close_matches(str(value), names, n=1)
    return f"是不是“{close[0]}”？" if close else ""
