"""What is remembered of one project: its name and its fingerprints, read lightly from its files."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from lunzheng.model.similar.fingerprint import Tokens, name_tokens, text_tokens
from lunzheng.model.similar.plan import Plan
from lunzheng.model.similar.prose import markdown_prose, yaml_blocks, yaml_prose, yaml_values
from lunzheng.model.similar.settings import ITEMS, NAME, TEXT
from lunzheng.model.similar.words import bare
from lunzheng.source.text import TextFile


@dataclass(frozen=True)
class Entry:
    """One project in the index.

    Attributes:
        core: its name without what does not count.
        text: the tokens of its running text.
        names: the tokens of the names of its modules, data and costs.
    """

    core: str
    text: Tokens
    names: Tokens


NO_ENTRY = Entry("", np.empty(0, np.uint32), np.empty(0, np.uint32))


def make_entry(texts: dict[str, TextFile], plan: Plan) -> Entry:
    """The entry of a project whose files have been read."""
    blocks = {name: yaml_blocks(text.text) for name, text in texts.items() if name not in plan.prose_files}
    prose = [markdown_prose(texts[name].text, plan.unfinished) for name in plan.prose_files if name in texts]
    prose += [yaml_prose(blocks.get(file, {}).get(path[0], "")) for _, (file, path) in plan.places(TEXT)]
    names = {
        bare(value)
        for aspect, (file, path) in plan.places(ITEMS)
        for value in yaml_values(blocks.get(file, {}).get(path[0], ""), aspect.title)
    }
    core = ""
    for _, (file, path) in plan.places(NAME)[:1]:
        written = blocks.get(file, {}).get(path[0], "").split("\n", 1)[0]
        core = plan.words.core(written)
    return Entry(core, text_tokens("".join(prose)), name_tokens(names - plan.words.common - {""}))
