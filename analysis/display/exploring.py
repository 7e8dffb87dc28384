"""Exploring with controls: choose outlets, speakers, a word, and read what fits.

In JupyterLab, keys that are pressed on a list or on a slider below a cell go to the notebook: an
arrow moves to the next cell, an x cuts it. Keys in a field to type in, and the space bar on a box
to tick, stay where they are. So there are only such fields and boxes here.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import cached_property
from typing import Any

import numpy as np
import pandas as pd

from analysis.display.explorable import kind_of, sentences_around
from analysis.display.figures import draw_picture
from analysis.display.html import Shown, clean, escape, page
from analysis.display.live import WithControls
from analysis.display.tables import show_sentences
from analysis.mistakes import ArgumentError, check_top, did_you_mean
from analysis.printed import count
from analysis.tables import ARTICLES, check_same_articles

Mask = np.ndarray[Any, np.dtype[np.bool_]]

_STATIC_ROWS = 10
_MISSING = "(none)"
_AND_ALSO = ";"  # between two names in one field
_MOST_NAMED = 4  # names in the sentence that says what fits
_HINT = (
    "Nothing ticked and nothing typed means everything. A name may be typed in part, and several "
    f"with “{_AND_ALSO}” between them; then press Enter."
)
_STATIC_NOTE = (
    "Controls to choose outlets, articles, names and words appear here when the notebook is run."
)


class Explorer(WithControls):
    """Rows to be explored: controls, and below them what fits, in its sentences and as charts.

    ``boxes`` are the boxes to tick by what they choose and its value, ``fields`` the fields to type
    in, by name; to set the ``value`` of one is to choose. ``chosen`` are the rows that fit, and
    ``said`` is the sentence that says so. Where there are no controls, the first rows are shown.
    """

    def __init__(self, rows: pd.DataFrame, articles: pd.DataFrame, top: int | None) -> None:
        self._rows = rows.reset_index(drop=True)
        self._articles = articles
        self._top = top
        self._kind = kind_of(rows)
        self._is_waiting = False
        self.chosen = self._rows
        self.said = ""

    # ---- controls

    @cached_property
    def boxes(self) -> dict[str, dict[str, Any]]:
        """The boxes to tick: a control for each value of what is chosen by, and for each chart."""
        made = {}
        for name in self._kind.ticked:
            counts = self._values(name).value_counts()
            made[name] = {
                str(value): self._control("Checkbox", f"{value} ({n:,})", value=False)
                for value, n in counts.items()
            }
        made["chart"] = {
            name: self._control("Checkbox", name, value=place == 0)
            for place, name in enumerate(self._kind.charts)
        }
        return made

    @cached_property
    def fields(self) -> dict[str, Any]:
        """The fields to type in: names that are proposed while one types, and a word."""
        made = {
            name: self._control(
                "Combobox",
                name.capitalize(),
                options=self._known(name),
                placeholder=f"every {name}",
                continuous_update=False,
            )
            for name in self._kind.typed
        }
        made["word"] = self._control(
            "Text",
            "Word",
            placeholder=f"in the {self._kind.place}, such as strike*",
            continuous_update=False,
        )
        return made

    @cached_property
    def panel(self) -> Any:
        """All controls with what they show, as one widget."""
        import ipywidgets

        flow = {"flex_flow": "row wrap", "align_items": "baseline", "grid_gap": "0 1.2em"}
        at_left = {"width": "auto", "align_self": "flex-start"}
        clear = ipywidgets.Button(description="Show everything again", layout=at_left)
        clear.on_click(lambda _: self.show_everything())
        rows: list[list[Any]] = [
            [ipywidgets.HTML(f"<b>{name.capitalize()}</b>", layout={"width": "4.5em"}), *boxes]
            for name, boxes in ((name, self.boxes[name].values()) for name in self.boxes)
        ]
        rows.insert(-1, list(self.fields.values()))
        panel = ipywidgets.VBox(
            [
                ipywidgets.HTML(page(f'<p class="ma-note">{_HINT}</p>')),
                *(
                    ipywidgets.Box(row, layout={**flow, "max_height": "11em", "overflow": "auto"})
                    for row in rows
                ),
                clear,
                *self._parts.values(),
            ]
        )
        self._show()
        return panel

    @cached_property
    def _parts(self) -> dict[str, Any]:
        import ipywidgets

        return {name: ipywidgets.HTML() for name in ("said", "charts", "sentences")}

    def _control(self, kind: str, label: str, **settings: Any) -> Any:
        import ipywidgets

        is_box = kind == "Checkbox"
        style = {"description_width": "initial" if is_box else "4.5em"}
        layout = {"width": "auto" if is_box else "27em", "max_width": "100%"}
        made = getattr(ipywidgets, kind)(description=label, style=style, layout=layout, **settings)
        if is_box:
            made.indent = False
        made.observe(lambda _: self._show(), names="value")
        return made

    def show_everything(self) -> None:
        """Choose nothing, so that everything is shown."""
        with self._at_once():
            for name in self._kind.ticked:
                for box in self.boxes[name].values():
                    box.value = False
            for field in self.fields.values():
                field.value = ""

    @contextmanager
    def _at_once(self) -> Iterator[None]:
        """Show once what several changes come to."""
        self._is_waiting = True
        yield
        self._is_waiting = False
        self._show()

    # ---- what fits

    def _show(self) -> None:
        """Show what fits; whatever goes wrong is said in a sentence and raises nothing."""
        if self._is_waiting:
            return
        shown = {"charts": "", "sentences": ""}
        try:
            self.chosen, asked = self._choose()
            self.said = self._sentence(asked)
            if len(self.chosen):
                shown["charts"] = self._charts()
                found = show_sentences(self.chosen, self._articles, top=self._top)
                shown["sentences"] = found.html
        except ArgumentError as error:
            self.chosen, self.said = self._rows.iloc[:0], str(error)
        except Exception as error:
            self.said = f"This could not be shown ({error}). Choose otherwise."
        shown["said"] = page(f'<p role="status"><strong>{escape(self.said)}</strong></p>')
        for name, html in shown.items():
            self._parts[name].value = html

    def _choose(self) -> tuple[pd.DataFrame, list[str]]:
        """Return the rows that fit, and in words what was asked for."""
        fits = np.ones(len(self._rows), dtype=bool)
        asked = []
        for name in self._kind.ticked:
            wanted = [value for value, box in self.boxes[name].items() if box.value]
            if wanted:
                fits &= self._values(name).isin(wanted).to_numpy(dtype=bool)
                asked.append(f"{name} {' or '.join(wanted)}")
        for name in self._kind.typed:
            wanted = self._names(name, self.fields[name].value.strip())
            if wanted:
                fits &= self._values(name).isin(wanted).to_numpy(dtype=bool)
                more = f" or {len(wanted) - _MOST_NAMED} more" if len(wanted) > _MOST_NAMED else ""
                asked.append(f"{name} {' or '.join(wanted[:_MOST_NAMED])}{more}")
        word = self.fields["word"].value.strip()
        if word:
            fits &= self._has_word(word)
            asked.append(f"word “{word}” in the {self._kind.place}")
        return self._rows[fits], asked

    def _names(self, name: str, typed: str) -> list[str]:
        """Return the names that are meant: those typed in full, or all that hold what was typed."""
        known = self._known(name)
        parts = [typed] if typed in known else typed.split(_AND_ALSO)
        meant = []
        for part in filter(None, map(str.strip, parts)):
            found = [one for one in known if one.casefold() == part.casefold()]
            found = found or [one for one in known if part.casefold() in one.casefold()]
            if not found:
                raise ArgumentError(f"There is no {name} “{part}”.{did_you_mean(part, known)}")
            meant += found
        return list(dict.fromkeys(meant))

    def _known(self, name: str) -> list[str]:
        """Return what can be typed, the most frequent first; articles keep their order."""
        values = self._values(name)
        return list(values.unique() if name == "article" else values.value_counts().index)

    def _values(self, name: str) -> pd.Series[Any]:
        """Return what each row is chosen by, under a name; what is missing has a name too."""
        if name == "outlet":
            outlets = dict(zip(self._articles["article_id"], self._articles["outlet"], strict=True))
            values = self._rows["article_id"].map(outlets)
        elif name == "article":
            values = self._rows["article_id"].map(_article_names(self._articles))
        else:
            values = self._rows[name]
        return values.astype(object).where(values.notna(), _MISSING)

    def _has_word(self, word: str) -> Mask:
        from analysis.coverage.concordance import find_lines_with

        found = find_lines_with(self._wordings, word)["article_id"]
        return self._wordings["article_id"].isin(found).to_numpy(dtype=bool)

    @cached_property
    def _wordings(self) -> pd.DataFrame:
        """The words in which a word is looked up: one text per row, numbered."""
        is_quote = self._kind.place == "quote"
        texts = self._rows["text"] if is_quote else sentences_around(self._rows, self._articles)
        return ARTICLES.build(
            {"article_id": str(number), "text": text} for number, text in enumerate(texts)
        )

    def _sentence(self, asked: Sequence[str]) -> str:
        n, noun = len(self._rows), self._kind.noun
        if self.chosen.empty and not asked:
            return f"There is no {noun} in this table."
        if self.chosen.empty:
            return f"No {noun} fits all of this: {'; '.join(asked)}. Leave something out."
        n_articles = self.chosen["article_id"].nunique()
        where = f"in {count(n_articles, 'article')}"
        which = f": {'; '.join(asked)}" if asked else ""
        return f"{len(self.chosen):,} of {n:,} {noun}s, {where}{which}."

    def _charts(self) -> str:
        wanted = [name for name, box in self.boxes["chart"].items() if box.value]
        return "".join(draw_picture(self._kind.charts[name](self.chosen)).html for name in wanted)

    # ---- where it is shown

    def _static(self) -> Shown:
        """Return the first rows, for a page or a terminal without controls."""
        rows = show_sentences(self._rows, self._articles, top=_STATIC_ROWS)
        note = page(f'<p class="ma-note">{_STATIC_NOTE}</p>')
        return Shown(rows.html + note, clean(f"{rows.text}\n{_STATIC_NOTE}"))

    def _controls(self) -> Any:
        return self.panel


def explore(rows: pd.DataFrame, articles: pd.DataFrame, *, top: int | None = 20) -> Explorer:
    """Return controls to explore quotes or mentions: choose, and read what fits in its sentences.

    Outlets and kinds of quote, or types and roles of mentions, are ticked; speakers or sources,
    articles and a word are typed. The word is looked up in the quotes, or in the sentences of the
    mentions, as ``find_lines_with`` does. Above the sentences stand how many rows fit, and charts
    of them. The rows that fit are in ``.chosen``.

    Controls need a notebook in which somebody is at work. In a rendered page, in a terminal and
    without the library ipywidgets, the first rows are shown instead. In a loop, pass the result to
    ``display``.

    Parameters: ``rows``, named quotes (scored or not) or mentions; ``articles``, the articles they
    were found in; ``top``, how many sentences to show at a time (None for all).

    Raises TableError for other tables.

    >>> from analysis.tables import NAMED_QUOTES
    >>> articles = ARTICLES.build([{"article_id": "a1", "text": "“We wait,” she said."}])
    >>> quotes = NAMED_QUOTES.build([{"article_id": "a1", "quote_id": 1, "sentence_id": 0,
    ...     "start": 1, "end": 9, "text": "We wait,", "kind": "direct", "speaker": "Ana Ruiz"}])
    >>> explore(quotes, articles)
    1 passage in 1 article
    article | sentence | kind | speaker
    a1 | “[We wait,]” she said. | direct | Ana Ruiz
    Controls to choose outlets, articles, names and words appear here when the notebook is run.
    """
    kind_of(rows)
    ARTICLES.check(articles)
    check_same_articles(rows, articles, "rows")
    check_top(top, "sentences to show")
    return Explorer(rows, articles, top)


def _article_names(articles: pd.DataFrame) -> dict[str, str]:
    """Return what each article is called: its id with its headline."""
    named = zip(articles["article_id"], articles["headline"], strict=True)
    return {
        key: key if pd.isna(headline) else f"{key}: {' '.join(str(headline).split())}"
        for key, headline in named
    }
