"""A form in the notebook in which a reader corrects one quote after the other."""

from __future__ import annotations

import os
from html import escape
from typing import Any

import pandas as pd

from analysis.corrections.files import add_corrections
from analysis.corrections.keys import CORRECTABLE, KEEP, printed
from analysis.display import Shown, show_sentences
from analysis.display.live import WithControls
from analysis.printed import count
from analysis.tables import ARTICLES, CORRECTIONS, NAMED_QUOTES, TableError

_KINDS = CORRECTABLE["quotes"].fields["kind"]
_STATIC = (
    "Here a form appears when this notebook is run, in which each quote can be corrected. In this "
    "page it cannot; the quotes it would begin with:"
)


class CorrectionForm(WithControls):
    """The form that `correct_quotes` shows; its parts can be set from code as well.

    ``position`` is the number of the quote that is shown, from 0; ``speaker``, ``kind``,
    ``is_quote``, ``reason`` and ``coder`` are the fields, and ``save()`` writes what differs.
    """

    def __init__(
        self,
        quotes: pd.DataFrame,
        articles: pd.DataFrame,
        path: str | os.PathLike[str],
        coder: str,
    ) -> None:
        self._quotes, self._articles, self._path = quotes, articles, path
        self._rows: list[dict[Any, Any]] = quotes.to_dict("records")
        self._names = sorted({str(name) for name in quotes["speaker"].dropna()})
        self.position = 0
        self.coder = coder
        self.speaker, self.kind, self.is_quote, self.reason = "", "", True, ""
        self.message = ""
        self._begin()

    def _begin(self) -> None:
        row = self._rows[self.position]
        self.speaker, self.kind = printed(row["speaker"]), printed(row["kind"])
        self.is_quote, self.reason = True, ""

    def go(self, steps: int) -> None:
        """Show the quote so many steps on, or back; the ends are the ends."""
        self.position = min(max(self.position + steps, 0), len(self._rows) - 1)
        self._begin()

    def changes(self) -> pd.DataFrame:
        """Return what the fields say that the table does not, as corrections."""
        row = self._rows[self.position]
        said = {"speaker": self.speaker, "kind": self.kind, KEEP: "yes" if self.is_quote else "no"}
        there = {"speaker": printed(row["speaker"]), "kind": printed(row["kind"]), KEEP: "yes"}
        if not self.is_quote:
            said = {KEEP: "no"}
        return CORRECTIONS.build(
            {
                "table": "quotes",
                "key": NAMED_QUOTES.key_of(row),
                "field": field,
                "old": there[field],
                "new": printed(new),
                "coder": printed(self.coder) or "me",
                "reason": printed(self.reason),
                "text": printed(row["text"]),
            }
            for field, new in said.items()
            if printed(new) != there[field]
        )

    def save(self) -> str:
        """Write what differs to the file of corrections; return a sentence that says so."""
        changes = self.changes()
        try:
            if changes.empty:
                self.message = "Nothing differs from what the program found, so nothing was saved."
            else:
                n = len(add_corrections(changes, self._path))
                self.message = f"Saved. {os.fspath(self._path)} now holds {count(n, 'correction')}."
        except TableError as error:
            self.message = str(error)
        return self.message

    def sentence(self) -> Shown:
        """Return the quote in its sentence, to be displayed."""
        one = self._quotes.iloc[[self.position]]
        caption = f"Quote {self.position + 1} of {len(self._rows)}"
        columns = ["speaker_text", "speaker", "kind", "speaker_rule"]
        return show_sentences(one, self._articles, columns=columns, caption=caption)

    def _static(self) -> Shown:
        return show_sentences(
            self._quotes.head(5), self._articles, columns=["speaker", "kind"], caption=_STATIC
        )

    def _controls(self) -> Any:
        return _controls(self)


def correct_quotes(
    quotes: pd.DataFrame,
    articles: pd.DataFrame,
    path: str | os.PathLike[str] = "corrections.csv",
    *,
    coder: str = "me",
) -> CorrectionForm:
    """Show a form in which one quote after the other can be corrected, in the order given.

    Choose the rows first: those without a speaker, those of which the program is least sure. What
    is saved goes to the file at ``path``, with the coder's name and the reason, and takes effect
    where it is laid over the quotes: ``apply_corrections(quotes, load_corrections(path))``. Where
    no form can be shown, in an exported page, the first quotes are.

    Raises TableError for other tables, and for a table without a row.

    >>> from analysis import annotate, load_articles, name_speakers
    >>> articles = load_articles("data/sample/03-bridge-tideway.txt")
    >>> form = correct_quotes(name_speakers(annotate(articles)), articles)
    >>> form.speaker = "Ines Calloway"
    >>> form.changes()["field"].tolist()
    ['speaker']
    """
    NAMED_QUOTES.check(quotes)
    ARTICLES.check(articles)
    if quotes.empty:
        raise TableError("there is no quote in this table to correct: choose other rows.")
    return CorrectionForm(quotes, articles, path, coder)


def _controls(form: CorrectionForm) -> Any:
    """Build the controls of a form: fields to type in and boxes to tick, each with its label."""
    import ipywidgets as widgets
    from IPython.display import display

    wide = widgets.Layout(width="32em")
    style = {"description_width": "8em"}
    shown = widgets.Output()
    speaker = widgets.Combobox(
        description="Speaker", options=form._names, ensure_option=False, layout=wide, style=style
    )
    kind = widgets.Combobox(
        description="Kind", options=_KINDS, ensure_option=True, layout=wide, style=style
    )
    is_quote = widgets.Checkbox(description="This is reported speech", indent=True, style=style)
    reason = widgets.Text(description="Reason", layout=wide, style=style)
    coder = widgets.Text(description="Coder", value=form.coder, layout=wide, style=style)
    back = widgets.Button(description="Back")
    save = widgets.Button(description="Save", button_style="primary")
    following = widgets.Button(description="Next")
    said = widgets.HTML()

    def show() -> None:
        speaker.value, kind.value = form.speaker, form.kind
        is_quote.value, reason.value = form.is_quote, form.reason
        with shown:
            shown.clear_output(wait=True)
            display(form.sentence())  # type: ignore[no-untyped-call]

    def go(steps: int) -> None:
        form.go(steps)
        said.value = ""
        show()

    def take(_: object) -> None:
        form.speaker, form.kind, form.is_quote = speaker.value, kind.value, is_quote.value
        form.reason, form.coder = reason.value, coder.value
        said.value = f"<p role='status'>{escape(form.save())}</p>"

    back.on_click(lambda _: go(-1))
    following.on_click(lambda _: go(1))
    save.on_click(take)
    show()
    return widgets.VBox(
        [shown, speaker, kind, is_quote, reason, coder, widgets.HBox([back, save, following]), said]
    )
