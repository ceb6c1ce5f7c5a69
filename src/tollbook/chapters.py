"""Notebooks → executed notebooks: papermill in this process, several at a time, the same bytes every time."""

from __future__ import annotations

import os
import re
import tempfile
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tollbook.errors import BuildError

Say = Callable[[str], None]
_ENGINE = "tollbook"
_COLOUR = re.compile("\x1b\\[[0-9;]*[A-Za-z]")
_WIDEST = 90


@dataclass(frozen=True, slots=True)
class Failure:
    """A chapter that stopped: which cell, its source and error, and the log with the whole traceback."""

    chapter: Path
    cell: int
    source: str
    error: str
    log: Path

    def __str__(self) -> str:
        lines = [line for line in self.source.strip().splitlines() if line.strip()] or ["(no source)"]
        shown = "".join(f"\n    {line[:_WIDEST]}" for line in lines[:8])
        where = f"cell {self.cell}" if self.cell >= 0 else "its kernel"
        return f"{self.chapter.name}, {where}: {self.error}{shown}\n    log: {self.log}"


def run_chapters(
    chapters: Sequence[Path],
    target: Path,
    parameters: dict[str, str],
    *,
    workers: int = 2,
    logs: Path,
    say: Say = lambda line: None,
) -> list[Path]:
    """Execute notebooks with the given parameters and write them, outputs included, into a folder.

    Parameters
    ----------
    chapters : sequence of Path
        Notebooks, executed in the folder they lie in.
    target : Path
        Folder for the executed notebooks, which keep their names.
    parameters : dict of str
        Handed to every chapter.
    workers : int
        How many are executed at a time, each in a kernel of its own.
    logs : Path
        Folder for the traceback of a chapter that fails.
    say : callable
        Told of each chapter as it is done.

    Returns
    -------
    list of Path
        The executed notebooks, in the order given.

    Raises
    ------
    BuildError
        When chapters fail: names each one's cell, source, error and log, after all others have finished.
    """
    target.mkdir(parents=True, exist_ok=True)
    done = 0

    def run(chapter: Path) -> Path | Failure:
        nonlocal done
        start = time.perf_counter()
        result = _run_one(chapter, target / chapter.name, parameters, scratch, logs)
        done += 1
        verdict = "failed" if isinstance(result, Failure) else "executed"
        say(f"chapter {chapter.stem} {verdict} in {time.perf_counter() - start:.1f} s ({done} of {len(chapters)})")
        return result

    with tempfile.TemporaryDirectory(prefix="tollbook-") as folder:
        scratch = Path(folder)
        pool = ThreadPoolExecutor(max_workers=max(1, workers))
        try:
            results = list(pool.map(run, chapters))
        finally:
            pool.shutdown(wait=True, cancel_futures=True)
    failures = [result for result in results if isinstance(result, Failure)]
    if failures:
        named = "\n".join(f"  {failure}" for failure in failures)
        count = f"{len(failures)} of {len(chapters)} chapters failed"
        raise BuildError(f"{count}; the last good site is untouched.\n{named}")
    return [result for result in results if isinstance(result, Path)]


def _run_one(chapter: Path, output: Path, parameters: dict[str, str], scratch: Path, logs: Path) -> Path | Failure:
    import nbformat
    from jupyter_core.utils import ensure_event_loop
    from papermill.exceptions import PapermillExecutionError

    loop = ensure_event_loop()  # the one nbclient will use in this thread; it would leave it open
    try:
        notebook = nbformat.read(chapter, as_version=4)  # type: ignore[no-untyped-call, unused-ignore]
        executed = _execute(notebook, chapter, parameters, scratch)
    except PapermillExecutionError as error:
        text = f"In [{error.exec_count}]:\n{error.source}\n\n" + "\n".join(error.traceback)
        said = f"{error.ename}: {error.evalue}".strip()
        return Failure(chapter, error.cell_index, error.source, said, _write_log(logs, chapter, text))
    except Exception as error:  # a kernel that dies, a notebook that is no notebook: the other chapters go on
        said = f"{type(error).__name__}: {error}".strip().splitlines()[0]
        return Failure(chapter, -1, "", said, _write_log(logs, chapter, str(error)))
    finally:
        loop.close()
    nbformat.write(tidy(executed), output)  # type: ignore[no-untyped-call, unused-ignore]
    return output


def _write_log(logs: Path, chapter: Path, text: str) -> Path:
    logs.mkdir(parents=True, exist_ok=True)
    log = logs / f"{chapter.stem}.log"
    log.write_text(_COLOUR.sub("", text) + "\n", encoding="utf-8")
    return log


def _execute(notebook: Any, chapter: Path, parameters: dict[str, str], scratch: Path) -> Any:
    from papermill.engines import papermill_engines
    from papermill.execute import execute_notebook
    from traitlets.config import Config

    papermill_engines.register(_ENGINE, _engine())
    # Sockets as files: no port is opened, and ipykernel has nothing to warn of. Their path must be short.
    settings = Config(
        {"KernelManager": {"transport": "ipc", "connection_file": str(scratch / f"{chapter.stem[:24]}.json")}}
    )
    return execute_notebook(
        notebook,
        None,
        parameters=parameters,
        engine_name=_ENGINE,
        kernel_name="python3",
        progress_bar=False,
        config=settings,
        shutdown_kernel="immediate",
        record_timing=False,
        kernel_folder=str(chapter.parent),
        kernel_environment={
            **os.environ,
            "IPYTHONDIR": str(scratch / "ipython"),
            "PYDEVD_DISABLE_FILE_VALIDATION": "1",
        },
    )


def _engine() -> type:
    from papermill.clientwrap import PapermillNotebookClient
    from papermill.engines import NBClientEngine
    from papermill.log import logger

    class ChapterEngine(NBClientEngine):  # type: ignore[misc, unused-ignore]
        """Starts a kernel in the chapter's folder and leaves this process's, which threads share, alone."""

        @classmethod
        def execute_managed_notebook(
            cls,
            nb_man: Any,
            kernel_name: str,
            kernel_folder: str,
            kernel_environment: dict[str, str],
            **options: Any,
        ) -> Any:
            """Execute all cells in a kernel with its own folder and environment."""
            kept = {name: options[name] for name in ("config", "shutdown_kernel", "record_timing")}
            client = PapermillNotebookClient(nb_man, kernel_name=kernel_name, startup_timeout=120, log=logger, **kept)
            return client.execute(cwd=kernel_folder, env=kernel_environment)

    return ChapterEngine


def tidy(notebook: Any) -> Any:
    """Take from an executed notebook what differs between two runs, and hide the cell papermill injects.

    Parameters
    ----------
    notebook : nbformat.NotebookNode
        Changed in place.

    Returns
    -------
    nbformat.NotebookNode
        The same notebook.
    """
    notebook.metadata.pop("papermill", None)
    for rank, cell in enumerate(notebook.cells):
        for name in ("papermill", "execution"):
            cell.metadata.pop(name, None)
        tags = cell.metadata.get("tags", [])
        if "injected-parameters" in tags:
            cell["id"] = "injected-parameters"
            cell.metadata["tags"] = ["injected-parameters", "remove-cell"]
        elif not cell.get("id"):
            cell["id"] = f"cell-{rank}"
    return notebook
