"""Everything is declared in pyproject.toml; here only: a wheel carries the default book beside the code."""

from __future__ import annotations

import shutil
from pathlib import Path

from setuptools import setup
from setuptools.command.build_py import build_py

BOOK = ["_config.yml", "_toc.yml", "chapters", "data/articles", "data/gold", "data/reference"]
LEAVE_OUT = shutil.ignore_patterns(".*", "__pycache__", "evidence", "tables")


class BuildWithBook(build_py):
    """Copy the book's sources to ``tollbook/book_sources/``; an editable install reads the checkout's."""

    def run(self) -> None:
        """Build the package, then add the book."""
        super().run()
        if not self.editable_mode:
            for source in filter(Path.exists, map(Path, BOOK)):
                self.add(source, Path(self.build_lib, "tollbook", "book_sources", source))

    def add(self, source: Path, target: Path) -> None:
        """Copy one file or folder."""
        target.parent.mkdir(parents=True, exist_ok=True)
        if source.is_dir():
            shutil.copytree(source, target, ignore=LEAVE_OUT, dirs_exist_ok=True)
        else:
            shutil.copy2(source, target)


setup(cmdclass={"build_py": BuildWithBook})
