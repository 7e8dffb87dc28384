"""Keep-or-drop predictions of `analysis.cleaning` for a benchmark of labelled page lines."""

from __future__ import annotations

from analysis.cleaning import label_lines, normalize

STORY = {"body", "heading"}


def predict_lines(lines: list[str], window: tuple[int, int], setting: str) -> list[bool]:
    """Return, for each line that was pasted, whether it is story (True) or not (False).

    ``setting`` is "window" (only ``lines[a:b]`` were pasted, and are judged) or "full" (all lines).
    """
    if setting not in ("window", "full"):
        raise ValueError(f'setting must be "window" or "full", not {setting!r}')
    start, stop = window if setting == "window" else (0, len(lines))
    pasted = [normalize(line).replace("\n", " ") for line in lines[start:stop]]
    return [label in STORY for label in label_lines(pasted)]
