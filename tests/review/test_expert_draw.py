"""Fixing, drawing and verifying through the command, with real commits by different people."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from .drawing import FOLDER, FORGE, PROJECT, Office, some_experts, write_pool

EXPERTS = f"{FOLDER}/review/experts.yml"


def fixed(office: Office, pool: Path, *rules: str) -> str:
    """Fix pool and rules on the default branch; returns the commit."""
    office.done("pool", PROJECT, "--pool", pool, "--date", "2027-03-01", *rules)
    return office.commit("固定专家库和规则")


def test_from_the_pool_to_the_verified_draw(office: Office, pool: Path) -> None:
    fixing = fixed(office, pool, "--count", "5", "--field", "网络安全", "--field", "数据治理=2")
    seed = office.commit("合并另一个项目", who="other")
    said = office.done("draw", PROJECT, "--pool", pool, "--seed-commit", seed[:10], "--date", "2027-03-03")
    outcome = office.record()[0]["结果"]
    assert (outcome["固定提交"], outcome["种子提交"], str(outcome["日期"])) == (fixing, seed, "2027-03-03")
    assert len(office.drawn()) == 5
    assert len(office.substitutes()) == 3
    assert [expert.get("领域") for expert in outcome["专家"]] == ["网络安全", "数据治理", "数据治理", None, None]
    assert all(number in said for number in (*office.drawn(), *office.substitutes()))
    assert "没有签名" in said
    assert "一致" in office.done("verify-draw", PROJECT, "--pool", pool)
    office.commit("抽取")
    assert "一致" in office.done("verify-draw", PROJECT, "--pool", pool)


def test_seed_and_fingerprint_can_be_recomputed_with_standard_tools(office: Office, pool: Path) -> None:
    fixed(office, pool)
    seed = office.commit("别人的提交", who="other")
    office.done("draw", PROJECT, "--pool", pool)
    (entry,) = office.record()
    printed = office.run("pool", PROJECT, "--pool", pool, "--print").out
    assert hashlib.sha256(printed.encode()).hexdigest() == entry["固定"]["专家库指纹"]
    text = f"{entry['固定']['抽取方法']}:{PROJECT}:1:{entry['固定']['专家库指纹']}:{seed}"
    assert hashlib.sha256(text.encode()).hexdigest() == entry["结果"]["种子"]


def test_running_each_step_again_changes_nothing(office: Office, pool: Path) -> None:
    for step in (
        lambda: office.done("pool", PROJECT, "--pool", pool, "--field", "网络安全", "--date", "2027-03-01"),
        lambda: office.done("draw", PROJECT, "--pool", pool),
    ):
        step()
        before = office.state()
        step()
        assert office.state() == before
        office.commit("一步")
        office.commit("别人的提交", who="other")
        step()
        assert office.state() == before


def test_neither_the_order_nor_the_notation_of_the_pool_matters(office: Office, pool: Path, tmp_path: Path) -> None:
    fixed(office, pool)
    office.commit("别人的提交", who="other")
    office.done("draw", PROJECT, "--pool", pool)
    turned = write_pool(tmp_path / "turned.yml", [(n, list(reversed(f)), b) for n, f, b in reversed(some_experts())])
    turned.write_text("# 另一种写法\n" + turned.read_text(encoding="utf-8"), encoding="utf-8")
    assert "一致" in office.done("verify-draw", PROJECT, "--pool", turned)


def test_a_pool_that_has_changed_since_is_refused(office: Office, pool: Path, tmp_path: Path) -> None:
    fixed(office, pool)
    office.commit("别人的提交", who="other")
    more = write_pool(tmp_path / "more.yml", some_experts(25))
    said = office.refused("draw", PROJECT, "--pool", more)
    assert "固定时 24 名" in said
    assert "现在 25 名" in said
    office.done("draw", PROJECT, "--pool", pool)
    assert "专家库和固定时的不同" in office.refused("verify-draw", PROJECT, "--pool", more)


def test_nothing_is_drawn_before_the_rules_are_on_the_default_branch(office: Office, pool: Path) -> None:
    assert "先运行 lunzheng review pool" in office.refused("draw", PROJECT, "--pool", pool)
    office.done("pool", PROJECT, "--pool", pool)
    assert "还没有进入默认分支 main" in office.refused("draw", PROJECT, "--pool", pool)
    office.git("switch", "--quiet", "--create", f"lunzheng/{PROJECT}")
    office.commit("只在分支上")
    office.commit("分支上别人的提交", who="other")
    assert "还没有进入默认分支 main" in office.refused("draw", PROJECT, "--pool", pool)


def test_only_the_first_commit_of_somebody_else_is_the_seed(office: Office, pool: Path) -> None:
    before = office.git("rev-parse", "HEAD")
    fixing = fixed(office, pool)
    own = office.commit("起草人自己的提交")
    assert "还没有别人作出的提交" in office.refused("draw", PROJECT, "--pool", pool)
    rewritten = office.commit("别人写的，起草人提交的", who="other", committer="drawer")
    seed = office.commit("别人的提交", who="other")
    later = office.commit("更晚的提交", who="third")
    for wrong in (before, fixing, own, rewritten, later, "HEAD"):
        assert f"也就是 {seed}" in office.refused("draw", PROJECT, "--pool", pool, "--seed-commit", wrong)
    said = office.refused("draw", PROJECT, "--pool", pool, "--seed-commit", "0123456789abcdef")
    assert "没有 0123456789abcdef 这个提交" in said
    office.done("draw", PROJECT, "--pool", pool, "--seed-commit", seed)


def test_what_others_merge_on_the_forge_counts(office: Office, pool: Path) -> None:
    """Fixing and seed come to the default branch by merges, committed under the forge's own address."""
    office.git("switch", "--quiet", "--create", "fixing")
    office.done("pool", PROJECT, "--pool", pool)
    office.commit("固定", who="drawer", committer=FORGE)
    office.git("switch", "--quiet", "main")
    merge = ("merge", "--quiet", "--no-ff", "--no-edit")
    office.git(*merge, "fixing", who="chief", committer=FORGE)
    fixing = office.git("rev-parse", "HEAD")
    office.git("switch", "--quiet", "--create", "elsewhere")
    inside = office.commit("另一个分支里的提交", who="other")
    office.git("switch", "--quiet", "main")
    office.git(*merge, "elsewhere", who="drawer", committer=FORGE)
    office.git("switch", "--quiet", "--create", "third")
    office.commit("第三个分支", who="drawer")
    office.git("switch", "--quiet", "main")
    office.git(*merge, "third", who="chief", committer=FORGE)
    seed = office.git("rev-parse", "HEAD")
    assert "也就是" in office.refused("draw", PROJECT, "--pool", pool, "--seed-commit", inside)
    office.done("draw", PROJECT, "--pool", pool)
    outcome = office.record()[0]["结果"]
    assert (outcome["固定提交"], outcome["种子提交"]) == (fixing, seed)


