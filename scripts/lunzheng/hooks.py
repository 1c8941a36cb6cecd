"""The Git hooks that run the guard before every commit, installed beside whatever hook is there already."""

from __future__ import annotations

import shlex
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from lunzheng.repository import RepositoryError, require_repository, top_of
from lunzheng.source.write import write_text

if TYPE_CHECKING:
    from git import Repo

_SIGN = "# lunzheng guard"
_KEPT = ".before-lunzheng"
HOOKS = {"pre-commit": "--staged", "commit-msg": '--message "$1"'}
"""Hook → what the guard is asked."""
_GATES = {"commit-msg": 'LC_ALL=C grep -q 密 "$1" || exit 0\n'}
"""Every mark holds this character: without it no program has to start for a message."""

_SCRIPT = """\
#!/bin/sh
{sign}: nothing classified may enter Git. Written by `lunzheng guard --install`.
before="$0{kept}"
if [ -x "$before" ]; then "$before" "$@" || exit $?; fi
[ -f {library}/projects/library.yml ] || exit 0
{gate}python={python}
if [ -x "$python" ]; then
  exec "$python" -P -m lunzheng --root {library} guard {options}
elif command -v lunzheng >/dev/null 2>&1; then
  exec lunzheng --root {library} guard {options}
fi
echo "没有提交：找不到 lunzheng，无法检查有没有涉密内容。请重新安装，再运行 lunzheng guard --install。" >&2
exit 1
"""


def install_hooks(root: Path) -> list[Path]:
    """Install the hooks of the repository that a library lies in.

    A hook that is there already is kept under another name and runs first. The folder is the one that Git itself names:
    the common one of linked work trees, or ``core.hooksPath``.

    Args:
        root: the library's root.

    Returns:
        The hooks, whether they were new or not.

    Raises:
        RepositoryError: the library is in no repository, or a hook can neither be replaced nor kept.
        OSError: the folder cannot be written.
    """
    repository = require_repository(root)
    folder = _folder(repository)
    for name in HOOKS:
        _refuse_conflict(folder / name)
    return [_install(folder / name, options, _library(root, repository)) for name, options in HOOKS.items()]


def _folder(repository: Repo) -> Path:
    return top_of(repository) / str(repository.git.rev_parse("--git-path", "hooks"))


def _library(root: Path, repository: Repo) -> str:
    """The library's root as a hook sees it: hooks run at the top of the work tree."""
    return root.resolve().relative_to(top_of(repository)).as_posix()


def _refuse_conflict(hook: Path) -> None:
    kept = hook.with_name(hook.name + _KEPT)
    if _is_foreign(hook) and kept.exists():
        line = f"lunzheng guard {HOOKS[hook.name]} || exit 1"
        raise RepositoryError(f"{hook} 和 {kept.name} 都是别的程序写的，没有改动；请在 {hook.name} 里加上一行：{line}")


def _is_foreign(hook: Path) -> bool:
    if hook.is_symlink():
        return True
    return hook.exists() and _SIGN not in hook.read_text(encoding="utf-8", errors="replace")


def _install(hook: Path, options: str, library: str) -> Path:
    if _is_foreign(hook):
        hook.rename(hook.with_name(hook.name + _KEPT))
    # Forward slashes: on Windows, hooks run in the shell that comes with Git.
    python = shlex.quote(Path(sys.executable).as_posix())
    text = _SCRIPT.format(
        sign=_SIGN,
        kept=_KEPT,
        library=shlex.quote(library),
        gate=_GATES.get(hook.name, ""),
        python=python,
        options=options,
    )
    write_text(hook, text)
    hook.chmod(0o755)
    return hook


def kept_hooks(hooks: list[Path]) -> list[Path]:
    """The hooks of others that go on running before ours."""
    return [kept for hook in hooks if (kept := hook.with_name(hook.name + _KEPT)).exists()]
