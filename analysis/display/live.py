"""Whether there is somebody at the notebook, who can use controls."""

from __future__ import annotations

import sys
from importlib.util import find_spec


def is_live() -> bool:
    """Tell whether somebody sits at a notebook that can show controls.

    Who runs a notebook without anybody at it, as nbconvert does, says with every cell that no
    question can be put to a reader; a notebook in use says that one can.
    """
    ipython = sys.modules.get("IPython")
    shell = ipython.get_ipython() if ipython is not None else None
    if shell is None or not hasattr(shell, "get_parent") or find_spec("ipywidgets") is None:
        return False
    asked = shell.get_parent() or {}
    return bool(asked.get("content", {}).get("allow_stdin"))
