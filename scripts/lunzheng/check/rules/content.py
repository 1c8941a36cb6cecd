"""What the text itself must not hold."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator
from functools import cache
from typing import ClassVar

from lunzheng.check.rule import Rule
from lunzheng.check.texts import passages
from lunzheng.model.captions import caption_titles
from lunzheng.model.facts import TOKEN, reference, token_names
from lunzheng.model.library import Library, Project
from lunzheng.source.problem import Kind, Problem

_BROKEN_TOKEN = re.compile(r"｛｛|\{\{(?![^{}]*\}\})|(?<!\{)\{(?=[^{}]*\}\})")
_BRACE = re.compile("[{｛]")
SHOWN = 30
"""How many characters of a line a message shows."""


@cache
def _pattern(marks: tuple[str, ...]) -> re.Pattern[str]:
    """Finds any of the marks that no Latin letter stands beside."""
    # What stands before a mark is looked at last: a pattern that begins with plain characters is found quickly.
    words = map(re.escape, marks)
    return re.compile("|".join(rf"{word}(?<![A-Za-z]{word})(?![A-Za-z])" for word in words))


class NoLeftovers(Rule):
    """Looks for the edition's marks of unfinished text in every YAML value, heading and paragraph."""

    kind: ClassVar[Kind] = Kind(
        "E003",
        "没有未写完的记号",
        "“待补充”“××”“XX年”说明内容还没有定下来，不能报送。",
        "写上确定的内容",
        bad="建设周期为2027年XX月至2028年XX月。",
        good="建设周期为{{建设期}}。",
    )

    def check(self, project: Project, library: Library) -> Iterator[Problem]:
        pattern = _pattern(library.edition.head.leftovers)
        for written in passages(project).holding(pattern):
            if found := pattern.search(written.text):
                start = written.text.rfind("\n", 0, found.start()) + 1
                line = written.text[start:].split("\n")[0].strip()
                shown = (
                    line
                    if len(line) <= SHOWN
                    else f"…{found.group()}…"
                    if found.start() - start > SHOWN
                    else f"{line[:SHOWN]}…"
                )
                yield self.kind.at(written.locate(found.start()), f"这里还没有写完：“{shown}”")


class KnownTokens(Rule):
    """Every ``{{…}}`` names a fact of the fixed list, or a table or figure by its title: ``{{表:投资构成}}``."""

    kind: ClassVar[Kind] = Kind(
        "E050",
        "引用的数据名存在",
        "双花括号里的名字会换成项目数据；名字不对就换不出来。",
        "改成规定的名字；全部名字见网站的“怎样填写”",
        bad="项目总投资{{总投资额}}。",
        good="项目总投资{{总投资}}。",
        waivable=False,
    )

    def check(self, project: Project, library: Library) -> Iterator[Problem]:
        names = token_names(library.edition)
        captions = caption_titles(project, library)
        for written in passages(project).holding(_BRACE):
            for broken in _BROKEN_TOKEN.finditer(written.text):
                message = f"数据引用没有写对：“{written.text[broken.start() :][:SHOWN]}”"
                yield self.kind.at(written.locate(broken.start()), message, "写成 {{名字}}，用半角的双花括号")
            for found in TOKEN.finditer(written.text):
                name = found["name"].strip()
                if referred := reference(name):
                    if referred not in captions:
                        close = difflib.get_close_matches(
                            referred[1], [t for k, t in captions if k == referred[0]], n=1
                        )
                        hint = f"是不是 {{{{{referred[0]}:{close[0]}}}}}？" if close else "题名要与表题、图题一字不差"
                        message = f"没有题名为“{referred[1]}”的{referred[0]}"
                        yield self.kind.at(written.locate(found.start()), message, hint)
                elif name not in names:
                    close = difflib.get_close_matches(name, names, n=1, cutoff=0.5)
                    hint = f"是不是想写 {{{{{close[0]}}}}}？" if close else ""
                    yield self.kind.at(written.locate(found.start()), f"没有 {{{{{name}}}}} 这个数据", hint)
