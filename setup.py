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
        material = [*Path("notebooks").glob("*.ipynb"), *Path("notebooks/material").rglob("*.*")]
        for file in sorted(material):
            beside = target / file.relative_to("notebooks")
            self.mkpath(str(beside.parent))
            self.copy_file(str(file), str(beside))


setup(cmdclass={"build_py": BuildWithNotebooks})