def test_the_remote_decides_and_not_the_own_branch(office: Office, pool: Path, tmp_path: Path) -> None:
    """Commits that only lie in the own clone are no seed: who draws could make as many as they like."""
    office.git("clone", "--quiet", "--bare", str(office.root), str(tmp_path / "forge.git"))
    office.git("remote", "add", "origin", str(tmp_path / "forge.git"))
    office.git("fetch", "--quiet", "origin")
    fixed(office, pool)
    office.commit("没有推送的提交", who="other")
    assert "还没有进入默认分支 main" in office.refused("draw", PROJECT, "--pool", pool)
    office.git("push", "--quiet", "origin", "main~1:main")
    assert "还没有别人作出的提交" in office.refused("draw", PROJECT, "--pool", pool)
    office.git("push", "--quiet", "origin", "main")
    office.done("draw", PROJECT, "--pool", pool)
    office.commit("抽取")
    office.git("push", "--quiet", "origin", "main")
    # Somebody else's clone comes to the same.
    clone = tmp_path / "clone"
    office.git("clone", "--quiet", str(tmp_path / "forge.git"), str(clone))
    done = office.run("verify-draw", PROJECT, "--pool", pool, root=clone)
    assert done.code == 0, done.text
    shallow = tmp_path / "shallow"
    office.git("clone", "--quiet", "--depth=1", (tmp_path / "forge.git").as_uri(), str(shallow))
    assert "git fetch --unshallow" in office.run("verify-draw", PROJECT, "--pool", pool, root=shallow).text


