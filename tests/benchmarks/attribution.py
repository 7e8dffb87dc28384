"""Score quotes and their speakers on marked files, beside textacy where it is installed.

    python tests/benchmarks/attribution.py GOLD.jsonl [GOLD2.jsonl ...] [--gold-folder F] [--sample]

A row of a marked file is one article: {"id", "text", "quotes": [{"content": [start, end] or a list
of such, "cue", "source": [start, end] | null, "speaker": str | null, "speech": bool (optional)}]}.
``--gold-folder`` scores every ``.jsonl`` of a folder, ``--sample`` the project's own marks.

How it is counted:

- Both sides are cut into stretches without a break, at gaps and at line ends. The kind of a stretch
  is read off the quotation marks of the text: with at least 95 % of its letters in marks it is
  direct, with at most 2 % indirect, else mixed.
- Two stretches are alike by the letters and digits that they share, of all that either has
  (Jaccard). Each is paired with one other at most, the likest first.
- ``direct``, ``mixed``, ``indirect``: F1 of the pairs of .8 and more; recall is over the marks of a
  kind, precision over what was found of that kind. ``ind. .5``: the same for pairs of .5 and more.
- ``source``: of the pairs of .5 and more whose mark has a source, those whose printed source is
  right: it holds the head of the marked one, or has its own head there, and is not far longer.
- ``to end``: end to end, the F1 of the pairs of .8 and more with the right source. The right name
  makes up for a source printed elsewhere; where none is marked, the name decides, or that neither
  has any.
- ``name``: of the pairs of .5 and more whose mark has a name, those with the same one, and ``of
  all`` marks with a name. The same last name, or all words of one within the other, is the same.
  A system that names nobody is taken at the source that it printed.
- Where the quotes of a file say "speech", it is scored on speech: a mark that says false does not
  count as missed, nor what was found there as a false alarm.

textacy looks for direct quotations with a printed speaker only: that it finds no others is what it
says of itself. It is run with the same model, paragraph by paragraph, for an odd number of marks
makes it give up on all that it is given. Seconds are the CPU's, with the parse, without loading.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
import time
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

sys.path[:0] = [str(Path(__file__).resolve().parents[index]) for index in range(3)]

from predict import predict_quotes  # noqa: E402

Span = tuple[int, int]
Row = dict[str, Any]
Predict = Callable[[str], list[Row]]

KINDS = ("direct", "mixed", "indirect")
LIKE, NEAR = 0.8, 0.5

_MARK = re.compile(r"``|''|[\"“”]")
_LINE = re.compile(r"[^\n]+")


def letters_in(text: str, start: int, end: int) -> frozenset[int]:
    """Return the places of the letters and digits of a span; marks and spaces never count."""
    return frozenset(
        place for place, sign in enumerate(text[start:end], start=start) if sign.isalnum()
    )


def in_marks(text: str) -> frozenset[int]:
    """Return the places that stand in double quotation marks, each line read on its own."""
    places: set[int] = set()
    for line in _LINE.finditer(text):
        opened: int | None = None
        for mark in _MARK.finditer(text, *line.span()):
            opens = _opens(text, mark, line.span(), opened is not None)
            if opened is not None:
                places.update(range(opened, mark.start()))
            opened = mark.start() if opens else None
        if opened is not None and line.end() - opened > 2:
            places.update(range(opened, line.end()))
    return frozenset(places)


def _opens(text: str, mark: re.Match[str], line: Span, inside: bool) -> bool:
    """Tell an opening mark by its form, or by what stands beside it."""
    if mark.group() in ("“", "``", "”"):
        return mark.group() != "”"
    before = text[mark.start() - 1] if mark.start() > line[0] else " "
    after = text[mark.end()] if mark.end() < line[1] else " "
    may_open = before.isspace() or before in "([{-—–/'‘"
    may_close = after.isspace() or after in ".,;:!?)]}-—–'’"
    return may_open if may_open != may_close else not inside


def kind_of(letters: frozenset[int], marked: frozenset[int]) -> str:
    """Return direct, mixed or indirect, by the share of letters that stand in marks."""
    share = len(letters & marked) / len(letters)
    return "direct" if share >= 0.95 else "indirect" if share <= 0.02 else "mixed"


_TITLES = frozenset(
    "a an capt captain ceo chancellor chief coach col colonel const constable dame detective dr "
    "former gen general gov governor hon ii iii inspector jr judge justice king lady lord mayor "
    "minister mla mp mr mrs ms officer pm pope premier president prime prince princess prof "
    "professor queen rep representative rev reverend secretary sen senator sergeant sgt sir sr "
    "the".split()
)
_WORD = re.compile(r"[\w’'\-]+")
# Where what is only said of a source begins: "Ruiz, the mayor", "a spokesman for the ministry".
_AFTER_HEAD = re.compile(
    r",| -- | — | (?:and former|at|by|for|from|in|of|on|that|to|which|who|whose|with)\s",
    re.IGNORECASE,
)


def name_words(name: str) -> list[str]:
    """Return the words of a name, small and plain, without titles."""
    plain = "".join(
        sign for sign in unicodedata.normalize("NFKD", name) if not unicodedata.combining(sign)
    )
    plain = re.sub(r"'s\b", "", plain.lower().replace("’", "'"))
    words = re.findall(r"[a-z0-9][a-z0-9\-']*", plain)
    return [word for word in words if word not in _TITLES] or words


def is_same_name(one: str | None, other: str | None) -> bool:
    """Tell whether two names are of one speaker: "Ana Ruiz", "Mayor Ruiz", "Ana María Ruiz"."""
    a, b = name_words(one or ""), name_words(other or "")
    if not a or not b:
        return False
    if a[-1] == b[-1] and (min(len(a), len(b)) == 1 or a[0] == b[0] or len(a[-1]) > 3):
        return True
    return set(a) <= set(b) or set(b) <= set(a)


def head_of(text: str, source: Span) -> Span:
    """Return the place of the last word before whatever is only said of a source."""
    phrase = text[slice(*source)]
    cut = _AFTER_HEAD.search(phrase, 1)
    core = phrase[: cut.start()] if cut else phrase
    words = [
        word
        for word in _WORD.finditer(core)
        if word.group().lower() not in ("'s", "’s", "jr", "sr")
    ] or list(re.finditer(r"\w+", phrase))
    return (source[0] + words[-1].start(), source[0] + words[-1].end()) if words else source


def _meet(one: Span, other: Span) -> bool:
    return one[0] < other[1] and other[0] < one[1]


@dataclass(frozen=True)
class Stretch:
    """A stretch of reported words without a break: its letters, its kind and who speaks."""

    letters: frozenset[int]
    kind: str
    source: Span | None
    head: Span | None
    printed: str | None
    speaker: str | None
    counts: bool

    def likeness(self, other: Stretch) -> float:
        """The share of letters that two stretches have in common."""
        return len(self.letters & other.letters) / len(self.letters | other.letters)


@dataclass(frozen=True)
class Outcome:
    """What became of a mark (or found stretch): its pair, if any, and how alike the two are."""

    mark: Stretch | None
    found: Stretch | None
    likeness: float = 0.0

    @property
    def has_right_source(self) -> bool:
        """Whether the printed source is the marked one."""
        if self.mark is None or self.found is None:
            return False
        mine, theirs = self.found.source, self.mark.source
        heads = self.found.head, self.mark.head
        if mine is None or theirs is None or heads[0] is None or heads[1] is None:
            return False
        allowed = max(3 * (theirs[1] - theirs[0]), 160)
        return (_meet(mine, heads[1]) or _meet(heads[0], theirs)) and mine[1] - mine[0] <= allowed

    @property
    def has_right_name(self) -> bool:
        """Whether the speaker, or where none is named the printed source, is the marked one."""
        if self.mark is None or self.found is None:
            return False
        return is_same_name(self.mark.speaker, self.found.speaker or self.found.printed)

    @property
    def is_attributed(self) -> bool:
        """Whether the words are given to the right one, by the printed source or by the name."""
        if self.mark is None or self.found is None:
            return False
        if self.mark.source is None:
            return self.has_right_name if self.mark.speaker else self.found.source is None
        if self.found.source is None or self.has_right_source:
            return self.found.source is not None
        return self.has_right_name and not _meet(self.mark.source, self.found.source)


def stretches(text: str, quotes: Iterable[Row], on_speech: bool) -> list[Stretch]:
    """Cut quotes into stretches without a break; what holds no letter is dropped."""
    marked = in_marks(text)
    found = []
    for quote in quotes:
        source = tuple(quote["source"]) if quote.get("source") else None
        for start, end in _pieces(text, quote["content"]):
            letters = letters_in(text, start, end)
            if letters:
                found.append(
                    Stretch(
                        letters,
                        kind_of(letters, marked),
                        source,
                        head_of(text, source) if source else None,
                        text[slice(*source)] if source else None,
                        quote.get("speaker"),
                        not (on_speech and quote.get("speech") is False),
                    )
                )
    return found


def _pieces(text: str, content: Any) -> Iterator[Span]:
    """Yield the unbroken spans of a content, which is one span or a list of them."""
    spans = [content] if content and isinstance(content[0], int) else content or []
    for start, end in spans:
        for line in _LINE.finditer(text, start, end):
            yield line.span()


def outcomes(marks: list[Stretch], found: list[Stretch]) -> list[Outcome]:
    """Pair marks with what was found, the likest first, and leave out what does not count."""
    alike = sorted(
        (-mark.likeness(one), number, place)
        for number, mark in enumerate(marks)
        for place, one in enumerate(found)
        if not mark.letters.isdisjoint(one.letters)
    )
    pairs: dict[int, tuple[int, float]] = {}
    taken: dict[int, int] = {}
    for minus, number, place in alike:
        if number not in pairs and place not in taken:
            pairs[number] = place, -minus
            taken[place] = number
    kept = []
    for number, mark in enumerate(marks):
        place, likeness = pairs.get(number, (-1, 0.0))
        if mark.counts:
            kept.append(Outcome(mark, found[place] if place >= 0 else None, likeness))
    idle = [mark for mark in marks if not mark.counts]
    for place, one in enumerate(found):
        if place not in taken and not any(
            2 * len(one.letters & mark.letters) >= len(one.letters) for mark in idle
        ):
            kept.append(Outcome(None, one))
    return kept


def _share(part: int, whole: int) -> float | None:
    return part / whole if whole else None


def f1(
    rows: list[Outcome], kind: str | None, least: float, attributed: bool = False
) -> float | None:
    """F1 of the pairs of a likeness, of one kind or of all; None where there is nothing to find."""
    marks = [row for row in rows if row.mark and kind in (None, row.mark.kind)]
    found = [row for row in rows if row.found and kind in (None, row.found.kind)]
    recalled, precise = (
        sum(row.likeness >= least and (row.is_attributed or not attributed) for row in side)
        for side in (marks, found)
    )
    if not marks:
        return None
    if not recalled or not precise:
        return 0.0
    recall, precision = recalled / len(marks), precise / len(found)
    return 2 * recall * precision / (recall + precision)


def measures(rows: list[Outcome]) -> dict[str, float | None]:
    """Return every measure of the table, by its heading."""
    matched = [row for row in rows if row.mark and row.likeness >= NEAR]
    sourced = [row for row in matched if row.mark and row.mark.source]
    named = [row for row in matched if row.mark and row.mark.speaker]
    all_named = [row for row in rows if row.mark and row.mark.speaker]
    right_names = sum(row.has_right_name for row in named)
    return {
        "direct": f1(rows, "direct", LIKE),
        "mixed": f1(rows, "mixed", LIKE),
        "indirect": f1(rows, "indirect", LIKE),
        "ind. .5": f1(rows, "indirect", NEAR),
        "source": _share(sum(row.has_right_source for row in sourced), len(sourced)),
        "to end": f1(rows, None, LIKE, attributed=True),
        "name": _share(right_names, len(named)),
        "of all": _share(right_names, len(all_named)),
    }


ERRORS = ("missed", "boundary off", "wrong source", "wrong name", "false alarm")


def error_of(row: Outcome) -> str | None:
    """Return the first thing that is wrong with an outcome, or None."""
    if row.mark is None:
        return "false alarm"
    if row.likeness < NEAR:
        return "missed"
    if row.likeness < LIKE:
        return "boundary off"
    if not row.is_attributed:
        return "wrong source"
    return "wrong name" if row.mark.speaker and not row.has_right_name else None


def count_errors(rows: list[Outcome]) -> Counter[tuple[str, str]]:
    """Count errors by class and kind: the mark's kind, or the kind of what was found for naught."""
    counts: Counter[tuple[str, str]] = Counter()
    for row in rows:
        one = row.mark or row.found
        error = error_of(row)
        if error and one:
            counts[error, one.kind] += 1
        if row.mark and row.found and row.likeness < NEAR:
            counts["false alarm", row.found.kind] += 1  # too far off to be an answer to the mark
    return counts


