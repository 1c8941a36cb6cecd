"""The command ``lunzheng``: arguments in, messages out; what it does is done in the rooms below."""

from __future__ import annotations

import sys

import click

from lunzheng.check.errors import LibraryError
from lunzheng.cli.commands import lunzheng
from lunzheng.cli.output import EXIT_PROBLEMS, EXIT_USAGE, print_problems, say, say_error
from lunzheng.cli.usage import usage_message
from lunzheng.documents.errors import FontNotFoundError
from lunzheng.source.text import reason


def main() -> None:
    """Run the command and end the process: 0 fine, 1 problems found, 2 wrong usage."""
    try:
        code = lunzheng.main(prog_name="lunzheng", standalone_mode=False)
    except click.exceptions.Exit as end:
        code = end.exit_code
    except click.exceptions.NoArgsIsHelpError as error:
        say(error.format_message())
        code = EXIT_USAGE
    except click.ClickException as error:
        say_error(usage_message(error))
        code = EXIT_USAGE
    except LibraryError as error:
        print_problems(error.problems)
        say_error("项目库本身有问题，先改正上面各处。")
        code = EXIT_PROBLEMS
    except FontNotFoundError as error:
        say_error(str(error))
        code = EXIT_USAGE
    except (click.Abort, KeyboardInterrupt):
        say_error("已中断。")
        code = EXIT_USAGE
    except BrokenPipeError:
        # The reader of a pipe (head, less) has seen enough.
        sys.stderr.close()
        code = 0
    except OSError as error:
        say_error(f"读写文件失败：{error.filename or ''}（{reason(error)}）")
        code = EXIT_USAGE
    sys.exit(code or 0)