def test_rules_that_are_fixed_are_replaced_only_with_a_reason_that_stays(office: Office, pool: Path) -> None:
    office.done("pool", PROJECT, "--pool", pool, "--count", "3")
    office.done("pool", PROJECT, "--pool", pool, "--count", "5")
    assert [entry["固定"]["名额"] for entry in office.record()] == [5]
    office.commit("固定")
    office.commit("别人的提交", who="other")
    assert "用 --reason 写明理由" in office.refused("pool", PROJECT, "--pool", pool, "--count", "7")
    office.done("draw", PROJECT, "--pool", pool)
    office.commit("抽取")
    again = (
        "pool",
        PROJECT,
        "--pool",
        pool,
        "--count",
        "7",
        "--reason",
        "评审未通过，再次评审",
        "--date",
        "2027-04-01",
    )
    office.done(*again)
    before = office.state()
    office.done(*again)
    assert office.state() == before
    first, second = office.record()
    assert "结果" in first
    assert (second["次"], second["固定"]["理由"]) == (2, "评审未通过，再次评审")
    office.commit("再次固定")
    seed = office.commit("再有别人的提交", who="third")
    office.done("draw", PROJECT, "--pool", pool)
    assert office.record()[1]["结果"]["种子提交"] == seed
    assert len(office.drawn()) == 7
    assert "一致" in office.done("verify-draw", PROJECT, "--pool", pool)


def test_an_earlier_fixing_cannot_be_made_away_with(office: Office, pool: Path) -> None:
    """Taking the file away and fixing anew would give another seed: the default branch remembers."""
    fixed(office, pool, "--count", "5")
    office.commit("别人的提交", who="other")
    (office.root / EXPERTS).unlink()
    fixed(office, pool, "--count", "7")
    office.commit("再有别人的提交", who="other")
    assert "第 1 次抽取的规则与现在的记录不同" in office.refused("draw", PROJECT, "--pool", pool)


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [("编号: {first}\n", "编号: A999\n", "专家不同"), ("种子: ", "种子: 0", "种子"), ("名额: 5", "名额: 7", "规则")],
)
def test_a_record_that_was_changed_by_hand_is_found(office: Office, pool: Path, old: str, new: str, said: str) -> None:
    fixed(office, pool)
    office.commit("别人的提交", who="other")
    office.done("draw", PROJECT, "--pool", pool)
    path = office.root / EXPERTS
    text = path.read_text(encoding="utf-8")
    old = old.format(first=office.drawn()[0])
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    assert said in office.refused("verify-draw", PROJECT, "--pool", pool)


def test_experts_of_the_projects_own_bodies_stay_out(office: Office, tmp_path: Path) -> None:
    bodies = [
        "示例市水利局",
        "市水利局水文站",
        "示例市水利信息中心",
        "市委网信办",
        "中共宁波市委网络安全和信息化委员会办公室",
    ]
    kin = [(f"K{n}", ["网络安全"], body) for n, body in enumerate(bodies)]
    named = [("N1", ["网络安全"], "甲公司"), ("N2", ["网络安全"], "乙大学")]
    others = [(f"A{n}", ["网络安全"], f"第{n}研究院") for n in range(5)]
    pool = write_pool(tmp_path / "pool.yml", [*kin, *named, *others])
    text = pool.read_text(encoding="utf-8").replace("单位: 乙大学,", "单位: 乙大学, 回避单位: [示例市水利局],")
    pool.write_text(text, encoding="utf-8")
    rules = ("--count", "5", "--substitutes", "0", "--avoid", "甲公司")
    fixed(office, pool, *rules)
    office.commit("别人的提交", who="other")
    office.done("draw", PROJECT, "--pool", pool)
    assert sorted(office.drawn()) == [f"A{n}" for n in range(5)]
    fewer = write_pool(tmp_path / "fewer.yml", [*kin, *named, *others[:3]])
    said = office.refused("pool", PROJECT, "--pool", fewer, "--reason", "换库", *rules)
    assert "不够抽 5 名" in said


def test_a_party_that_joins_after_the_fixing_is_noticed(office: Office, pool: Path) -> None:
    fixed(office, pool)
    office.commit("别人的提交", who="other")
    path = office.root / FOLDER / "project.yml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("示例市水利信息中心", "第1研究院（示例）", 1), encoding="utf-8")
    assert "又有了要回避的单位：第1研究院（示例）" in office.refused("draw", PROJECT, "--pool", pool)


