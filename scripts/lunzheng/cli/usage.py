"""Click's words in Chinese: help headings and usage errors."""

from __future__ import annotations

import re

import click

_PROGRAM = "lunzheng"


def usage_message(error: click.ClickException) -> str:
    """What was wrong with the arguments, and where help is to be found."""
    command = error.ctx.command_path if isinstance(error, click.UsageError) and error.ctx else _PROGRAM
    return f"{_what(error)}\n用法见：{command} --help"


def _what(error: click.ClickException) -> str:
    match error:
        case click.NoSuchOption():
            close = f"，是不是 {error.possibilities[0]}？" if error.possibilities else ""
            return f"没有 {error.option_name} 这个选项{close}"
        case click.MissingParameter():
            return f"缺少 {_name(error)}"
        case click.BadParameter():
            return f"{_name(error)} 的值不对：{_reason(error)}"
        case click.BadOptionUsage():
            return f"选项 {error.option_name} 后面要跟一个值"
        case click.UsageError() if found := _NO_COMMAND.search(error.message):
            return f"没有“{found[1]}”这个命令；可用的命令：{'、'.join(_commands(error))}"
        case click.UsageError() if found := _EXTRA.search(error.message):
            return f"多写了参数 {found[1]}"
        case _:
            return error.format_message()


# Click has no exception of its own for these two.
_NO_COMMAND = re.compile(r"No such command '(.*)'")
_EXTRA = re.compile(r"unexpected extra arguments? \((.*)\)")


def _commands(error: click.UsageError) -> list[str]:
    command = error.ctx.command if error.ctx else None
    return command.list_commands(error.ctx) if isinstance(command, click.Group) and error.ctx else []


def _name(error: click.BadParameter) -> str:
    if error.param is None:
        return str(error.param_hint or "参数")
    return " / ".join(error.param.opts) if isinstance(error.param, click.Option) else error.param.human_readable_name


def _reason(error: click.BadParameter) -> str:
    kind = error.param.type if error.param else None
    if isinstance(kind, click.Choice):
        return f"只能是 {'、'.join(map(str, kind.choices))}"
    if kind is click.INT:
        return "应当是整数"
    if isinstance(kind, click.Path):
        return "找不到这个文件夹" if kind.exists else "这是一个文件夹，要写文件的名字"
    return error.message


class ChineseHelp(click.Command):
    """A command whose help has Chinese headings."""

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        pieces = " ".join(self.collect_usage_pieces(ctx)).replace("[OPTIONS]", "[选项]")
        formatter.write_usage(ctx.command_path, pieces, prefix="用法：")

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        options = (param for param in self.get_params(ctx) if isinstance(param, click.Option))
        found = [record for option in options if (record := option.get_help_record(ctx))]
        records = [(names, text.replace("[required]", "（必写）")) for names, text in found]
        if records:
            with formatter.section("选项"):
                formatter.write_dl(records)

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        option = super().get_help_option(ctx)
        if option:
            option.help = "显示这份说明。"
        return option


class ChineseGroup(ChineseHelp, click.Group):
    """A group of commands with Chinese headings."""

    command_class = ChineseHelp

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        formatter.write_usage(ctx.command_path, "[选项] 命令 [参数]…", prefix="用法：")

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        ChineseHelp.format_options(self, ctx, formatter)
        self.format_commands(ctx, formatter)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("命令"):
            formatter.write_dl([(name, self.line_of(ctx, name)) for name in self.list_commands(ctx)])

    def line_of(self, ctx: click.Context, name: str) -> str:
        """The line that the list of commands says of one."""
        command = self.get_command(ctx, name)
        return command.get_short_help_str(60) if command else ""
