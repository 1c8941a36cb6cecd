"""Which section holds a line, at whatever commit the line was counted."""

from __future__ import annotations

import pytest

from lunzheng.review.sections import part_at

from .made import PROJECT, Room

CHAPTER = "proposal/05-construction.md"


@pytest.mark.parametrize(
    ("file", "words", "section", "title"),
    [
        (CHAPTER, "# 五、项目建设方案", "proposal:5", "五、项目建设方案"),
        (CHAPTER, "## （一）总体思路", "proposal:5.1", "五（一）总体思路"),
        (CHAPTER, "在线会商模块支持", "proposal:5.6", "五（六）应用模块建设方案"),
        ("budget.yml", "预警发布开发", "budget.yml:费用/1", "概算 · 费用 2"),
        ("budget.yml", "费用:", "budget.yml:费用", "概算 · 费用"),
        ("project.yml", "项目名称:", "project.yml:项目名称", "项目情况 · 项目名称"),
        ("attachments/basis-01.md", "#", "attachments/basis-01.md", "attachments/basis-01.md"),
    ],
)
def test_a_line_is_in_its_part(room: Room, file: str, words: str, section: str, title: str) -> None:
    line = 1 if file.startswith("attachments") else room.line_of(file, words)
    part = part_at(room.project, room.library, file, line)
    assert (part.key, part.title) == (section, title)


def test_a_blank_line_is_in_the_section_above_it(room: Room) -> None:
    line = room.line_of(CHAPTER, "## （二）建设目标")
    assert part_at(room.project, room.library, CHAPTER, line - 1).key == "proposal:5.1"
    assert part_at(room.project, room.library, CHAPTER, line).key == "proposal:5.2"


def test_a_whole_file_of_one_chapter_is_that_chapter(room: Room) -> None:
    assert part_at(room.project, room.library, CHAPTER, None).key == "proposal:5"
    assert part_at(room.project, room.library, "budget.yml", None).key == "budget.yml"


def test_before_the_first_heading_of_several_chapters_there_is_the_file(room: Room) -> None:
    room.rewrite("brief.md", "# 一", "开头一句\n\n# 一")
    assert part_at(room.project, room.library, "brief.md", 1).key == "brief.md"
    assert part_at(room.project, room.library, "brief.md", 3).key == "brief:1"


def test_a_heading_in_code_opens_no_section(room: Room) -> None:
    room.rewrite(CHAPTER, "在线会商模块支持", "```\n## （七）省市应用支撑平台建设方案\n```\n\n在线会商模块支持")
    line = room.line_of(CHAPTER, "在线会商模块支持")
    assert part_at(room.project, room.library, CHAPTER, line).key == "proposal:5.6"


def test_a_line_is_counted_at_the_commit_of_its_comment(room: Room) -> None:
    line = room.line_of(CHAPTER, "在线会商模块支持")
    room.forge.comment_on("wxb-reviewer", CHAPTER, line, "甲")
    room.rewrite(CHAPTER, "# 五、项目建设方案\n", "# 五、项目建设方案\n\n" + "加一段。\n\n" * 30)
    room.commit()
    room.forge.comment_on("wxb-reviewer", CHAPTER, line, "乙")
    room.collect()
    assert [o.section for o in room.opinions.opinions] == ["proposal:5.6", "proposal:5"]


def test_a_deleted_line_is_of_the_version_before(room: Room) -> None:
    room.repository.git.checkout("main")
    room.repository.git.merge(f"lunzheng/{PROJECT}", "--no-edit")
    room.repository.git.checkout(f"lunzheng/{PROJECT}")
    line = room.line_of(CHAPTER, "在线会商模块支持")
    text = (room.folder / CHAPTER).read_text("utf-8")
    (room.folder / CHAPTER).write_text(text.partition("## （二）")[0], "utf-8")
    room.commit()
    room.forge.comment_on("wxb-reviewer", CHAPTER, line, "这一段不要删", old=True)
    room.collect()
    assert room.opinion(1).section == "proposal:5.6"


def test_a_deleted_line_of_a_renamed_or_deleted_file(room: Room) -> None:
    room.repository.git.checkout("main")
    room.repository.git.merge(f"lunzheng/{PROJECT}", "--no-edit")
    room.repository.git.checkout(f"lunzheng/{PROJECT}")
    line = room.line_of(CHAPTER, "在线会商模块支持")
    (room.folder / CHAPTER).rename(room.folder / "proposal/05-building.md")
    gone = room.line_of("budget.yml", "监理")
    (room.folder / "budget.yml").unlink()
    room.commit()
    room.forge.comment_on("wxb-reviewer", "proposal/05-building.md", line, "甲", old=True)
    room.forge.comment_on("wxb-reviewer", "proposal/05-building.md", line, "乙")
    room.forge.comment_on("wxb-reviewer", "budget.yml", gone, "丙", old=True)
    room.collect()
    assert [(o.section, o.file) for o in room.opinions.opinions] == [
        ("proposal:5.6", CHAPTER),
        ("proposal/05-building.md", "proposal/05-building.md"),
        ("budget.yml:费用/2", "budget.yml"),
    ]


def test_a_commit_that_is_gone_leaves_the_file_and_what_was_recorded(room: Room) -> None:
    line = room.line_of(CHAPTER, "在线会商模块支持")
    first = room.forge.comment_on("wxb-reviewer", CHAPTER, line, "甲")
    room.collect()
    lost = "0123456789" * 4
    room.forge.line = []
    room.forge.comment_on("wxb-reviewer", CHAPTER, line, "乙", commit=lost)
    room.forge.line.insert(0, first)
    collected = room.collect()
    assert [o.section for o in room.opinions.opinions] == ["proposal:5.6", CHAPTER]
    assert any(lost[:12] in message for message in collected.messages)
