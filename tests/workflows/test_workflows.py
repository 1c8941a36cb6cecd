"""The workflows hold no logic and no more power than they need, and the commands that they run exist."""

from __future__ import annotations

import re
import subprocess
import sysconfig
from pathlib import Path

import click
import pytest

from acceptance.support import ROOT
from lunzheng.cli.commands import lunzheng
from workflows.reading import FORMS, GITHUB, WORKFLOWS, Step, is_single_command, read_workflow, run_steps, steps

PROGRAM = ".venv/bin/lunzheng"
BASE_PROGRAM = ["git", "restore", "--source=HEAD^1", "--staged", "--worktree", "--", ".", ":(exclude)projects"]
PINNED = re.compile(r"[\w.-]+/[\w./-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+")


def tool(name: str, *arguments: str | Path) -> subprocess.CompletedProcess[str]:
    program = Path(sysconfig.get_path("scripts")) / name
    return subprocess.run(
        [program, *arguments], cwd=ROOT, capture_output=True, text=True, encoding="utf-8", check=False, timeout=120
    )


def test_actionlint_reports_nothing():
    done = tool("actionlint", *WORKFLOWS)
    assert (done.returncode, done.stdout) == (0, ""), done.stdout


def test_zizmor_reports_nothing():
    done = tool("zizmor", "--offline", "--no-progress", "--persona", "regular", GITHUB)
    assert done.returncode == 0, done.stdout + done.stderr


def test_what_zizmor_is_told_to_ignore_has_a_reason():
    for path in WORKFLOWS:
        for line in path.read_text(encoding="utf-8").splitlines():
            if "zizmor:" in line:
                assert re.search(r"# zizmor: ignore\[[\w-]+\] \w+.{20,}", line), f"{path.name}: {line}"


@pytest.mark.parametrize("name", ["vendor.github-issue-forms", "vendor.github-issue-config", "vendor.dependabot"])
def test_forms_and_settings_are_what_github_takes(name: str):
    files = {
        "vendor.github-issue-forms": FORMS,
        "vendor.github-issue-config": [GITHUB / "ISSUE_TEMPLATE" / "config.yml"],
        "vendor.dependabot": [GITHUB / "dependabot.yml"],
    }[name]
    done = tool("check-jsonschema", "--builtin-schema", name, *files)
    assert done.returncode == 0, done.stdout + done.stderr


def test_nothing_is_allowed_that_a_job_does_not_ask_for():
    for path in WORKFLOWS:
        workflow = read_workflow(path)
        assert workflow["permissions"] == {}, path.name
        for name, job in workflow["jobs"].items():
            assert isinstance(job["permissions"], dict), f"{path.name}: {name}"
            assert "uses" in job or "timeout-minutes" in job, f"{path.name}: {name}"


def test_pull_requests_start_no_job_that_can_write_or_knows_a_secret():
    for path in WORKFLOWS:
        workflow = read_workflow(path)
        events = workflow[True]
        assert not {"pull_request_target", "workflow_run", "pull_request_review"} & set(events), path.name
        if "pull_request" in events:
            assert "secrets." not in path.read_text(encoding="utf-8"), path.name
            for job in workflow["jobs"].values():
                assert job["permissions"] == {"contents": "read"}, path.name
                assert not {"env", "environment"} & set(job), path.name


def test_actions_are_pinned():
    for path in WORKFLOWS:
        for line in path.read_text(encoding="utf-8").splitlines():
            _, key, action = line.partition("uses: ")
            if key and not action.startswith("$/.github/"):
                assert PINNED.fullmatch(action), f"{path.name}: {line}"


def test_one_action_has_one_version():
    found: dict[str, set[str]] = {}
    for step in steps():
        if "uses" in step.content:
            name, _, version = step.content["uses"].partition("@")
            found.setdefault(name, set()).add(version)
    assert [name for name, versions in found.items() if len(versions) > 1] == []


def test_credentials_stay_only_where_the_program_pushes():
    kept = []
    for step in steps():
        if step.content.get("uses", "").startswith("actions/checkout@"):
            keeps = step.content["with"]["persist-credentials"]
            assert isinstance(keeps, bool), step
            kept += [step.workflow] * keeps
    assert kept == ["review.yml"]


@pytest.mark.parametrize("step", run_steps(), ids=str)
def test_every_step_is_one_command(step: Step):
    assert is_single_command(step)
    words = step.words
    allowed = words[0] in {"make", PROGRAM} or words[:3] == ["gh", "release", "create"] or words == BASE_PROGRAM
    assert allowed, step.run


@pytest.mark.parametrize("step", [step for step in run_steps() if step.words[0] == "make"], ids=str)
def test_targets_exist(step: Step):
    text = (ROOT / "Makefile").read_text(encoding="utf-8")
    for target in step.words[1:]:
        assert re.search(rf"^{re.escape(target)}:", text, re.MULTILINE), step.run