@dataclass
class Textacy:
    """textacy's direct quotations, with a count of the paragraphs on which it gave up."""

    n_paragraphs: int = 0
    n_failed: int = 0

    def __call__(self, text: str) -> list[Row]:
        """Return the quotes of one text, in the format of the marked files."""
        from analysis.language import load_model, paragraphs

        spans = paragraphs(text)
        docs = load_model().pipe((text[start:end] for start, end in spans), batch_size=8)
        return [
            quote
            for (start, _), doc in zip(spans, docs, strict=True)
            for quote in self._read(doc, start)
        ]

    def _read(self, doc: Any, start: int) -> list[Row]:
        from textacy.extract import direct_quotations

        self.n_paragraphs += 1
        try:
            triples = list(direct_quotations(doc))
        except Exception:  # an odd number of marks, or whatever else it does not take
            self.n_failed += 1
            return []
        return [self._row(one, start) for one in triples]

    @staticmethod
    def _row(triple: Any, start: int) -> Row:
        content, first, last = triple.content, triple.speaker[0], triple.speaker[-1]
        return {
            "content": [start + content.start_char, start + content.end_char],
            "source": [start + first.idx, start + last.idx + len(last)],
        }


def systems(report: Callable[[str], object]) -> dict[str, Callable[[], Predict]]:
    """Return what is to be scored: this package, and textacy where it can be imported."""
    found: dict[str, Callable[[], Predict]] = {"this package": lambda: predict_quotes}
    try:
        import textacy
        import textacy.extract
    except ImportError as error:
        report(f"textacy is left out ({error}): pip install textacy adds it to the table.")
    else:
        found[f"textacy {textacy.__version__}"] = Textacy
    for make in found.values():
        make()("“It is late,” Ana Ruiz said.")  # wakes the model and the word lists
    return found


