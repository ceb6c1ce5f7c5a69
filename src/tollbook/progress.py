"""What a command tells of its progress: on a terminal one line that changes, elsewhere plain lines."""

from __future__ import annotations

import contextlib
import threading
import time
from collections.abc import Iterator
from typing import TextIO


class Progress:
    """Progress on a stream, usually standard error.

    Parameters
    ----------
    stream : TextIO
        Where to tell it. On a terminal the running step shows its seconds.
    quiet : bool
        Tell nothing.
    """

    def __init__(self, stream: TextIO, quiet: bool = False) -> None:
        self._stream = stream
        self._quiet = quiet
        self._lock = threading.Lock()
        self._terminal = stream.isatty()

    def say(self, line: str) -> None:
        """Tell a line that stays."""
        if self._quiet:
            return
        with self._lock:
            clear = "\r\x1b[K" if self._terminal else ""
            self._stream.write(f"{clear}{line}\n")
            self._stream.flush()

    @contextlib.contextmanager
    def step(self, what: str, after: float = 1.0) -> Iterator[None]:
        """Tell, while the body runs, that it is at work; silent when it takes less than ``after`` seconds."""
        ended = threading.Event()
        ticker = threading.Thread(target=self._tick, args=(what, after, ended), daemon=True)
        if not self._quiet:
            ticker.start()
        try:
            yield
        finally:
            ended.set()
            if not self._quiet:
                ticker.join()
                self._clear()

    def _tick(self, what: str, after: float, ended: threading.Event) -> None:
        start = time.perf_counter()
        if ended.wait(after):
            return
        if not self._terminal:
            self.say(f"{what} …")
            return
        while not ended.is_set():
            with self._lock:
                self._stream.write(f"\r\x1b[K{what} … {time.perf_counter() - start:.0f} s")
                self._stream.flush()
            ended.wait(0.5)

    def _clear(self) -> None:
        if self._terminal:
            with self._lock:
                self._stream.write("\r\x1b[K")
                self._stream.flush()