@pytest.mark.parametrize("step", [step for step in run_steps() if step.words[0] == PROGRAM], ids=str)
def test_commands_and_their_options_exist(step: Step):
    """Click itself reads the line, and stops before anything is done."""
    command: click.Command = lunzheng
    context = click.Context(lunzheng, info_name="lunzheng", obj=None)
    words = step.words[1:]
    while isinstance(command, click.Group):
        found = command.get_command(context, words[0])
        assert found is not None, f"no command {words[0]}: {step.run}"
        command, words = found, words[1:]
        context = click.Context(command, info_name=command.name, parent=context)
    command.parse_args(context, words)


def test_whatever_changes_the_program_is_put_back_before_anything_runs():
    """In jobs of a pull request that are not the test of its program."""
    for path in WORKFLOWS:
        workflow = read_workflow(path)
        if "pull_request" not in workflow[True] or path.name == "test.yml":
            continue
        for job in workflow["jobs"].values():
            commands = [step["run"] for step in job["steps"] if "run" in step]
            assert Step(path.name, "", {"run": commands[0]}).words == BASE_PROGRAM, path.name


def test_only_the_program_of_the_base_is_left(tmp_path: Path):
    """The command of the workflow, on a merge that changes, adds, removes and replaces by links."""

    def git(*arguments: str) -> str:
        identity = ["-c", "user.name=w", "-c", "user.email=w@example.org", "-c", "init.defaultBranch=main"]
        return subprocess.run(
            ["git", *identity, *arguments], cwd=tmp_path, check=True, capture_output=True, text=True
        ).stdout

    def write(name: str, text: str) -> None:
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")

    git("init", "--quiet")
    for name in ("Makefile", "scripts/setup.sh", "scripts/lunzheng/a.py", "projects/2027/slj-a/brief.md", "gone.txt"):
        write(name, "base")
    git("add", ".")
    git("commit", "--quiet", "-m", "base")
    git("switch", "--quiet", "-c", "fork")
    git("rm", "--quiet", "-r", "scripts/lunzheng", "gone.txt")
    for name in (
        "Makefile",
        ".venv/bin/lunzheng",
        "sitecustomize.py",
        ".gitattributes",
        "projects/2027/slj-b/brief.md",
    ):
        write(name, "fork")
    write("projects/2027/slj-a/brief.md", "fork")
    (tmp_path / "scripts" / "lunzheng").symlink_to("../projects/2027", target_is_directory=True)
    git("add", "--force", ".")
    git("commit", "--quiet", "-m", "fork")
    git("switch", "--quiet", "main")
    write("README.md", "newer")
    git("add", ".")
    git("commit", "--quiet", "-m", "newer")
    git("merge", "--quiet", "--no-ff", "-m", "merge", "fork")

    subprocess.run(BASE_PROGRAM, cwd=tmp_path, check=True)

    assert git("diff", "--name-only", "HEAD^1", "--", ".", ":(exclude)projects") == ""
    assert git("diff", "--name-only", "HEAD", "--", "projects") == ""
    assert git("status", "--porcelain", "--untracked-files=all", "--ignored", "projects") == ""
    there = {path.relative_to(tmp_path).as_posix() for path in tmp_path.rglob("*") if ".git" not in path.parts}
    assert {name for name in there if (tmp_path / name).is_file()} == {
        "Makefile", "README.md", "gone.txt", "scripts/setup.sh", "scripts/lunzheng/a.py",
        "projects/2027/slj-a/brief.md", "projects/2027/slj-b/brief.md",
    }  # fmt: skip
    assert (tmp_path / "projects/2027/slj-a/brief.md").read_text(encoding="utf-8") == "fork"
    assert not (tmp_path / "scripts" / "lunzheng").is_symlink()


def test_the_tools_find_faults(tmp_path: Path):
    """A tool that passes everything would pass the workflows, too."""
    bad = tmp_path / ".github" / "workflows" / "bad.yml"
    bad.parent.mkdir(parents=True)
    bad.write_text(
        "on: pull_request_target\njobs:\n  a:\n    runs-on: ubuntu-24.04\n    steps:\n"
        "      - uses: actions/checkout@v5\n      - run: echo ${{ github.event.issue.title }}\n    needs: nowhere\n",
        encoding="utf-8",
    )
    assert tool("actionlint", "-no-color", bad).returncode == 1
    assert tool("zizmor", "--offline", "--no-progress", bad).returncode > 1


def test_the_program_is_the_one_that_make_installs():
    assert f"VENV := {PROGRAM.partition('/')[0]}\n" in (ROOT / "Makefile").read_text(encoding="utf-8")