@pytest.mark.parametrize(
    ("rules", "said"),
    [
        (("--count", "4"), "应当是单数，现在是 4 名"),
        (("--count", "1"), "3 到 15 名之间，现在是 1 名"),
        (("--count", "17"), "3 到 15 名之间，现在是 17 名"),
        (("--count", "3", "--field", "网络安全=4"), "合计要 4 名，超过了评审专家的 3 名"),
        (("--field", "量子计算"), "领域「量子计算」可抽的专家"),
        (("--count", "15", "--substitutes", "10"), "只够 9 名候补"),
        (("--field", "网络安全=两名"), "--field 写成 领域 或者 领域=人数"),
        (("--date", "3月1日"), "--date 应当写成"),
    ],
)
def test_rules_that_cannot_be_are_refused(office: Office, pool: Path, rules: tuple[str, ...], said: str) -> None:
    assert said in office.refused("pool", PROJECT, "--pool", pool, *rules)


def test_substitutes_step_in_by_the_rule(office: Office, pool: Path) -> None:
    fixed(office, pool, "--count", "3", "--field", "网络安全=2", "--field", "数据治理")
    office.commit("别人的提交", who="other")
    office.done("draw", PROJECT, "--pool", pool)
    outcome = office.record()[0]["结果"]
    declined = next(expert["编号"] for expert in outcome["专家"] if expert["领域"] == "数据治理")
    fit = next(expert["编号"] for expert in outcome["候补"] if "数据治理" in expert.get("领域", ()))
    said = office.done("substitute", PROJECT, "--declined", declined, "--reason", "出差", "--date", "2027-03-04")
    assert f"{declined} 由 {fit} 替补" in said
    before = office.state()
    office.done("substitute", PROJECT, "--declined", declined, "--reason", "出差")
    assert office.state() == before
    assert "一致" in office.done("verify-draw", PROJECT, "--pool", pool)
    stranger = office.refused("substitute", PROJECT, "--declined", "A777", "--reason", "出差")
    assert fit in stranger
    assert declined not in stranger.split("现在的评审专家：")[1]
    wrong = next(number for number in office.substitutes() if number != fit)
    path = office.root / EXPERTS
    path.write_text(path.read_text(encoding="utf-8").replace(f"替补: {fit}", f"替补: {wrong}"), encoding="utf-8")
    assert f"按顺序应当是 {fit}" in office.refused("verify-draw", PROJECT, "--pool", pool)


def test_when_the_substitutes_are_used_up_it_is_said(office: Office, pool: Path) -> None:
    fixed(office, pool, "--count", "3", "--substitutes", "1")
    office.commit("别人的提交", who="other")
    office.done("draw", PROJECT, "--pool", pool)
    (substitute,) = office.substitutes()
    office.done("substitute", PROJECT, "--declined", substitute, "--reason", "生病")
    said = office.refused("substitute", PROJECT, "--declined", office.drawn()[0], "--reason", "出差")
    assert "没有候补专家了" in said


def test_experts_above_the_city_are_invited_and_recorded(office: Office, pool: Path) -> None:
    ask = ("invite", PROJECT, "--field", "网络安全", "--reason", "重大项目")
    assert "先运行 lunzheng review pool" in office.refused(*ask, "--level", "省级", "--body", "省数据研究院")
    fixed(office, pool)
    assert "省级、国家级" in office.refused(*ask, "--level", "区级", "--body", "省数据研究院")
    assert "要回避" in office.refused(*ask, "--level", "省级", "--body", "示例市水利局")
    for _ in range(2):
        assert "Y1" in office.done(*ask, "--level", "省级", "--body", "省数据研究院", "--date", "2027-03-02")
    (invited,) = office.record()[0]["邀请"]
    assert (invited["编号"], invited["层级"]) == ("Y1", "省级")


def test_without_a_repository_nothing_can_be_drawn(office: Office, pool: Path) -> None:
    fixed(office, pool)
    (office.root / ".git").rename(office.root / "no-git")
    assert "不在 Git 仓库里" in office.refused("draw", PROJECT, "--pool", pool)


def test_comments_between_the_entries_are_not_lost(office: Office, pool: Path) -> None:
    office.done("pool", PROJECT, "--pool", pool)
    path = office.root / EXPERTS
    text = path.read_text(encoding="utf-8")
    path.write_text("# 存档用\n" + text.replace("    名额: 5\n", "    名额: 5  # 领导同意\n"), encoding="utf-8")
    said = office.refused("pool", PROJECT, "--pool", pool, "--count", "7")
    assert "第 10 行有注释" in said
    path.write_text("# 存档用\n" + text, encoding="utf-8")
    office.done("pool", PROJECT, "--pool", pool, "--count", "7")
    assert path.read_text(encoding="utf-8").startswith("# 存档用\n# 由 lunzheng review 写入")
