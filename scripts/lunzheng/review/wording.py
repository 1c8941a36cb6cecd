"""What a comment means, by the words of the edition: an answer, a grave matter, an aspect, or that there is nothing."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from lunzheng.model.edition import YES, Aspect
from lunzheng.model.review_words import ReviewWords

_QUOTED = re.compile(r"\A(?:[ \t]*>[^\n]*(?:\n|\Z)|[ \t]*\n)+")
_ADDRESSED = re.compile(r"\A(?:@[A-Za-z0-9_./-]+[\s,，:：]*)+")
_SIGNS = "*_#`~ \t\n\u3000"
_END = r"(?=[\s:：,，.。;；!！、*_`]|\Z)"
_AFTER = " \t\n\u3000:：,，.。;；!！、*_`"
_TAG = re.compile(r"\A[\s*_]*[【\[]\s*(?P<word>[^【】\[\]\n]{1,20}?)\s*[】\]]")
_CLOSING = re.compile(r"[\s。.!！~～，,；;]+")


@dataclass(frozen=True)
class Answer:
    """A reply of the department as it is written; ``number`` where it names the opinion that it answers."""

    result: str
    reason: str
    number: int | None = None


class Wording:
    """Reads comments by the words of an edition."""

    def __init__(self, review: ReviewWords, aspects: Sequence[Aspect]) -> None:
        self.words = words = review.opinions
        self.replies = review.replies
        self.aspects = aspects
        results = "|".join(re.escape(kind.name) for kind in sorted(self.replies, key=lambda kind: -len(kind.name)))
        self._result = re.compile(rf"[【\[](?P<boxed>{results})[】\]]|(?P<plain>{results}){_END}") if results else None
        reply = re.escape(words.reply)
        self._prefix = re.compile(rf"{reply}{_END}") if reply else None
        before, after = r"^[ \t*_#-]*", r"[ \t]*[条号]?(?:意见)?[ \t*_]*[:：,，.、]"
        number = rf"[ \t*_]*(?:第|意见|[#＃])?[ \t]*(?P<number>[0-9]{{1,5}}){after}"
        self._numbered = re.compile(rf"{before}{reply}{number}", re.MULTILINE) if reply else None

    def answer(self, text: str) -> Answer | None:
        """The answer that a reply in a thread gives; None for any other remark.

        What is quoted at the head of it, accounts that it addresses and the word for a reply do not count.
        """
        if self._result is None:
            return None
        body = _ADDRESSED.sub("", _QUOTED.sub("", text).lstrip(_SIGNS)).lstrip(_SIGNS)
        if self._prefix and (opened := self._prefix.match(body)):
            body = body[opened.end() :].lstrip(_AFTER)
        found = self._result.match(body)
        if found is None:
            return None
        return Answer(found["boxed"] or found["plain"], body[found.end() :].lstrip(_AFTER).rstrip())

    def numbered_answers(self, text: str) -> list[Answer]:
        """The answers of a comment in the conversation, one for each line such as ``答复 3：采纳，……``."""
        if self._numbered is None:
            return []
        heads = list(self._numbered.finditer(text))
        ends = [*(head.start() for head in heads[1:]), len(text)]
        answers = (
            (int(head["number"]), self.answer(text[head.end() : end])) for head, end in zip(heads, ends, strict=False)
        )
        return [Answer(one.result, one.reason, number) for number, one in answers if one]

    def tags(self, text: str) -> tuple[bool, tuple[str, ...]]:
        """Whether a comment is marked as grave, and the aspects that it names, both in brackets at its head."""
        grave, aspects = False, []
        rest = text
        while found := _TAG.match(rest):
            word = found["word"]
            aspect = next((aspect for aspect in self.aspects if word in (aspect.code, aspect.title)), None)
            if word in self.words.grave:
                grave = True
            elif aspect:
                aspects.append(aspect.code)
            else:
                break
            rest = rest[found.end() :]
        return grave, tuple(aspects)

    def says_nothing(self, text: str) -> bool:
        """Whether a comment only says that there is no opinion: ``同意，无意见。``."""
        pieces = [piece for piece in _CLOSING.split(text.strip(_SIGNS)) if piece]
        return bool(pieces) and all(piece in self.words.nothing for piece in pieces)

    def spoken_opinion(self, text: str) -> str | None:
        """The opinion of a comment in the conversation that opens with the edition's word for one."""
        found = re.match(rf"[{re.escape(_SIGNS)}]*{re.escape(self.words.opinion)}[*_]*[ \t]*[:：]", text)
        return text[found.end() :].strip() if found and self.words.opinion else None

    def needs_reason(self, result: str) -> bool:
        """Whether an answer of this result has to say why."""
        return any(kind.name == result and kind.needs_reason == YES for kind in self.replies)
