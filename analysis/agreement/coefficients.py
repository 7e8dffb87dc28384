"""How far coders agree: the share of items, Cohen's kappa and Krippendorff's alpha."""

from __future__ import annotations

import math
import warnings
from collections.abc import Mapping, Sequence
from itertools import combinations
from typing import Literal

import numpy as np
import pandas as pd

from analysis.agreement.questions import QUESTIONS, is_same_name
from analysis.resampling import Numbers, middle
from analysis.tables import AGREEMENT, CODES

Level = Literal["nominal", "ordinal"]


def measure_agreement(codes: pd.DataFrame) -> pd.DataFrame:
    """Measure how far coders agree on a question: a row for all of them, and one for each pair.

    ``share_agreed`` is the share of the items that both coded on which they say the same.
    ``kappa`` is Cohen's: how much of the agreement that chance leaves open was reached (1 is all of
    it, 0 no more than chance); it is of two coders. ``alpha`` is Krippendorff's, for any number of
    coders and for items that not all of them coded, ordinal for tone and nominal else; 95 % of it,
    when the items are drawn again and again, lies between ``alpha_low`` and ``alpha_high``. For
    names, "Mayor Ana Ruiz" and "Ruiz" are one answer. Where all coders gave one answer throughout,
    chance cannot be told from agreement, and the coefficients are missing.

    Krippendorff (2019, Content Analysis) asks for .80 before conclusions are drawn, and for .667
    at the least where they are tentative. The coefficients are those of scikit-learn and of the
    package krippendorff. Raises TableError for another table.

    References: Cohen (1960), Educational and Psychological Measurement 20; Hayes and Krippendorff
    (2007), Communication Methods and Measures 1.

    >>> codes = CODES.build([
    ...     {"item": str(n), "what": "kind", "coder": coder, "code": code}
    ...     for coder, said in [("mia", "ddii"), ("jon", "ddid")]
    ...     for n, code in enumerate({"d": "direct", "i": "indirect"}[c] for c in said)
    ... ])
    >>> measure_agreement(codes)[["coders", "n_items", "share_agreed", "kappa"]]
             coders  n_items  share_agreed  kappa
    0  all 2 coders        4          0.75    NaN
    1      jon, mia        4          0.75    0.5
    """
    CODES.check(codes)
    rows = []
    for what, group in codes.groupby(codes["what"].map(str), sort=True):
        question = QUESTIONS.get(str(what))
        answers = answers_by_item(group, question is not None and not question.answers)
        coders = sorted(group["coder"].unique())
        pairs = [_pair(answers, one, other) for one, other in combinations(coders, 2)]
        counts = _value_counts(answers, question.answers if question else ())
        level = question.level if question else "nominal"
        alpha, low, high = _alpha_with_interval(counts, level)
        agreed = [share for share, n in ((p[2], p[1]) for p in pairs) for _ in range(n)]
        rows.append(
            {
                "what": what,
                "coders": f"all {len(coders)} coders",
                "n_items": sum(len(said) > 1 for said in answers.values()),
                "share_agreed": float(np.mean(agreed)) if agreed else None,
                "kappa": None,
                "alpha": alpha,
                "alpha_low": low,
                "alpha_high": high,
            }
        )
        for names, n, share, kappa in pairs:
            rows.append(
                {
                    "what": what,
                    "coders": names,
                    "n_items": n,
                    "share_agreed": share if n else None,
                    "kappa": kappa,
                }
            )
    return AGREEMENT.build(rows)


def answers_by_item(codes: pd.DataFrame, is_name: bool) -> dict[str, dict[str, str]]:
    """Return for each item what each coder said, names that are one in one form."""
    answers: dict[str, dict[str, str]] = {}
    for item, group in codes.groupby("item", sort=True):
        said = dict(zip(group["coder"], group["code"], strict=True))
        answers[str(item)] = one_form(said) if is_name else said
    return answers


def one_form(said: Mapping[str, str]) -> dict[str, str]:
    """Return the answers to an item with names that mean the same in the longest of their forms.

    >>> one_form({"mia": "Ruiz", "jon": "Ana Ruiz", "eva": "nobody"})
    {'mia': 'Ana Ruiz', 'jon': 'Ana Ruiz', 'eva': 'nobody'}
    """
    forms = sorted(set(said.values()), key=lambda form: (-len(form), form))
    return {
        coder: next(form for form in forms if is_same_name(form, code))
        for coder, code in said.items()
    }


def _pair(
    answers: Mapping[str, Mapping[str, str]], one: str, other: str
) -> tuple[str, int, float, float | None]:
    both = [(said[one], said[other]) for said in answers.values() if {one, other} <= said.keys()]
    names = f"{one}, {other}"
    if not both:
        return names, 0, math.nan, None
    first, second = zip(*both, strict=True)
    share = float(np.mean([a == b for a, b in both]))
    if len({*first, *second}) < 2:
        return names, len(both), share, None
    from sklearn.metrics import cohen_kappa_score

    return names, len(both), share, float(cohen_kappa_score(first, second))


def _value_counts(answers: Mapping[str, Mapping[str, str]], order: Sequence[str]) -> Numbers:
    """Return how often each answer was given to each item that two coded at least."""
    items = [list(said.values()) for said in answers.values() if len(said) > 1]
    values = list(order) or sorted({code for item in items for code in item})
    return np.array([[item.count(value) for value in values] for item in items], dtype=float)


def _alpha_with_interval(
    counts: Numbers, level: Level
) -> tuple[float | None, float | None, float | None]:
    alpha = _alpha(counts, level)
    if alpha is None or len(counts) < 2:
        return alpha, None, None

    def resampled(weights: Numbers) -> Numbers:
        drawn = (np.repeat(counts, row.astype(int), axis=0) for row in weights)
        alphas = [_alpha(one, level) for one in drawn]
        return np.array([math.nan if one is None else one for one in alphas])

    low, high = middle(len(counts), resampled)
    return alpha, low, high


def _alpha(counts: Numbers, level: Level) -> float | None:
    if len(counts) == 0 or np.count_nonzero(counts.sum(axis=0)) < 2:
        return None  # only one answer was ever given
    import krippendorff

    with warnings.catch_warnings():
        warnings.simplefilter("ignore", RuntimeWarning)
        found = krippendorff.alpha(value_counts=counts, level_of_measurement=level)
    return None if math.isnan(found) else float(found)
