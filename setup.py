"""Puts the notebooks into a wheel, where the report looks for its own; all else is in pyproject."""

from __future__ import annotations

from pathlib import Path

from setuptools import setup
from setuptools.command.build_py import build_py


class BuildWithNotebooks(build_py):
    """Copy ``notebooks/`` to ``analysis/notebooks/`` in what is built; a clone needs no copy."""

    def run(self) -> None:
        """Build the package, then lay the notebooks beside its modules."""
        super().run()
        if self.editable_mode:
            return
        target = Path(self.build_lib) / "analysis" / "notebooks"
        self.mkpath(str(target))
        for notebook in sorted(Path("notebooks").glob("*.ipynb")):
            self.copy_file(str(notebook), str(target / notebook.name))


setup(cmdclass={"build_py": BuildWithNotebooks})
