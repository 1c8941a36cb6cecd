"""Do an edition's letters and lists hang together? What they name must exist before any letter is made."""

from __future__ import annotations

from collections.abc import Iterator

from lunzheng.model.datasets import COMPUTED
from lunzheng.model.edition import Edition
from lunzheng.model.facts import TOKEN
from lunzheng.model.letter import LetterBook
from lunzheng.model.letter_names import EXPERT_TOKENS, LETTER_DATASETS, letter_token_names
from lunzheng.model.record import Record
from lunzheng.source.problem import Kind, Location, Problem

LIST_TOKENS = ("年份", "发文机关", "主管单位")
"""What titles and heads of lists may name."""

Found = tuple[str, Location]
"""What is wrong, and where."""


def letter_problems(edition: Edition, kind: Kind) -> Iterator[Problem]:
    """Every name in ``letters.yml`` and ``lists.yml`` that nothing bears, as problems of a kind."""
    for message, where in (*_letters(edition), *_lists(edition)):
        yield kind.at(where, message)


def _letters(edition: Edition) -> Iterator[Found]:
    book = edition.letters
    codes = {document.code for document in edition.documents}
    stages = {stage.name for stage in edition.head.stages}
    forms = {form.code for form in book.forms}
    seen = set(codes)
    coded = [(kind.code, kind.place("代号")) for kind in book.kinds]
    for code, where in (*coded, *((listing.code, listing.place("代号")) for listing in edition.lists.listings)):
        if code in seen:
            yield f"代号「{code}」已经用过，文档、函件和清单的代号不能重复", where
        seen.add(code)
    names = letter_token_names(edition)
    for index, code in enumerate(book.plans):
        if code not in codes:
            yield f"没有「{code}」这种文档", book.place("方案", index)
    named = [(blank.event, blank.place("记录")) for blank in book.blanks]
    named += ((kind.event, kind.place("记入")) for kind in book.kinds)
    yield from ((f"没有「{event}」这个阶段", where) for event, where in named if event and event not in stages)
    for blank in book.blanks:
        if blank.source and blank.source not in EXPERT_TOKENS:
            yield f"没有「{blank.source}」这个数据", blank.place("取")
    for form, record in _named_forms(book):
        if form not in forms:
            yield f"没有「{form}」这个表样", record.place("表样")
    for text, where in _texts(book):
        for found in TOKEN.finditer(text):
            if found["name"].strip() not in names:
                yield f"没有 {found.group()} 这个数据", where
    for kind in book.kinds:
        for block in kind.blocks:
            for field, name in (("有", block.needs), ("无", block.lacks)):
                if name and name not in names:
                    yield f"没有「{name}」这个数据", block.place(field)
            if (data := block.enumeration.data) and not _is_dataset(data, edition):
                yield f"数据「{data}」不存在", block.enumeration.place("数据")
    for form_sheet in book.forms:
        for part in form_sheet.blocks:
            if part.table.data and not _is_dataset(part.table.data, edition):
                yield f"数据「{part.table.data}」不存在", part.table.place("数据")


def _named_forms(book: LetterBook) -> Iterator[tuple[str, Record]]:
    for kind in book.kinds:
        if kind.form:
            yield kind.form, kind
        yield from ((item.form, item) for item in kind.attachments if item.form)


def _texts(book: LetterBook) -> Iterator[Found]:
    """Every text that may hold tokens, with its place."""
    yield book.words.note, book.words.place("附注")
    for kind in book.kinds:
        yield from ((piece, kind.place("题", index)) for index, piece in enumerate(kind.title))
        yield from ((one.name, one.place("单位")) for one in (*kind.addressees, *kind.copies))
        yield from ((item.title, item.place("名称")) for item in kind.attachments)
        for block in kind.blocks:
            yield from ((text, block.place()) for text in (block.heading, block.sentence, *block.between))
    for form in book.forms:
        yield from ((piece, form.place("题", index)) for index, piece in enumerate(form.title))
        for part in form.blocks:
            yield part.sentence, part.place("句")
            yield from ((column.title, column.place("标题")) for column in part.table.columns)
            yield from ((item.label, item.place("标签")) for item in part.grid)


def _is_dataset(name: str, edition: Edition) -> bool:
    first, _, rest = name.partition(".")
    return name in LETTER_DATASETS or name in COMPUTED or bool(rest) or first not in _files(edition)


def _files(edition: Edition) -> set[str]:
    return {text for item in edition.head.data_files for text in (item.file, item.name)}


def _lists(edition: Edition) -> Iterator[Found]:
    stages = {stage.name for stage in edition.head.stages}
    forms = {form.number for form in edition.forms}
    for listing in edition.lists.listings:
        if listing.stage not in stages:
            yield f"没有「{listing.stage}」这个阶段", listing.place("阶段")
        for text in (listing.title, *listing.head, *(column.title for column in listing.columns)):
            for found in TOKEN.finditer(text):
                if found["name"].strip() not in LIST_TOKENS:
                    yield f"没有 {found.group()} 这个数据", listing.place()
    for index, number in enumerate(edition.lists.workbook.forms):
        if number not in forms:
            yield f"没有附表{number}", edition.lists.workbook.place("附表", index)
