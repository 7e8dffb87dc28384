"""One name for one person across articles, and a class's own word on who is who.

An article gives the names that it gives: "Joe Biden" here, "Joseph R. Biden Jr." there, "Biden" in
a brief. Here they are put together by the last name, where the first names agree (also as initials
and nicknames), and a last name alone goes to the one person of the corpus who has it. Nothing is
decided between two people with the same last name.
"""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterable, Mapping
from pathlib import Path

import pandas as pd

from analysis.lexicons import LexiconError, parse_lexicon
from analysis.own_csv import read_own_text
from analysis.speakers.cast import body_key
from analysis.speakers.persons import plain_name, same_first, surname
from analysis.tables import STR, TableError


def read_people(path: str | os.PathLike[str]) -> dict[str, str]:
    """Read a class's own names from a CSV file with the columns ``speaker`` and ``name``.

    ``speaker`` is the name as the package gives it, ``name`` what it should be. Raises TableError
    if the file is missing, lacks a column, or gives one speaker two names.
    """
    text = read_own_text(path, "names", ("speaker", "name"))
    file = Path(path)
    wanted = "Give the path of a CSV file with the columns speaker and name"
    try:
        rows = parse_lexicon(text, file.name)
    except LexiconError as error:
        raise TableError(f"{file.name} cannot be read as names: {error} {wanted}.") from error
    names: dict[str, str] = {}
    for number, row in enumerate(rows, start=1):
        speaker, name = row.get("speaker"), row.get("name")
        if not speaker or not name:
            raise TableError(
                f"row {number} of {file.name} has the columns {', '.join(row)}, and needs a "
                f"speaker and a name in them. {wanted}."
            )
        if names.setdefault(speaker, name) != name:
            raise TableError(
                f"{file.name} gives {speaker!r} two names, {names[speaker]!r} and {name!r}. "
                "Leave one of the rows."
            )
    return names


Names = Counter[tuple[str, str]]  # (type, name) of speakers -> how many quotes they have


def count_names(quotes: pd.DataFrame) -> Names:
    """Count the quotes of every named speaker; counts of parts of a corpus add up to the whole's.

    >>> quotes = pd.DataFrame({"speaker_type": ["person", None], "speaker": ["Ana Ruiz", None]})
    >>> count_names(quotes)
    Counter({('person', 'Ana Ruiz'): 1})
    """
    named = quotes.dropna(subset=["speaker_type", "speaker"])
    return Counter(zip(named["speaker_type"], named["speaker"], strict=True))


def choose_names(counts: Names) -> dict[tuple[str, str], str]:
    """Return for every speaker of a corpus who goes by several names the one to use.

    >>> choose_names(Counter({("person", "Joe Biden"): 2, ("person", "Biden"): 1}))
    {('person', 'Biden'): 'Joe Biden'}
    """
    chosen: dict[tuple[str, str], str] = {}
    for kind, one_each in (("person", one_name_each), ("organisation", one_form_each)):
        of_kind = Counter({name: n for (type_, name), n in counts.items() if type_ == kind})
        chosen |= {(kind, name): best for name, best in one_each(of_kind).items()}
    return chosen


def use_names(
    quotes: pd.DataFrame, chosen: Mapping[tuple[str, str], str], own: Mapping[str, str]
) -> pd.DataFrame:
    """Return the quotes with the names that were chosen; ``own``, a class's word, has the last.

    >>> quotes = pd.DataFrame({"speaker_type": ["person"], "speaker": ["Biden"]})
    >>> use_names(quotes, {("person", "Biden"): "Joe Biden"}, {}).speaker.tolist()
    ['Joe Biden']
    """
    names = []
    for kind, name in zip(quotes["speaker_type"], quotes["speaker"], strict=True):
        used = chosen.get((kind, name), name)
        names.append(own.get(used, own.get(name, used)))
    return quotes.assign(speaker=pd.Series(names, index=quotes.index, dtype=STR))


def one_name_each(people: Mapping[str, int] | Iterable[str]) -> dict[str, str]:
    """Return the name to use for every name of a person that has another; counts decide.

    >>> one_name_each(["Joe Biden", "Joe Biden", "Joseph R. Biden Jr.", "Biden", "Ana Ruiz"])
    {'Joseph R. Biden Jr.': 'Joe Biden', 'Biden': 'Joe Biden'}
    >>> one_name_each(["Ana Ruiz", "Leo Ruiz", "Ruiz"])
    {}
    """
    by_surname: dict[str, Counter[str]] = {}
    for name, n in Counter(people).items():
        by_surname.setdefault(plain_name(surname(name)), Counter())[name] = n
    chosen: dict[str, str] = {}
    for forms in by_surname.values():
        groups = _groups(forms)
        for group in groups:
            best = max(group, key=lambda form: (forms[form], len(form)))
            chosen |= {form: best for form in group if form != best}
        short = [form for form in forms if " " not in form]
        if len(groups) == 1:
            (group,) = groups
            best = max(group, key=lambda form: (forms[form], len(form)))
            chosen |= dict.fromkeys(short, best)
    return chosen


def one_form_each(bodies: Mapping[str, int] | Iterable[str]) -> dict[str, str]:
    """Return the form to use for every name of a body that is printed in another way elsewhere.

    Apostrophes, a leading "the" and what says that it is a company make no other body.

    >>> one_form_each(["Packers’ Union", "Packers' Union", "Packers’ Union", "Ode & Co."])
    {"Packers' Union": 'Packers’ Union'}
    """
    by_key: dict[tuple[str, ...], Counter[str]] = {}
    for name, n in Counter(bodies).items():
        key = body_key(name.replace("’", "'"))
        by_key.setdefault(tuple(key), Counter())[name] = n
    chosen: dict[str, str] = {}
    for forms in by_key.values():
        best = max(sorted(forms), key=lambda form: (forms[form], len(form)))
        chosen |= {form: best for form in forms if form != best}
    return chosen


def _groups(forms: Mapping[str, int]) -> list[list[str]]:
    """Put full names with one last name together where the first names may be one person's."""
    groups: list[list[str]] = []
    full = [form for form in forms if " " in form]
    # Initials come last, when all first names that they may stand for are there.
    for form in sorted(full, key=lambda f: (len(f.split()[0].rstrip(".")) == 1, -forms[f], f)):
        fitting = [group for group in groups if all(same_first(form, other) for other in group)]
        if len(fitting) == 1:
            fitting[0].append(form)
        else:
            groups.append([form])
    return groups
