"""Looking at one file: its name, then every piece of text in it, then the problems with their places."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from posixpath import basename

from lunzheng.check.guard import kinds
from lunzheng.check.guard.attachments import attachment_pieces
from lunzheng.check.guard.marks import Mark, Role, find_marks
from lunzheng.check.guard.packages import MAX_FILE_BYTES
from lunzheng.check.guard.personal import PersonalData, find_personal
from lunzheng.check.guard.piece import Fault, Piece
from lunzheng.check.guard.plain import salvage_text
from lunzheng.check.guard.yaml_fields import IsPublic, public_texts
from lunzheng.source import kinds as reading
from lunzheng.source.problem import Location, Problem
from lunzheng.source.text import printable, reason

PROJECTS = "projects"
_ATTACHMENTS, _FIGURES, _REVIEW = "attachments", "figures", "review"
_SOURCE_ENDINGS: tuple[str, ...] = (".md", ".yml")


@dataclass(frozen=True)
class GuardedFile:
    """A file to look at, wherever it lies: in a folder, in the index, in a commit.

    Attributes:
        name: its path relative to the library's root, as problems name it.
        size: in bytes, known before anything is read.
        read: gives the bytes.
        note: said after each message, e.g. which commit holds the file.
        is_outside: not yet part of a project; looked at as an attachment.
        text: what it says, where somebody has read it already; documents and pages are made from that.
    """

    name: str
    size: int
    read: Callable[[], bytes]
    note: str = ""
    is_outside: bool = False
    text: str | None = None

    @property
    def area(self) -> str:
        """The folder of a project that it lies in, such as ``attachments``; empty for the project's own files."""
        if self.is_outside:
            return _ATTACHMENTS
        parts = self.name.split("/")
        return parts[3] if parts[0] == PROJECTS and len(parts) > 4 else ""


