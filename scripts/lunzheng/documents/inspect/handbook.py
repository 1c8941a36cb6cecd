"""Every kind of problem that the program reports, documents included: for the command ``rules`` and the handbook."""

from __future__ import annotations

from collections.abc import Sequence

from lunzheng.check.kinds import kind_groups as checked_kind_groups
from lunzheng.documents.inspect.inspection import DOCUMENT_KINDS
from lunzheng.model.edition import Edition
from lunzheng.source.problem import Kind


def kind_groups(edition: Edition | None) -> list[tuple[str, Sequence[Kind]]]:
    """The kinds under the headings of the handbook; see :func:`lunzheng.check.kinds.kind_groups`."""
    return [*checked_kind_groups(edition), ("文档版式（check --document）", DOCUMENT_KINDS)]


def find_kind(code: str, edition: Edition | None) -> Kind | None:
    """The kind with a code, in any case of letters."""
    return next((kind for _, kinds in kind_groups(edition) for kind in kinds if kind.code == code.upper()), None)