def read_gold(path: Path) -> list[Row]:
    """Read a marked file."""
    with path.open(encoding="utf-8") as lines:
        return [json.loads(line) for line in lines if line.strip()]


def read_sample() -> list[Row]:
    """Return the project's own marks on the sample corpus, in the format of the marked files."""
    import gold_marks

    from analysis.articles import load_articles

    articles = load_articles(gold_marks.SAMPLE)
    texts = dict(zip(articles["article_id"], articles["text"], strict=True))
    return [
        {"id": name, "text": texts[name], "quotes": list(_sample_quotes(gold_marks.marks(name)))}
        for name in gold_marks.SAMPLES
    ]


def _sample_quotes(marks: list[dict[str, str]]) -> Iterator[Row]:
    by_id: dict[str, Row] = {}
    for row in marks:
        if row["mark"] in ("content", "cue", "speaker"):
            quote = by_id.setdefault(
                row["id"], {"content": [], "cue": None, "source": None, "speaker": None}
            )
            span = [int(row["start"]), int(row["end"])] if row["start"] else None
            if row["mark"] == "content":
                quote["content"].append(span)
            elif row["mark"] == "cue":
                quote["cue"] = span
            else:
                quote["source"], quote["speaker"] = span, row["name"] or None
    yield from by_id.values()


