"""Issue forms and pull-request templates: one for each action, each with its warning."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from workflows.reading import FORMS, GITHUB, PULL_REQUESTS

ACTIONS = {"suggestion", "plan", "service-plan", "revision", "withdrawal"}


def test_there_is_one_for_each_action():
    assert {path.stem.partition("-")[2] for path in FORMS} == {*ACTIONS, "fault"}
    assert {path.stem for path in PULL_REQUESTS} == ACTIONS
    config = yaml.safe_load((GITHUB / "ISSUE_TEMPLATE" / "config.yml").read_text(encoding="utf-8"))
    assert config["blank_issues_enabled"] is False


@pytest.mark.parametrize("path", FORMS, ids=lambda path: path.stem)
def test_a_form_warns_first_and_asks_at_the_end(path: Path):
    body = yaml.safe_load(path.read_text(encoding="utf-8"))["body"]
    assert body[0]["type"] == "markdown"
    for word in ("涉密", "个人信息", "手机号", "身份证号"):
        assert word in body[0]["attributes"]["value"]
    confirmed = body[-1]["attributes"]["options"]
    assert all(option["required"] is True for option in confirmed)
    assert any("涉密" in option["label"] for option in confirmed)
    assert any("个人信息" in option["label"] for option in confirmed)


@pytest.mark.parametrize("path", [*PULL_REQUESTS, GITHUB / "pull_request_template.md"], ids=lambda path: path.stem)
def test_a_pull_request_template_warns(path: Path):
    text = path.read_text(encoding="utf-8")
    assert text.startswith("<!-- 涉密项目不要在这里报送")
    assert "- [ ] 不涉密" in text
    assert "身份证号" in text


def test_the_general_template_names_the_others():
    text = (GITHUB / "pull_request_template.md").read_text(encoding="utf-8")
    assert all(action in text for action in ACTIONS)
