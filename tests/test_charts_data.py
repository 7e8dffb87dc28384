"""Behind every chart lie its numbers, and its text for the ear says no other ones."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from itertools import combinations, product

import numpy as np
import pandas as pd
import pytest
from chart_parts import labels
from matplotlib import pyplot
from matplotlib.colors import to_hex, to_rgb
from sample_tables import PLOTS, charts, sample

from analysis.charts import alt_text, chart_data, plot_source_counts, plot_sources
from analysis.charts.canvas import BLUE, GREY, INK, ORANGE
from analysis.charts.words import decimal, signed
from analysis.printed import percent
from analysis.tables import ROLES, SOURCES

NUMBER = re.compile(r"[−+]?\d[\d,]*(?:\.\d+)?%?")
every_chart = pytest.mark.parametrize("name", PLOTS)


def numbers_in(text: str) -> set[str]:
    return {found.rstrip(",") for found in NUMBER.findall(text)}


def printed(values: Iterable[object]) -> set[str]:
    """Return values in every form in which a chart prints them."""
    out: set[str] = set()
    for value in values:
        if isinstance(value, str):
            out |= numbers_in(value)
        elif isinstance(value, pd.Timestamp):
            out |= {str(value.day), str(value.year)}
        elif not pd.isna(value):
            number = float(value)
            out |= {signed(number), decimal(number), percent(number, 1)}
            out |= {f"{number:,.0f}"} if number.is_integer() else set()
    return out


def cells(data: pd.DataFrame) -> set[str]:
    return printed(value for column in data for value in data[column])


# What a title adds up or counts, from all that could be drawn. A share of a sum is a pair.


def of_days(data: pd.DataFrame) -> list[object]:
    every = data.loc[data["outlet"] == "All outlets", "n_articles"]
    own = data[data["outlet"] != "All outlets"]
    by_outlet = own.groupby("outlet")["n_articles"].sum()
    return [every.sum(), len(every), (every == every.max()).sum(), *by_outlet]


def of_marking_words(data: pd.DataFrame) -> list[object]:
    return [len(data), (data["z"].abs() >= 2).sum(), 2]  # 2 is the least z of a finding


def of_named_sources(data: pd.DataFrame) -> list[object]:
    unnamed = data["n_role_only"].sum() + data["n_anonymous"].sum()
    whole = unnamed + data["n_named"].sum()
    return [unnamed, whole, unnamed / whole]


def of_readability(data: pd.DataFrame) -> list[object]:
    return [len(data), data["flesch_kincaid_grade"].median(), 0.95]  # a 95% interval


def of_reliance(data: pd.DataFrame) -> list[object]:
    by_source = data.groupby("source")["n_articles"].agg(["size", "sum"])
    return [*by_source.max()]


def of_shared_copy(data: pd.DataFrame) -> list[object]:
    return [len(data), (data["share_shared"] >= 0.5).sum()]


def of_shared_quotes(data: pd.DataFrame) -> list[object]:
    outlets = data.groupby("utterance")["outlet"].nunique()
    remarks = sample().shared["utterance"].nunique()  # most are in one outlet and not drawn
    return [len(outlets), data["outlet"].nunique(), (outlets == outlets.max()).sum(), remarks]


def of_source_counts(data: pd.DataFrame) -> list[object]:
    return [data["n_mentions"].sum()]


def of_sources(data: pd.DataFrame) -> list[object]:
    credited = data.loc[data["role"] == "attribution", "n_mentions"]
    totals = data.groupby("type")["n_mentions"].sum()
    return [credited.sum(), credited.max() / credited.sum(), *totals]


def of_sources_by_outlet(data: pd.DataFrame) -> list[object]:
    return [data["outlet"].nunique(), *data.groupby("source")["n_mentions"].sum()]


def of_speaker_sentiment(data: pd.DataFrame) -> list[object]:
    return [10, (data["n_scored"] >= 10).sum()]  # from 10 quotes on a mean is not weak


def of_speaker_words(data: pd.DataFrame) -> list[object]:
    so_far = data["n_words"].cumsum() / data["n_words"].sum()
    half = int((so_far < 0.5).sum()) + 1
    return [half, len(data), so_far[half - 1]]


def of_voice_shares(data: pd.DataFrame) -> list[object]:
    return []


def of_voices(data: pd.DataFrame) -> list[object]:
    outlets = data.groupby("speaker")["outlet"].nunique()
    return [outlets.max(), (outlets == outlets.max()).sum() - 2]  # two are named, the rest counted


WHOLE: dict[str, Callable[[pd.DataFrame], list[object]]] = {
    name: globals()[f"of_{name.removeprefix('plot_')}"] for name in PLOTS
}

SAYS_WHAT_IS_DRAWN = ("plot_marking_words",)  # its title says so: "24 words drawn"


@every_chart
def test_every_number_of_the_alt_text_stands_in_the_numbers_behind_the_chart(name):
    draw = charts()[name]
    ax = draw()
    drawn = chart_data(ax)
    whole = drawn if name in SAYS_WHAT_IS_DRAWN else chart_data(draw(top=None))
    known = cells(drawn) | printed(WHOLE[name](whole))
    assert numbers_in(alt_text(ax))
    assert numbers_in(alt_text(ax)) <= known


@every_chart
def test_an_alt_text_of_other_numbers_would_be_seen(name):
    ax = charts()[name]()
    data = chart_data(ax)
    for column in data.select_dtypes("number"):
        data[column] = data[column] * 3 + 7
    assert not numbers_in(alt_text(ax)) <= cells(data)


@every_chart
def test_the_numbers_have_a_caption_of_their_own_and_a_name_in_every_row(name):
    ax = charts()[name]()
    data = chart_data(ax)
    assert len(data) > 0
    assert ax.chart_caption
    assert not ax.chart_caption.endswith(".")
    assert not data.duplicated().any()
    assert list(data.index) == list(range(len(data)))


@every_chart
def test_on_the_sample_no_words_are_cut_off_or_lie_on_others(name):
    ax = charts()[name]()
    ax.figure.canvas.draw()
    page = ax.figure.bbox.padded(1)
    low, high = ax.get_xlim()
    scale = [one for one in ax.get_xticklabels() if low <= one.get_position()[0] <= high]
    texts = [*ax.texts, *ax.get_yticklabels(), *scale, ax._left_title, ax.xaxis.label]
    boxes = [(one.get_text(), one.get_window_extent()) for one in texts if one.get_text()]
    heats = [("a cell", p.get_window_extent()) for p in ax.patches if p.get_gid() == "heat"]
    heads = [one for one in ax.texts if one.get_gid() in ("head", "subhead")]
    for text, box in boxes:
        assert page.fully_containsx(box.x0), text
        assert page.fully_containsx(box.x1), text
        assert page.fully_containsy(box.y0), text
        assert page.fully_containsy(box.y1), text
    for (one, box), (other, near) in combinations(boxes, 2):
        assert not box.padded(-1).overlaps(near.padded(-1)), (one, other)
    for head, (cell, near) in product(heads, heats):
        assert not head.get_window_extent().padded(-1).overlaps(near), (head.get_text(), cell)


def test_the_colors_stay_apart_for_eyes_that_see_fewer_of_them():
    """Simulated after Machado, Oliveira and Fernandes (2009), full strength, on linear RGB."""
    seen_by = {
        "most": [[1, 0, 0], [0, 1, 0], [0, 0, 1]],
        "protanopes": [[0.152, 1.053, -0.205], [0.115, 0.786, 0.099], [-0.004, -0.048, 1.052]],
        "deuteranopes": [[0.367, 0.861, -0.228], [0.28, 0.673, 0.047], [-0.012, 0.043, 0.969]],
        "tritanopes": [[1.256, -0.077, -0.179], [-0.078, 0.931, 0.148], [0.005, 0.691, 0.304]],
    }
    to_xyz = np.array(
        [[0.4124, 0.3576, 0.1805], [0.2126, 0.7152, 0.0722], [0.0193, 0.1192, 0.9505]]
    )

    def as_lab(color: str, matrix: list[list[float]]) -> np.ndarray:
        parts = np.array(to_rgb(color))
        linear = np.where(parts <= 0.04045, parts / 12.92, ((parts + 0.055) / 1.055) ** 2.4)
        xyz = to_xyz @ np.clip(np.array(matrix) @ linear, 0, 1) / (0.9505, 1, 1.089)
        x, y, z = np.where(xyz > 0.008856, np.cbrt(xyz), 7.787 * xyz + 16 / 116)
        return np.array([116 * y - 16, 500 * (x - y), 200 * (y - z)])

    for eyes, matrix in seen_by.items():
        for one, other in combinations((BLUE, ORANGE, GREY, INK), 2):
            apart = np.linalg.norm(as_lab(one, matrix) - as_lab(other, matrix))
            assert apart > 25, (eyes, one, other)


@every_chart
def test_every_chart_is_drawn_in_these_few_colors(name):
    ax = charts()[name]()
    drawn = [to_hex(patch.get_facecolor()) for patch in ax.patches if patch.get_gid() != "heat"]
    drawn += [to_hex(line.get_color()) for line in ax.lines]
    assert set(drawn) <= {BLUE, ORANGE, GREY, INK}
    assert to_hex(ax.figure.get_facecolor()) == to_hex(ax.get_facecolor()) == "#ffffff"


def test_captions_differ_so_that_saved_files_do_not_overwrite_one_another():
    captions = [draw().chart_caption for draw in charts().values()]
    assert len(set(captions)) == len(captions)


@pytest.mark.parametrize(
    "name",
    [
        "plot_named_sources",
        "plot_readability",
        "plot_source_counts",
        "plot_speaker_sentiment",
        "plot_speaker_words",
    ],
)
def test_where_each_row_is_a_bar_the_numbers_stand_in_the_order_of_the_bars(name):
    ax = charts()[name](top=3)
    data = chart_data(ax)
    first = data["label"] if "label" in data else data.iloc[:, 0]
    assert first.tolist() == labels(ax)


def test_only_what_is_drawn_is_there():
    drawn = chart_data(charts()["plot_speaker_words"](top=2))
    assert drawn["n_words"].tolist() == sample().speakers["n_words"].head(2).tolist()
    assert list(drawn.columns) == ["speaker", "n_words", "n_quotes"]


def test_what_the_chart_says_in_other_words_has_them_as_its_label():
    roles = ROLES.build([{"type": "role_only", "role": "byline", "n_mentions": 2, "n_articles": 1}])
    assert chart_data(plot_sources(roles))["label"].tolist() == ["unnamed office holders"]


def test_every_mark_of_the_tone_chart_is_told_and_no_mean_that_is_not_drawn():
    of = sample()
    data = chart_data(charts()["plot_speaker_sentiment"](top=None))
    marks = sum(
        len(scores.split("; "))
        for column in ("scores", "reported_scores")
        for scores in data[column].dropna()
    )
    assert marks == of.quotes["compound"].notna().sum()
    assert data.loc[data["n_scored"] < 2, "compound_mean"].isna().all()


def test_the_first_row_of_the_days_adds_the_others_up():
    data = chart_data(charts()["plot_days"]())
    is_sum = data["outlet"] == "All outlets"
    sums = data[~is_sum].groupby("day")["n_articles"].sum()
    assert data[is_sum].set_index("day")["n_articles"].tolist() == sums.tolist()


def test_the_table_that_is_given_out_can_be_changed_without_the_chart():
    ax = plot_source_counts(sample().sources)
    taken = chart_data(ax)
    taken["n_mentions"] = 0
    assert chart_data(ax)["n_mentions"].min() > 0


def test_where_there_is_nothing_to_draw_there_are_no_numbers():
    assert chart_data(plot_source_counts(SOURCES.empty())).empty


def test_axes_of_another_hand_have_no_numbers_behind_them():
    with pytest.raises(ValueError, match="were not drawn by a plot_ function"):
        chart_data(pyplot.figure().add_subplot())