@dataclass(frozen=True)
class Guard:
    """What the guard goes by.

    Attributes:
        held: marks short of a state secret that the edition lists.
        articles: the article of each code.
        is_public: whether a field of a YAML file is published, by file and path.
    """

    held: tuple[str, ...] = ()
    articles: Mapping[str, str] = field(default_factory=dict)
    is_public: IsPublic = lambda _file, _path: True

    def look(self, file: GuardedFile) -> list[Problem]:
        """The problems of one file, each place and kind once, sorted."""
        note = f"（{file.note}）" if file.note else ""
        return [replace(problem, message=problem.message + note) for problem in self._finished(self._problems(file))]

    def look_at_text(self, text: str, name: str) -> list[Problem]:
        """The marks in a text that is no file of the library, such as a commit message."""
        return self._finished(self._marks(text, Location(name), text))

    def _finished(self, problems: Iterator[Problem]) -> list[Problem]:
        found = sorted(set(problems))
        return [replace(problem, article=self.articles.get(problem.code, problem.article)) for problem in found]

    def _problems(self, file: GuardedFile) -> Iterator[Problem]:
        here = Location(printable(file.name))
        if not file.name.isprintable():
            yield reading.BAD_FILE_NAME.at(here, "文件名里有换行、控制字符或乱码")
        yield from self._file_name(basename(file.name) if file.is_outside else file.name, here)
        if file.size > MAX_FILE_BYTES:
            yield kinds.TOO_MUCH.at(here, f"文件有 {file.size / 1024 / 1024:.0f} MB，超过了 {MAX_FILE_BYTES >> 20} MB")
            return
        sources = {_ATTACHMENTS: (), _REVIEW: (".yml",)}.get(file.area, _SOURCE_ENDINGS)
        is_source = file.name.lower().endswith(sources)
        if is_source and file.text is not None:
            yield from self._source(file.name, here, file.text)
            return
        try:
            data = file.read()
        except OSError as error:
            yield reading.UNREADABLE.at(here, f"读不了这个文件（{reason(error)}）")
            return
        if is_source:
            yield from self._source(file.name, here, salvage_text(data))
        else:
            yield from self._attachment(file.name, here, data, file.area)

    def _file_name(self, name: str, here: Location) -> Iterator[Problem]:
        for mark in find_marks(name, Role.NAME, self.held):
            kind = kinds.SECRET_MARK if mark.is_secret else kinds.HELD_MARK
            yield kind.at(here, f"文件名里有{_called(mark)}“{mark.shown}”")
        for item in find_personal(basename(name)):
            yield kinds.PERSONAL_DATA.at(here, f"文件名里有{item.name} {item.masked}", "改掉文件名")

    def _source(self, name: str, here: Location, text: str) -> Iterator[Problem]:
        """A file that documents and pages are made from: its text as it stands, comments and keys included."""
        yield from self._marks(text, here, text)
        if name.endswith(".yml"):
            yield from self._yaml(name, here, text)
            return
        for item in find_personal(text):
            yield _personal(item, _place(here, text, item.offset))

    def _yaml(self, name: str, here: Location, text: str) -> Iterator[Problem]:
        """Personal data counts in public fields only; escapes such as ``\\u5bc6`` show in the values alone."""
        escaped = "\\" in text
        if not (escaped or find_personal(text)):
            return
        for value, location, is_public in public_texts(text, here.file, name, self.is_public):
            if escaped and value not in text:
                yield from (self._mark(mark, location) for mark in find_marks(value, held=self.held))
            if is_public:
                for item in find_personal(value):
                    yield _personal(item, _refined(text, location, value[item.offset : item.offset + item.length]))

    def _attachment(self, name: str, here: Location, data: bytes, area: str) -> Iterator[Problem]:
        strict = area in (_ATTACHMENTS, _REVIEW)
        for found in attachment_pieces(name, data, strict=strict):
            if isinstance(found, Fault):
                # A picture of the project is E132's, and a file in a wrong place E048's.
                if (
                    strict
                    or (area == _FIGURES and found.kind is not kinds.WRONG_CONTENT)
                    or found.kind is kinds.TOO_MUCH
                ):
                    yield found.kind.at(here, found.message, found.hint)
            else:
                yield from self._piece(found, here, area)

    def _piece(self, piece: Piece, here: Location, area: str) -> Iterator[Problem]:
        # A part may be called by words of the author; where these are a mark, they are not repeated.
        part = "内含的文件或工作表" if find_marks(piece.part, Role.NAME) else piece.part
        place = f"{part}：" if part else ""
        for mark in find_marks(piece.text, piece.role, self.held):
            where = here if part else _place(here, piece.text, mark.offset)
            yield self._mark(mark, where, place)
        for item in find_personal(piece.text):
            where = here if part else _place(here, piece.text, item.offset)
            if area == _FIGURES:
                yield _personal(item, where, place)
            elif not item.is_mobile:
                yield kinds.HELD_PERSONAL_DATA.at(where, f"{place}有{item.name} {item.masked}")

    def _marks(self, text: str, here: Location, source: str) -> Iterator[Problem]:
        for mark in find_marks(text, held=self.held):
            yield self._mark(mark, _place(here, source, mark.offset))

    @staticmethod
    def _mark(mark: Mark, where: Location, place: str = "") -> Problem:
        kind = kinds.SECRET_MARK if mark.is_secret else kinds.HELD_MARK
        return kind.at(where, f"{place}有{_called(mark)}“{mark.shown}”")


def _called(mark: Mark) -> str:
    return "国家秘密标志" if mark.is_secret else "需要确认的标志"


def _personal(item: PersonalData, where: Location, place: str = "") -> Problem:
    return kinds.PERSONAL_DATA.at(where, f"{place}有{item.name} {item.masked}")


def _place(here: Location, text: str, offset: int) -> Location:
    line = text.count("\n", 0, offset)
    return Location(here.file, line + 1, offset - (text.rfind("\n", 0, offset) + 1) + 1)


def _refined(text: str, start: Location, words: str) -> Location:
    """Where words of a value stand, the value's own place where it writes them in another way."""
    lines = text.split("\n")
    offset = sum(len(line) + 1 for line in lines[: start.line - 1]) + start.column - 1
    found = text.find(words, offset)
    return start if found == -1 else _place(start, text, found)
