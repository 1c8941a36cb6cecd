"""The process that looks into PDF files: started when the first is met, ended when one takes too long."""

from __future__ import annotations

import atexit
import contextlib
import json
import subprocess
import sys
import threading

from lunzheng.check.guard import kinds
from lunzheng.check.guard import pdf_answers as protocol
from lunzheng.check.guard.office import Inner
from lunzheng.check.guard.piece import Fault, Found, Piece, RefusedError

TIMEOUT_SECONDS = 30
_MODULE = "lunzheng.check.guard.pdf"
"""What runs in the process; here it is not loaded."""


class _PdfProcess:
    """At most one process for the whole program; threads wait for one another."""

    def __init__(self) -> None:
        self.lock = threading.Lock()
        self.process: subprocess.Popen[bytes] | None = None

    def ask(self, data: bytes) -> list[protocol.Answer] | None:
        """What the process answers for a file; None where it had to be ended."""
        with self.lock:
            process = self.process or self._start()
            timer = threading.Timer(TIMEOUT_SECONDS, process.kill)
            timer.start()
            try:
                assert process.stdin is not None and process.stdout is not None
                protocol.send(process.stdin, data)
                answer = protocol.receive(process.stdout)
            except OSError:
                answer = None
            finally:
                timer.cancel()
            if answer is None:
                self._end()
                return None
            return [(what, part, words) for what, part, words in json.loads(answer)]

    def _start(self) -> subprocess.Popen[bytes]:
        # -P: the folder that the command runs in is full of other people's files and must not be searched for modules.
        command = [sys.executable, "-P", "-m", _MODULE]
        self.process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
        )
        return self.process

    def _end(self) -> None:
        if self.process is None:
            return
        process, self.process = self.process, None
        process.kill()
        for stream in (process.stdin, process.stdout):
            if stream is not None:
                with contextlib.suppress(OSError):
                    stream.close()
        process.wait()

    def end(self) -> None:
        with self.lock:
            self._end()


_PROCESS = _PdfProcess()
atexit.register(_PROCESS.end)


def pdf_pieces(data: bytes, inner: Inner) -> Found:
    """Everything readable in a PDF.

    Raises:
        RefusedError: it is encrypted, damaged, or takes too much time or memory.
    """
    answers = _PROCESS.ask(data)
    if answers is None:
        raise RefusedError(
            kinds.TOO_MUCH, f"PDF 在 {TIMEOUT_SECONDS} 秒内打不开，内容可能有意做得极复杂", "重新导出一份 PDF"
        )
    for what, part, words in answers:
        match what:
            case protocol.TEXT:
                yield Piece(words, part)
            case protocol.EMBEDDED:
                yield from inner(part, words.encode("latin-1"))
            case protocol.ACTIVE:
                yield Fault(kinds.ACTIVE_CONTENT, words, "用“打印为 PDF”重新生成一份")
            case protocol.OUTSIDE:
                yield Fault(kinds.OUTSIDE_REFERENCE, words, "用“打印为 PDF”重新生成一份")
            case protocol.ENCRYPTED:
                yield Fault(kinds.CANNOT_LOOK, "PDF 加了密码或限制，看不到里面的内容")
            case protocol.TOO_MUCH:
                yield Fault(kinds.TOO_MUCH, words)
            case _:
                yield Fault(kinds.CANNOT_LOOK, "PDF 已经损坏，读不出全部内容")
