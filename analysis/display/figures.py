"""A chart on the page together with the words that say what it shows."""

from __future__ import annotations

import io
import struct
from base64 import b64encode
from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

from analysis.display.html import clean, escape
from analysis.display.numbers import fold_numbers
from analysis.mistakes import ArgumentError, given

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure


def show(
    chart: Axes | Figure,
    alt: str | None = None,
    *,
    caption: str | None = None,
    numbers: bool = True,
) -> None:
    """Display a chart in the notebook with its alt text, sharp on any screen, and close it.

    A screen reader, a notebook's export and a plain terminal all get the same words. Notebooks
    that draw open figures at the end of a cell do not draw this one again. Below a chart of this
    package stand, folded away, the numbers behind it (:func:`analysis.charts.chart_data`) with a
    link that saves them as a CSV file.

    Parameters: ``chart``, Axes or a Figure; ``alt``, one or two sentences that say what it shows,
    needed only for a chart that was not drawn by this package, whose charts bring their own;
    ``caption``, a line to stand visibly below; ``numbers``, False to leave the numbers out.

    Raises ValueError for a chart without alt text and for what is no chart.

    >>> from matplotlib.figure import Figure
    >>> show(Figure(), alt="An empty page.")
    An empty page.
    """
    from IPython.display import display

    display(draw_picture(chart, alt, caption, numbers))  # type: ignore[no-untyped-call]


@dataclass(frozen=True)
class Picture:
    """A drawn chart in every form that a notebook may ask for; a terminal gets its words."""

    html: str
    png: str
    text: str
    size: tuple[int, int]

    def _repr_mimebundle_(self, **_: object) -> tuple[dict[str, str], dict[str, object]]:
        data = {"text/html": self.html, "image/png": self.png, "text/plain": self.text}
        width, height = self.size
        return data, {"image/png": {"width": width, "height": height, "alt": self.text}}

    def __repr__(self) -> str:
        return self.text


def draw_picture(
    chart: Axes | Figure,
    alt: str | None = None,
    caption: str | None = None,
    numbers: bool = True,
) -> Picture:
    """Draw a chart at twice its resolution, to be shown at its own size, and close it."""
    figure = _figure(chart)
    text = clean(_alt_text(figure) if alt is None else alt).strip()
    if not text:
        raise ArgumentError(
            "this chart has no alt text. Say in a sentence what it shows, for readers who do not "
            "see it: show(ax, alt='...')."
        )
    from matplotlib import pyplot

    after = fold_numbers(figure.axes) if numbers else ""
    png = io.BytesIO()
    figure.savefig(png, format="png", dpi=2 * figure.dpi, facecolor="white")
    pyplot.close(figure)
    data = png.getvalue()
    width, height = (side // 2 for side in struct.unpack(">II", data[16:24]))  # the PNG header
    code = b64encode(data).decode("ascii")
    below = f"<figcaption>{escape(caption)}</figcaption>" if caption else ""
    html = (
        '<figure style="margin: 0.5em 0;">'
        f'<img alt="{escape(text)}" width="{width}" height="{height}" '
        'style="max-width: 100%; height: auto; background: white;" '
        f'src="data:image/png;base64,{code}">{below}</figure>{after}'
    )
    return Picture(html, code, text, (width, height))


def _figure(chart: object) -> Figure:
    found = chart if hasattr(chart, "savefig") else getattr(chart, "figure", None)
    found = getattr(found, "figure", found)  # the figure that holds a subfigure
    if not hasattr(found, "savefig"):
        raise ArgumentError(
            "show needs a chart: the Axes that a plot_ function returns, or a Figure. "
            f"Got {given(chart)}."
        )
    return cast("Figure", found)


def _alt_text(figure: Figure) -> str:
    """Join what the charts of this package left on their Axes; one without words spoils it."""
    texts = [getattr(ax, "alt_text", "") for ax in figure.axes]
    return " ".join(texts) if all(texts) else ""
