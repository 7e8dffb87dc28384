"""Controls where somebody is at the notebook to use them, and what stands for them elsewhere."""

from __future__ import annotations

from importlib.util import find_spec
from typing import Any

from analysis.display.html import Shown
from analysis.mistakes import notebook_shell


def is_live() -> bool:
    """Tell whether somebody sits at a notebook that can show controls.

    Who runs a notebook without anybody at it, as nbconvert does, says with every cell that no
    question can be put to a reader; a notebook in use says that one can.
    """
    shell = notebook_shell()
    if shell is None or not hasattr(shell, "get_parent") or find_spec("ipywidgets") is None:
        return False
    asked = shell.get_parent() or {}
    return bool(asked.get("content", {}).get("allow_stdin"))


class WithControls:
    """Something with controls, which pages and terminals show without them.

    Who inherits says what stands there in any case (``_static``) and which widget holds the
    controls (``_controls``).
    """

    def _static(self) -> Shown:
        raise NotImplementedError

    def _controls(self) -> Any:
        raise NotImplementedError

    def _repr_mimebundle_(self, **_: object) -> dict[str, Any]:
        static = self._static()
        data: dict[str, Any] = {"text/html": static.html, "text/plain": static.text}
        if is_live():
            view = self._controls()._repr_mimebundle_()
            data |= {kind: part for kind, part in view.items() if kind not in data}
        return data

    def __repr__(self) -> str:
        return self._static().text