def run(rows: list[Row], predict: Predict) -> tuple[list[Outcome], float]:
    """Return the outcomes of one system on one file, and the CPU seconds that it took."""
    on_speech = any("speech" in quote for row in rows for quote in row["quotes"])
    begun = time.process_time()
    predictions = [predict(row["text"]) for row in rows]
    seconds = time.process_time() - begun
    found: list[Outcome] = []
    for row, quotes in zip(rows, predictions, strict=True):
        marks = stretches(row["text"], row["quotes"], on_speech)
        found += outcomes(marks, stretches(row["text"], quotes, on_speech))
    return found, seconds


def table_line(name: str, rows: list[Outcome], n_articles: int, seconds: float) -> str:
    """Return one line of the table."""
    line = f"  {name:15}{sum(row.found is not None for row in rows):6}"
    for value in measures(rows).values():
        line += f"{'—' if value is None else format(value, '.3f'):>9}"
    return f"{line}{seconds:8.2f}{n_articles / seconds:8.1f}"


def error_lines(rows: list[Outcome]) -> Iterator[str]:
    """Yield the breakdown of errors, a class a line."""
    counts = count_errors(rows)
    yield f"  {'':15}{''.join(f'{kind:>10}' for kind in KINDS)}{'all':>10}"
    for error in ERRORS:
        numbers = [counts[error, kind] for kind in KINDS]
        yield f"  {error:15}" + "".join(f"{number:10}" for number in [*numbers, sum(numbers)])


