"""Slips of the hand in a project folder: random, but the same for the same seed."""

from __future__ import annotations

import random
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

PIECES = (
    *("\t", "\u3000", "：", ": ", "- ", "[", "]", "{", "}", "'", '"', "|", "#", "\n", "\n\n", "&a ", "*a", "!", "%"),
    *("<b>", "{{", "}}", "{{总投资}}", "{{x}}", "`", "```\n", "$", "\\", "%s", "\u200d", "𠮷", "\x00", "|-\n", "[^1]"),
    *(
        "[^1]: x\n",
        "![](figures/a.png)",
        "| 甲 |\n|-|\n",
        "不涉及",
        "秘密",
        "万元",
        "[]",
        "{}",
        "''",
        "null",
        "~",
        "是",
    ),
    *("true", "0", "-1", "1e9", "1e-9", "1e99999", "999999999999", "-5%", "100%", "2027-02", "2027-13-45", "../", "/"),
)


def edited(text: str, chance: random.Random) -> str:
    """A text with a few lines deleted, doubled, swapped, cut, shifted, or with something put into them."""
    lines = text.split("\n")
    for _ in range(chance.choice((1, 1, 1, 2, 3, 6))):
        here, there = chance.randrange(len(lines)), chance.randrange(len(lines))
        line = lines[here]
        column = chance.randrange(len(line) + 1)
        match chance.randrange(8):
            case 0:
                del lines[here : here + chance.choice((1, 1, 2, 5))]
            case 1:
                lines.insert(here, lines[there])
            case 2:
                lines[here], lines[there] = lines[there], line
            case 3:
                lines[here] = line[:column] + chance.choice(PIECES) + line[column:]
            case 4:
                lines[here] = line[:column]
            case 5:
                lines[here] = line.partition(": ")[0] + ": " + chance.choice(PIECES)
            case 6:
                lines = lines[: here + 1]
            case _:
                lines[here] = f"  {line}" if chance.random() < 0.5 else line[2:]
        lines = lines or [""]
    return "\n".join(lines)


@contextmanager
def edited_folder(folder: Path, seed: int) -> Iterator[dict[str, str]]:
    """A project folder with some of its files edited, for a while; gives the edited texts by file."""
    chance = random.Random(seed)
    files = [path for path in sorted(folder.rglob("*")) if path.suffix in (".yml", ".md")]
    chosen = chance.sample(files, min(len(files), chance.choice((1, 1, 2, 3, len(files)))))
    before = {path: path.read_bytes() for path in chosen}
    after = {path: edited(data.decode("utf-8"), chance) for path, data in before.items()}
    try:
        for path, text in after.items():
            path.write_bytes(text.encode("utf-8"))
        yield {path.relative_to(folder).as_posix(): text for path, text in after.items()}
    finally:
        for path, data in before.items():
            path.write_bytes(data)
