"""A report as SARIF 2.1.0 (OASIS), which code hosts and editors show."""

from __future__ import annotations

import hashlib
import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from urllib.parse import quote

from lunzheng.check.report import WAIVER_NOTES
from lunzheng.check.run import Report
from lunzheng.model.project import Waiver
from lunzheng.source.problem import Kind, Location, Problem, Severity

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
ROOT = "%SRCROOT%"
"""Stands for the library's root: whoever shows the report puts its own checkout in its place."""
FINGERPRINT = "problem/v1"

_Value = str | int | bool | dict[str, "_Value"] | list["_Value"]
_Object = dict[str, _Value]

_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning"}
_POSITIONS = re.compile(r"第 ?[0-9]+ ?([行项])")


def sarif_report(report: Report, kinds: Mapping[str, Kind]) -> str:
    """One run: the rules that are spoken of, with their help, and a result for each problem, waived ones suppressed."""
    entries = [*((problem, None) for problem in report.problems), *((w.problem, w.waiver) for w in report.waived)]
    entries.sort(key=lambda entry: entry[0])
    codes = sorted({problem.code for problem, _ in entries})
    prints = _fingerprints(problem for problem, _ in entries)
    run: _Object = {
        "tool": {
            "driver": {
                "name": "lunzheng",
                "language": "zh-CN",
                "rules": [_rule(code, kinds.get(code)) for code in codes],
            }
        },
        "language": "zh-CN",
        "columnKind": "unicodeCodePoints",
        "originalUriBaseIds": {ROOT: {"description": {"text": "项目库的根文件夹"}}},
        "results": [
            _result(problem, waiver, codes, fingerprint)
            for (problem, waiver), fingerprint in zip(entries, prints, strict=True)
        ],
    }
    content: _Object = {"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}
    return json.dumps(content, ensure_ascii=False, indent=2) + "\n"


def _rule(code: str, kind: Kind | None) -> _Object:
    if kind is None:
        return {"id": code}
    article = f"\n依据：{kind.article}" if kind.article else ""
    plain = f"{kind.why}\n怎样改：{kind.hint}。{article}\n{WAIVER_NOTES[kind.can_be_waived]}"
    examples = "".join(
        f"\n\n{title}\n\n{_fenced(text)}"
        for title, text in (("有问题的写法：", kind.bad), ("改好以后：", kind.good))
        if text
    )
    return {
        "id": code,
        "shortDescription": {"text": kind.title},
        "fullDescription": {"text": kind.why},
        "help": {"text": plain, "markdown": plain.replace("\n", "\n\n") + examples},
        "defaultConfiguration": {"level": _LEVELS[kind.severity]},
    }


def _fenced(text: str) -> str:
    """A code block whose fence is longer than any in the text."""
    fence = "`" * max(3, 1 + max((len(run) for run in re.findall("`+", text)), default=0))
    return f"{fence}\n{text}\n{fence}"


def _result(problem: Problem, waiver: Waiver | None, codes: Sequence[str], fingerprint: str) -> _Object:
    hint = f"\n怎样改：{problem.hint}" if problem.hint else ""
    article = f"（{problem.article}）" if problem.article else ""
    result: _Object = {
        "ruleId": problem.code,
        "ruleIndex": codes.index(problem.code),
        "level": _LEVELS[problem.severity],
        "message": {"text": _literal(f"{problem.message}{hint}{article}")},
        "locations": [_location(problem.location)],
        "partialFingerprints": {FINGERPRINT: fingerprint},
        "suppressions": [] if waiver is None else [_suppression(waiver)],
    }
    if problem.related:
        result["relatedLocations"] = [
            {"id": number, **_location(place)} for number, place in enumerate(problem.related, 1)
        ]
    return result


def _suppression(waiver: Waiver) -> _Object:
    """Kept in the project's own files, hence in the source; accepted by the person whose post is named."""
    return {
        "kind": "inSource",
        "status": "accepted",
        "justification": f"{waiver.reason}（同意人：{waiver.role}）",
        "location": _location(waiver.place("规则")),
    }


def _location(place: Location) -> _Object:
    return {
        "physicalLocation": {
            "artifactLocation": {"uri": quote(place.file), "uriBaseId": ROOT},
            "region": {"startLine": place.line, "startColumn": place.column},
        }
    }


def _literal(text: str) -> str:
    """A message in which nothing is read as a placeholder (SARIF 2.1.0, 3.11.5) or as a link (3.11.6)."""
    return text.replace("{", "{{").replace("}", "}}").replace("](", "] (")


def _fingerprints(problems: Iterable[Problem]) -> Iterator[str]:
    """What a problem is known by when lines move: its code, file and words; equal ones are counted through."""
    seen: Counter[tuple[str, str, str]] = Counter()
    for problem in problems:
        words = _POSITIONS.sub(r"第\1", problem.message)
        key = (problem.code, problem.location.file, words)
        seen[key] += 1
        yield hashlib.sha256("\0".join([*key, str(seen[key])]).encode("utf-8")).hexdigest()
