"""No mobile program of one's own (附表3 五（十）)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import ClassVar

from lunzheng.check.rule import Rule
from lunzheng.model.library import Library, Project
from lunzheng.model.record import Record
from lunzheng.model.rulebook_technical import MobileWords
from lunzheng.source.problem import Kind, Location, Problem

_SENTENCE = re.compile(r"[^。；;！？!?\n]+")
_CLAUSE_END = re.compile(r"[，,：:、（）()]")
_GAP = 12
"""How many characters may stand between 开发 and 小程序: 开发一款面向养殖户的小程序."""
_QUOTES = "“”\"'「」《》 "


@dataclass(frozen=True)
class _Name:
    """A name of something that is to be built, what is said of it, and where it stands."""

    text: str
    remark: str
    place: Location


class NoOwnMobileProgram(Rule):
    """No new APP, mini program or public account, except to display news.

    Names of systems, modules and cost lines are taken as what will be built; a text only where a word of building
    governs the word for the program. Silent where the sentence denies it, speaks of what exists or of others', or puts
    it into the common entrances.
    """

    kind: ClassVar[Kind] = Kind(
        "E026",
        "不新建 APP、小程序、公众号",
        "手机端应用要整合到统一的入口，新闻资讯的展示除外。",
        "整合到省市统一的移动入口；只是展示新闻资讯的，写明这一点",
        bad="模块:\n  - {名称: 护河微信小程序, 功能: 群众拍照上报}",
        good="模块:\n  - {名称: 群众护河上报, 功能: 在浙里办提供拍照上报页面}",
    )

    def check(self, project: Project, library: Library) -> Iterator[Problem]:
        words = library.edition.technical.mobile
        if not words.programs:
            return
        finder = _finder(words)
        flagged = set()
        for name in _module_names(project):
            if program := finder.name(name):
                flagged.add(name.text)
                yield self._problem(words, name.place, name.text, program)
        for line in project.budget.lines:
            # The costs of a module that is named already have the same cause.
            if line.module in flagged or line.system in flagged:
                continue
            if program := finder.name(_Name(line.name, line.specification, line.place("名称"))):
                yield self._problem(words, line.place("名称"), line.name, program)
        for text, place in _texts(project):
            if found := finder.built(text):
                yield self._problem(words, place, found.group(), found["program"])
        for narrative in project.narratives.values():
            wanted = {s for item in words.places if item.outline == narrative.outline.name for s in item.sections}
            for section in narrative.sections.values():
                if section.section.reference not in wanted:
                    continue
                for block in section.blocks:
                    for piece in block.texts:
                        if found := finder.built(piece.text):
                            place = piece.locate(found.start("program"))
                            yield self._problem(words, place, found.group(), found["program"])

    def _problem(self, words: MobileWords, place: Location, shown: str, program: str) -> Problem:
        hint = f"改为整合到{'、'.join(words.hosts)}；只是展示新闻资讯的，写明这一点" if words.hosts else ""
        return self.kind.at(
            place, f"这里要新建{program}：“{shown}”" if shown != program else f"这里要新建{program}", hint
        )


def _module_names(project: Project) -> Iterator[_Name]:
    profile = project.profile
    for system in profile.systems:
        yield _Name(system.name, system.description, system.place("名称"))
        for module in system.modules:
            yield _Name(module.name, module.function, module.place("名称"))
    for item in profile.service.items:
        yield _Name(item.title, item.demand, item.place("服务"))


def _texts(project: Project) -> Iterator[tuple[str, Location]]:
    """The fields that say in words what will be built."""
    profile = project.profile
    contents = profile.contents
    scopes = [contents.overall, *contents.phases, contents.current]
    fields: list[tuple[Record, str, str]] = [
        (contents, "主要内容", contents.summary),
        *((scope, "任务", scope.task) for scope in scopes),
        *((module, "功能", module.function) for system in profile.systems for module in system.modules),
        *((item, "要求", item.demand) for item in profile.service.items),
    ]
    for record, field, text in fields:
        yield text, record.place(field)


class _Finder:
    """The edition's words as patterns."""

    def __init__(self, words: MobileWords) -> None:
        names = "|".join(
            rf"(?<![A-Za-z])(?i:{re.escape(word)})(?![A-Za-z])" if word.isascii() else re.escape(word)
            for word in words.programs
        )
        # Latin names as whole words of any case; nothing that makes the program an attribute (小程序监测).
        program = rf"(?P<program>{names})(?![{_QUOTES}）)]*{_any(words.attributes)})"
        verb = rf"{_any(words.verbs)}(?!的)[^，,。；;：:！？\n]{{0,{_GAP}}}?"
        noun = rf"(?:{_any(words.nouns)}(?!{_any(words.other_nouns)}))"
        hosts = (*words.hosts, *words.host_aliases)
        self.program = re.compile(program)
        self.building = re.compile(rf"(?P<verb>{verb})?{program}(?P<noun>{noun})?")
        self.news = re.compile(_any(words.news))
        self.host = re.compile(_any(hosts))
        # An entrance that is named to say that something is outside of it is none.
        self.hosted = re.compile(rf"{_any(hosts)}(?![{_QUOTES}]*{_any(words.outside)})")
        self.others = re.compile(_any((*words.denials, *words.others)))

    def name(self, name: _Name) -> str:
        """The program that a name stands for, if it is one of one's own: 小程序建设, 群众端小程序."""
        found = self.program.search(name.text)
        if found is None or self.others.search(name.text, 0, found.start()):
            return ""
        said = name.text + name.remark
        return "" if self.news.search(said) or self.host.search(said) else found["program"]

    def built(self, text: str) -> re.Match[str] | None:
        """The first place where a text says that a program will be built: 开发一款小程序, 小程序开发."""
        if not self.program.search(text):
            return None
        for sentence in _SENTENCE.finditer(text):
            for found in self.building.finditer(text, sentence.start(), sentence.end()):
                if (found["verb"] or found["noun"]) and self._is_meant(text, sentence, found):
                    return found
        return None

    def _is_meant(self, text: str, sentence: re.Match[str], found: re.Match[str]) -> bool:
        rest = text[found.end() : sentence.end()]
        before = _CLAUSE_END.split(text[sentence.start() : found.start()])[-1]
        clause = before + found.group() + _CLAUSE_END.split(rest)[0]
        # What follows 小程序开发 is said of it: APP开发一律禁止.
        said = clause if found["noun"] else before + found.group()
        if self.others.search(said) or self.news.search(sentence.group()):
            return False
        return not (self.hosted.search(clause) or self.hosted.search(rest))


def _any(words: Sequence[str]) -> str:
    """Any of the words; without words, nothing at all."""
    return "(?:" + ("|".join(map(re.escape, words)) or "(?!)") + ")"


@cache
def _finder(words: MobileWords) -> _Finder:
    return _Finder(words)
