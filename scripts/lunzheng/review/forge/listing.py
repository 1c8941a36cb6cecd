"""Whole lists from paged answers, though the list may change while it is read."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from lunzheng.review.forge.fields import Fields, objects
from lunzheng.review.forge.interface import ForgeError
from lunzheng.review.forge.transport import Answer

READINGS = 4


def whole_list(task: str, read: Callable[[], Iterator[Answer]], key: Callable[[Fields], str]) -> list[Fields]:
    """The items of all pages, each once.

    A comment that is deleted while a list is read moves the later ones up by one, so that the first of the next page is
    missed; and what is missed would pass for deleted. So a list of several pages is read until two readings agree.

    Args:
        task: what is being done, in Chinese.
        read: reads the pages from the first one on.
        key: what tells items apart.

    Raises:
        ForgeError: the list does not come to rest.
    """
    before: list[str] = []
    for _ in range(READINGS):
        pages = [objects(answer.value) for answer in read()]
        items = {key(item): item for page in pages for item in page}
        if len(pages) == 1 or list(items) == before:
            return list(items.values())
        before = list(items)
    raise ForgeError(f"{task}没有成功：读取的时候内容一直在变；稍后再运行一次同样的命令", retry=True)