def print_tables(files: list[tuple[str, list[Row]]], report: Callable[[str], object]) -> None:
    """Score every file with every system: one table, and below it what is still wrong."""
    ways = systems(report)
    headings = "".join(f"{heading:>9}" for heading in measures([]))
    report(f"{'':17}{'found':>6}{headings}{'CPU s':>8}{'art/s':>8}")
    notes = []
    for title, rows in files:
        report(f"{title}: {len(rows)} articles")
        for name, make in ways.items():
            predict = make()
            found, seconds = run(rows, predict)
            report(table_line(name, found, len(rows), seconds))
            if isinstance(predict, Textacy):
                notes.append(
                    f"{title}: {name} gave up on {predict.n_failed} of {predict.n_paragraphs} "
                    "paragraphs, which count as having no quotes"
                )
            else:
                n_marks = sum(row.mark is not None for row in found)
                notes.append(f"\n{title}: what {name} gets wrong, of {n_marks} marked stretches")
                notes += error_lines(found)
    for note in notes:
        report(note)


def main(arguments: list[str] | None = None, report: Callable[[str], object] = print) -> int:
    """Read the command line and the marked files, print the tables."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("gold", nargs="*", type=Path, help="marked files")
    parser.add_argument("--gold-folder", type=Path, help="a folder of marked files")
    parser.add_argument("--sample", action="store_true", help="the project's own marks")
    options = parser.parse_args(arguments)
    folder = sorted(options.gold_folder.glob("*.jsonl")) if options.gold_folder else []
    files = [(path.stem, read_gold(path)) for path in [*options.gold, *folder]]
    if options.sample:
        files.append(("sample", read_sample()))
    if not files:
        parser.error("name a marked file, or say --sample")
    print_tables(files, report)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
