"""Letters and review forms as an edition writes them (``letters.yml``): all their words, and the layout's figures.

The layout is the letter format (信函格式) of GB/T 9704-2012, 10.1.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from lunzheng.model.blocks import Column, Enumeration, Item
from lunzheng.model.record import Raw, Record, key
from lunzheng.model.style import Style


@dataclass(frozen=True, kw_only=True)
class Letterhead(Record):
    """Issuing body mark and double rules of the first page (GB/T 9704-2012, 10.1); mm, sizes and lines in points."""

    font: str = key("标志字体")
    size: Decimal = key("标志最大字号")
    mark_top: Decimal = key("标志上边距")
    rule_gap: Decimal = key("标志下距")
    rule_length: Decimal = key("双线长")
    rule_bottom: Decimal = key("下线距页边")
    thick: Decimal = key("粗线")
    thin: Decimal = key("细线")
    between: Decimal = key("线间")
    number_gap: Decimal = key("文号距线")
    color: str = key("颜色")


@dataclass(frozen=True, kw_only=True)
class LetterLayout(Record):
    """Distances in the text of a letter, in lines and characters (GB/T 9704-2012, 7.3)."""

    lines_before_title: int = key("标题前空行")
    lines_before_attachments: int = key("附件说明前空行")
    attachments_left: int = key("附件说明左空")
    lines_before_signature: int = key("署名前空行")
    date_right: int = key("成文日期右空")
    copies_margin: int = key("抄送左右空")


@dataclass(frozen=True, kw_only=True)
class LetterWords(Record):
    """Words that every letter and form uses."""

    addressee_end: str = key("主送结尾")
    attachments: str = key("附件说明")
    attachment_mark: str = key("附件标记")
    note: str = key("附注")
    copies: str = key("抄送")
    copies_end: str = key("抄送结尾")
    total: str = key("合计")
    party_join: str = key("并列")


@dataclass(frozen=True, kw_only=True)
class NumberFormat(Record):
    """How a document number is written (GB/T 9704-2012, 7.2.5), and what stands in its place until it is given."""

    pattern: str = key("式")
    example: str = key("例")
    blank: str = key("空白")


@dataclass(frozen=True, kw_only=True)
class Blank(Record):
    """A place that a person fills: taken from what is given, else from a record's date or the expert review's data
    (``EXPERT_TOKENS``), else visibly blank.

    The spaces of the blank are kept: they are the room to write in.
    """

    name: str = key("名称")
    kind: str = key("类型")
    event: str = key("记录")
    source: str = key("取")
    blank: Raw = key("空白")
    hint: str = key("说明")


@dataclass(frozen=True, kw_only=True)
class Addressee(Record):
    """To whom a letter or a copy of it goes (art. 12: by the way of building)."""

    build_mode: str = key("建设方式")
    name: str = key("单位")


@dataclass(frozen=True, kw_only=True)
class LetterBlock(Record):
    """A heading, a paragraph or one paragraph for each row of a dataset.

    ``needs`` and ``lacks`` name a token that has, or has no, value. Where ``between`` is given, the rows follow the
    sentence in one paragraph: what stands between them and what closes them.
    """

    heading: str = key("标题")
    sentence: str = key("句")
    enumeration: Enumeration = key("列举")
    between: tuple[str, ...] = key("连写")
    needs: str = key("有")
    lacks: str = key("无")


@dataclass(frozen=True, kw_only=True)
class LetterAttachment(Record):
    """An attachment: its name, and the form that is bound behind the letter."""

    title: str = key("名称")
    form: str = key("表样")


@dataclass(frozen=True, kw_only=True)
class FormTable(Record):
    """A table of a form; ``blank_rows`` empty rows of ``lines`` lines where there is no data."""

    data: str = key("数据")
    columns: tuple[Column, ...] = key("列")
    blank_rows: int | None = key("空行")
    lines: int | None = key("行高")


@dataclass(frozen=True, kw_only=True)
class Field(Record):
    """A large field to write in: label, empty lines, and what closes it, at the right unless told otherwise."""

    label: str = key("标签")
    lines: int = key("行数")
    closing: tuple[str, ...] = key("落款")
    alignment: str = key("对齐")


@dataclass(frozen=True, kw_only=True)
class FormBlock(Record):
    """One block of a form; exactly one is given."""

    sentence: str = key("句")
    grid: tuple[Item, ...] = key("栏目")
    table: FormTable = key("表")
    fields: tuple[Field, ...] = key("空栏")


@dataclass(frozen=True, kw_only=True)
class LetterForm(Record):
    """A form that stands alone or behind a letter."""

    code: str = key("代号")
    title: tuple[str, ...] = key("题")
    landscape: str = key("横向")
    blocks: tuple[FormBlock, ...] = key("内容")


@dataclass(frozen=True, kw_only=True)
class LetterKind(Record):
    """A kind of letter, or a form that is handed out by itself.

    ``title`` is in pieces that a line break should not part (GB/T 9704-2012, 7.3.1). ``concluding`` is 是 for a letter
    that may only go once every step before it is done; ``event`` is the stage that begins when it has gone.
    """

    code: str = key("代号")
    name: str = key("名称")
    article: str = key("条款")
    by_party: str = key("逐单位")
    concluding: str = key("须办完")
    event: str = key("记入")
    title: tuple[str, ...] = key("题")
    addressees: tuple[Addressee, ...] = key("主送")
    copies: tuple[Addressee, ...] = key("抄送")
    blocks: tuple[LetterBlock, ...] = key("正文")
    attachments: tuple[LetterAttachment, ...] = key("附件")
    form: str = key("表样")

    @property
    def is_letter(self) -> bool:
        return not self.form


@dataclass(frozen=True, kw_only=True)
class ReviewPoint(Record):
    """What experts look at in a plan."""

    title: str = key("内容")
    gist: str = key("要点")


@dataclass(frozen=True, kw_only=True)
class LetterBook(Record):
    """``letters.yml``."""

    issuer: str = key("发文机关")
    plans: tuple[str, ...] = key("方案")
    head: Letterhead = key("版头")
    layout: LetterLayout = key("版面")
    words: LetterWords = key("用语")
    number: NumberFormat = key("文号")
    date: Blank = key("成文日期")
    blanks: tuple[Blank, ...] = key("填写")
    styles: tuple[Style, ...] = key("样式")
    review_points: tuple[ReviewPoint, ...] = key("评审要点")
    kinds: tuple[LetterKind, ...] = key("函件")
    forms: tuple[LetterForm, ...] = key("表样")

    def kind(self, code: str) -> LetterKind | None:
        return next((kind for kind in self.kinds if kind.code == code), None)

    def form(self, code: str) -> LetterForm:
        return next(form for form in self.forms if form.code == code)
