"""Every kind of problem that checking a project can report."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from lunzheng.check.guard.kinds import GUARD_KINDS
from lunzheng.check.open import LIBRARY_KINDS
from lunzheng.check.rules import RULES
from lunzheng.check.schema import SCHEMA_KINDS
from lunzheng.check.waivers import WAIVER_KINDS
from lunzheng.model.edition import Edition
from lunzheng.source.kinds import READING_KINDS
from lunzheng.source.problem import Kind


def kind_groups(edition: Edition | None) -> list[tuple[str, Sequence[Kind]]]:
    """The kinds under the headings of the handbook, each rule with its article where an edition is given."""
    articles = edition.rule_articles if edition else {}
    return [
        ("论证规则", [_with_article(rule.kind, articles) for rule in RULES]),
        ("保密和附件", [_with_article(kind, articles) for kind in GUARD_KINDS]),
        ("豁免", WAIVER_KINDS),
        ("填写格式", SCHEMA_KINDS),
        ("文件读取", READING_KINDS),
        ("项目库", LIBRARY_KINDS),
    ]


def kinds_by_code(edition: Edition | None) -> dict[str, Kind]:
    """Every kind that a report can speak of."""
    return {kind.code: kind for _, kinds in kind_groups(edition) for kind in kinds}


def _with_article(kind: Kind, articles: Mapping[str, str]) -> Kind:
    return replace(kind, article=articles.get(kind.code, ""))
