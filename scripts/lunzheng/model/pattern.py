"""Patterns of an edition's words, such as ``报送{阶段}：{项目名称}``."""

from __future__ import annotations

import re
from collections.abc import Mapping

_NAME = re.compile(r"\{(\w+)\}")


def put(pattern: str, values: Mapping[str, str]) -> str:
    """A pattern with the names in its braces replaced; what a value holds is not looked at again."""
    return _NAME.sub(lambda found: values.get(found[1], found.group()), pattern)
