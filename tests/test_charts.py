"""Charts are asked for their words, labels and positions, never for pixels."""

from __future__ import annotations

import statistics
import subprocess
import sys
from itertools import count

import pandas as pd
import pytest
from chart_parts import labels, note, title, with_gid, words
from hypothesis import given, settings
from hypothesis import strategies as st
from matplotlib import pyplot
from matplotlib.axes import Axes
from matplotlib.colors import to_hex, to_rgb

from analysis.charts import (
    alt_text,
    plot_named_sources,
    plot_readability,
    plot_reliance,
    plot_source_counts,
    plot_sources,
    plot_sources_by_outlet,
    plot_speaker_sentiment,
    plot_speaker_words,
)
from analysis.charts.canvas import plain, text_width, wrap
from analysis.charts.outlets import (
    describe_named_sources,
    describe_reliance,
    describe_sources_by_outlet,
)
from analysis.charts.readability import describe_readability
from analysis.charts.sources import describe_source_counts, describe_sources
from analysis.charts.speaker_words import describe_speaker_words
from analysis.charts.speakers import describe_speaker_sentiment
from analysis.speakers import summarize_speakers
from analysis.tables import (
    ARTICLES,
    NAMED_QUOTES,
    READABILITY,
    RELIANCE,
    ROLES,
    SOURCES,
    SOURCING,
    SPEAKERS,
    TableError,
)

HOSTILE = [
    "$x^2$ and $y_1$",
    "<script>alert(1)</script>",
    "\\frac{a}{b} %s {x}",
    "Kim 金正恩 😀",
    "محمد بن سلمان",
    "\x00\u202eRuiz",
    "W" * 300,
    "_leading underscore",
]


def scored_quotes(scores: dict[str | None, list[float | None]]) -> pd.DataFrame:
    number = count(1)
    return NAMED_QUOTES.build(
        {
            "article_id": f"a{i % 3}",
            "quote_id": next(number),
            "sentence_id": 1,
            "start": 0,
            "end": 12,
            "text": "three little words",
            "kind": "direct",
            "rule": "subject of cue",
            "speaker": speaker,
            "speaker_rule": "name",
        }
        for speaker, values in scores.items()
        for i in range(len(values))
    ).assign(compound=[score for values in scores.values() for score in values])


def speakers_of(quotes: pd.DataFrame) -> pd.DataFrame:
    rows = []
    for speaker, said in quotes.dropna(subset=["speaker"]).groupby("speaker"):
        scores = said["compound"].dropna().tolist()
        mean = statistics.mean(scores) if scores else None
        half = 2 * statistics.stdev(scores) / len(scores) ** 0.5 if len(scores) > 1 else None
        rows.append(
            {
                "speaker": speaker,
                "speaker_type": "person",
                "n_quotes": len(said),
                "n_articles": said["article_id"].nunique(),
                "n_words": 3 * len(said),
                "compound_mean": mean,
                "compound_low": None if half is None else mean - half,
                "compound_high": None if half is None else mean + half,
                "n_scored": len(scores),
                "n_reported": 0,
                "interval_over": None if half is None else "articles",
                "words_per_quote": 3.0,
            }
        )
    return SPEAKERS.build(rows)


def readability(grades: list[float | None], n_words: int = 400) -> pd.DataFrame:
    return READABILITY.build(
        {
            "article_id": f"a{i}",
            "n_words": n_words,
            "n_sentences": 20,
            "n_syllables": 600,
            "flesch_kincaid_grade": grade,
            "flesch_reading_ease": None if grade is None else 100 - 5 * grade,
            "smog_index": grade,
        }
        for i, grade in enumerate(grades)
    )


def roles(*rows: tuple[str, str, int, int]) -> pd.DataFrame:
    return ROLES.build(dict(zip(ROLES.columns, row, strict=True)) for row in rows)


def sources(*rows: tuple[str, str, int, int]) -> pd.DataFrame:
    return SOURCES.build(dict(zip(SOURCES.columns, row, strict=True)) for row in rows)


def reliance(*rows: tuple[str, str, str, int, int]) -> pd.DataFrame:
    return RELIANCE.build(dict(zip(RELIANCE.columns, row, strict=True)) for row in rows)


def sourcing(*rows: tuple[str | None, int, int, int]) -> pd.DataFrame:
    numbers = dict.fromkeys((c for c in SOURCING.columns if c.startswith("n_")), 0)
    return SOURCING.build(
        numbers
        | {
            "article_id": f"a{i}",
            "outlet": outlet,
            "n_named": named,
            "n_role_only": office,
            "n_anonymous": anonymous,
        }
        for i, (outlet, named, office, anonymous) in enumerate(rows)
    )


STRONG = {"Ana Ruiz": [0.4, 0.5, 0.6] * 4, "Bo Lind": [-0.2, 0.3, 0.0], "Li Wei": [0.1]}


def sentiment_chart(scores: dict[str | None, list[float | None]] = STRONG, **options) -> Axes:
    quotes = scored_quotes(scores)
    return plot_speaker_sentiment(speakers_of(quotes), quotes=quotes, **options)


def all_charts(names: list[str]) -> list[Axes]:
    quotes = scored_quotes({name: [0.1] * (12 - i) for i, name in enumerate(names)})
    speakers = speakers_of(quotes)
    articles = ARTICLES.build(
        {
            "article_id": f"a{i}",
            "outlet": name,
            "headline": name,
            "text": "",
            "text_raw": "",
            "file": "f",
            "format": "text",
        }
        for i, name in enumerate(names)
    )
    return [
        plot_speaker_sentiment(speakers, quotes=quotes),
        plot_speaker_words(speakers),
        plot_readability(readability([float(i) for i in range(len(names))]), labels=articles),
        plot_sources(roles(*((name, name, 2, 1) for name in names))),
        plot_source_counts(sources(*((name, "person", 2, 1) for name in names))),
        plot_named_sources(sourcing(*((name, 2, 1, 12) for name in names))),
        plot_reliance(reliance(*((name, name, "agency", 2, 1) for name in names))),
        plot_sources_by_outlet(reliance(*((name, name, "agency", 2, 1) for name in names))),
    ]


# All charts


def test_an_empty_table_gives_axes_that_say_so():
    empty_quotes = scored_quotes({})
    charts = [
        plot_readability(READABILITY.empty()),
        plot_speaker_sentiment(SPEAKERS.empty(), quotes=empty_quotes),
        plot_speaker_words(SPEAKERS.empty()),
        plot_sources(ROLES.empty()),
        plot_source_counts(SOURCES.empty()),
        plot_named_sources(SOURCING.empty()),
        plot_reliance(RELIANCE.empty()),
        plot_sources_by_outlet(RELIANCE.empty()),
    ]
    for ax in charts:
        assert alt_text(ax).startswith("There is nothing to draw")
        assert note(ax) == alt_text(ax)


@pytest.mark.parametrize(
    "draw",
    [
        plot_readability,
        plot_speaker_words,
        plot_sources,
        plot_source_counts,
        plot_named_sources,
        plot_reliance,
        plot_sources_by_outlet,
        lambda frame: plot_speaker_sentiment(frame, quotes=frame),
    ],
)
def test_another_table_is_refused_in_words(draw):
    with pytest.raises(TableError, match="it lacks"):
        draw(pd.DataFrame({"a": [1]}))


@pytest.mark.parametrize("top", [0, -1, 2.5, True, "all"])
def test_top_is_a_whole_number_of_rows(top):
    with pytest.raises(ValueError, match="top says how many"):
        plot_speaker_words(SPEAKERS.empty(), top=top)


@pytest.mark.parametrize("name", HOSTILE)
def test_odd_names_are_drawn_as_they_are_and_not_as_mathematics(name):
    for ax in all_charts([name, "Ana Ruiz"]):
        ax.figure.canvas.draw()
        drawn = "".join("".join(labels(ax)).split())
        assert "".join(plain(name).split()).replace("_", "") in drawn.replace("_", "")
        texts = [*ax.texts, *ax.get_yticklabels(), ax.title, ax._left_title]
        assert not any(text.get_parse_math() for text in texts if text.get_text() != "")


@settings(max_examples=12, deadline=None)
@given(st.text(min_size=1, max_size=40))
def test_no_name_however_odd_raises(name):
    ax = plot_source_counts(sources((name, "person", 2, 1), ("Ana Ruiz", "person", 1, 1)))
    ax.figure.canvas.draw()
    pyplot.close("all")


def test_long_names_are_wrapped_never_cut_and_never_slanted():
    name = "Harbour Workers’ Union of the Northern, Eastern and Western Districts and Islands"
    for ax in all_charts([name, "Ana Ruiz"])[:2]:
        assert name in labels(ax)
        assert "\n" in ax.get_yticklabels()[0].get_text()
        assert {label.get_rotation() for label in ax.get_yticklabels()} == {0.0}


def test_all_words_stay_on_the_page():
    names = ["W" * 60, "Harbour Workers’ Union of the Northern and Eastern Districts", "Li Wei"]
    for ax in all_charts(names):
        figure = ax.figure
        figure.canvas.draw()
        page = figure.bbox
        for text in [*ax.texts, *ax.get_yticklabels(), ax._left_title, ax.xaxis.label]:
            box = text.get_window_extent()
            if text.get_text():
                assert box.x0 >= page.x0 - 1, text.get_text()
                assert box.x1 <= page.x1 + 1, text.get_text()
                assert box.y0 >= page.y0 - 1, text.get_text()
                assert box.y1 <= page.y1 + 1, text.get_text()


def test_no_words_lie_on_other_words():
    for ax in all_charts(["Ana Ruiz", "Bo Lind", "The Harbour Workers’ Union of the East", "Li"]):
        ax.figure.canvas.draw()
        texts = [*ax.texts, *ax.get_yticklabels(), ax._left_title, ax.xaxis.label]
        boxes = [(t.get_text(), t.get_window_extent()) for t in texts if t.get_text()]
        for i, (one, box) in enumerate(boxes):
            for other, near in boxes[i + 1 :]:
                assert not box.padded(-1).overlaps(near.padded(-1)), (one, other)


def test_a_chart_can_be_drawn_on_the_callers_axes_whatever_their_style():
    with pyplot.style.context("dark_background"):
        figure, (left, right) = pyplot.subplots(1, 2, figsize=(14, 5), layout="constrained")
    quotes = scored_quotes(STRONG)
    assert plot_speaker_words(speakers_of(quotes), ax=left) is left
    assert plot_speaker_sentiment(speakers_of(quotes), quotes=quotes, ax=right) is right
    figure.canvas.draw()
    assert to_hex(figure.get_facecolor()) == to_hex(left.get_facecolor()) == "#ffffff"
    assert pyplot.get_fignums() == [figure.number]


def test_drawing_leaves_the_table_and_the_callers_style_alone():
    table = readability([9.0, 12.0, 7.0])
    before, style = table.copy(), dict(pyplot.rcParams)
    plot_readability(table)
    pd.testing.assert_frame_equal(table, before)
    assert dict(pyplot.rcParams) == style


def test_no_chart_uses_more_than_five_hues_and_each_stands_out_from_white():
    def luminance(color):
        parts = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in to_rgb(color)]
        return sum(w * c for w, c in zip((0.2126, 0.7152, 0.0722), parts, strict=True))

    for ax in all_charts(["attribution", "dateline", "credit"]):
        # The cells of a heat table are shades of one hue; each holds its number in letters.
        fills = {to_hex(p.get_facecolor()) for p in ax.patches if p.get_gid() != "heat"}
        edges = {to_hex(c) for group in with_gid(ax, "quotes") for c in group.get_edgecolors()}
        on_white = [text for text in ax.texts if text.get_color() != "white"]
        inks = {text.get_color() for text in on_white if isinstance(text.get_color(), str)}
        assert len(fills | edges) <= 5
        for color in fills | edges | inks:
            assert 1.05 / (luminance(color) + 0.05) >= 3, color


def test_each_alt_text_is_a_sentence_or_two_made_from_the_table():
    quotes = scored_quotes(STRONG)
    speakers = speakers_of(quotes)
    table, named = readability([9.0, 12.0, 7.0]), sources(("AP", "agency", 3, 2))
    credited = roles(("agency", "attribution", 3, 2))
    graded = sourcing(("Courier", 2, 1, 1))
    relied = reliance(("Courier", "AP", "agency", 3, 2))
    pairs = [
        (
            plot_speaker_sentiment(speakers, quotes=quotes),
            describe_speaker_sentiment(speakers, quotes),
        ),
        (plot_speaker_words(speakers), describe_speaker_words(speakers)),
        (plot_readability(table), describe_readability(table)),
        (plot_source_counts(named), describe_source_counts(named)),
        (plot_sources(credited), describe_sources(credited)),
        (plot_named_sources(graded), describe_named_sources(graded)),
        (plot_reliance(relied), describe_reliance(relied)),
        (plot_sources_by_outlet(relied), describe_sources_by_outlet(relied)),
    ]
    for ax, text in pairs:
        assert alt_text(ax) == text
        assert text.endswith(".")
        assert 1 <= text.count(". ") + 1 <= 2


def test_axes_of_another_hand_have_no_alt_text():
    with pytest.raises(ValueError, match="have no alt text"):
        alt_text(pyplot.figure().add_subplot())


def test_the_package_does_not_load_matplotlib():
    code = "import sys, analysis; sys.exit('matplotlib' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


# Readability


def test_the_hardest_article_stands_at_the_top():
    ax = plot_readability(readability([9.0, 14.2, 6.3]))
    assert labels(ax) == ["a1", "a0", "a2"]
    assert ax.yaxis_inverted()
    assert title(ax) == "3 articles run from 6.3, the easiest, to 14.2, the hardest"


def test_for_reading_ease_the_lowest_score_is_the_hardest():
    ax = plot_readability(readability([9.0, 14.0, 6.0]), "flesch_reading_ease")
    assert labels(ax) == ["a1", "a0", "a2"]
    assert words(ax, "mark") == ["30.0", "55.0", "70.0"]


def test_articles_are_named_by_outlet_and_headline():
    articles = ARTICLES.build(
        [
            {"article_id": "a0", "outlet": "Morning Post", "headline": "Harbour closed"},
            {"article_id": "a1", "headline": "Ferry fares rise"},
            {"article_id": "a2", "outlet": "Morning Post"},
        ]
    )
    ax = plot_readability(readability([4.0, 3.0, 2.0, 1.0]), labels=articles)
    names = ["Morning Post: Harbour closed", "Ferry fares rise", "Morning Post: a2", "a3"]
    assert labels(ax) == names


def test_an_article_that_could_not_be_measured_is_said_not_drawn():
    ax = plot_readability(readability([9.0, None, 7.0]))
    assert labels(ax) == ["a0", "a2"]
    assert "1 article could not be measured" in note(ax)
    nothing = plot_readability(readability([None, None]))
    assert alt_text(nothing).endswith("could not be measured for 2 articles.")


def test_a_short_text_is_hollow_and_said_to_be_short():
    ax = plot_readability(readability([9.0, 8.0], n_words=99))
    assert {to_hex(color) for color in ax.collections[-1].get_facecolors()} == {"#ffffff"}
    assert "fewer than 100 words" in note(ax)
    assert "fewer than 100 words" not in note(plot_readability(readability([9.0], n_words=100)))


def test_smog_asks_for_thirty_sentences():
    assert "fewer than 30 sentences" in note(plot_readability(readability([9.0]), "smog_index"))


def with_intervals(grades: list[float | None], half: float) -> pd.DataFrame:
    table = readability(grades)
    low, high = (table["flesch_kincaid_grade"] + side * half for side in (-1, 1))
    return table.assign(flesch_kincaid_grade_low=low, flesch_kincaid_grade_high=high)


def test_an_interval_is_a_line_through_its_dot_with_the_score_at_its_end():
    ax = plot_readability(with_intervals([9.0, 14.0, None], half=2.0))
    (lines,) = with_gid(ax, "interval")
    ends = [[x for x, _ in line.vertices.tolist()] for line in lines.get_paths()]
    assert ends == [[12.0, 16.0], [7.0, 11.0]]
    assert ax.get_xlim()[0] < 7.0
    assert ax.get_xlim()[1] > 16.0
    marks = [text for text in ax.texts if text.get_gid() == "mark"]
    assert [(text.get_text(), text.xy[0]) for text in marks] == [("14.0", 16.0), ("9.0", 11.0)]
    assert "95% interval, by resampling the sentences" in note(ax)


def test_without_intervals_in_the_table_none_are_promised():
    ax = plot_readability(readability([9.0, 14.0]))
    assert "interval" not in note(ax) + alt_text(ax)


@pytest.mark.parametrize(("half", "said"), [(2.0, "drawn do not overlap"), (3.0, "drawn overlap")])
def test_the_text_for_the_ear_says_whether_the_ends_of_the_row_can_be_told_apart(half, said):
    assert said in alt_text(plot_readability(with_intervals([9.0, 14.0], half)))


def test_an_article_of_one_sentence_has_a_dot_and_no_interval():
    table = with_intervals([9.0, 14.0], half=2.0)
    table.loc[1, ["flesch_kincaid_grade_low", "flesch_kincaid_grade_high"]] = None
    ax = plot_readability(table)
    assert labels(ax) == ["a1", "a0"]
    assert "overlap" not in alt_text(ax)


@pytest.mark.parametrize("measure", ["lix", "rix", "words_per_sentence", "long_words_percent"])
def test_every_formula_of_the_table_can_be_drawn(measure):
    ax = plot_readability(readability([9.0, 8.0]).assign(**{measure: [20.0, 30.0]}), measure)
    assert labels(ax) == ["a1", "a0"]


def test_the_median_is_of_all_articles_and_needs_three():
    table = readability([1.0, 2.0, 3.0, 10.0, 20.0])
    assert words(plot_readability(table, top=2), "median") == ["median 3.0"]
    assert words(plot_readability(table.head(2)), "median") == []


def test_articles_beyond_top_are_said_in_the_note():
    ax = plot_readability(readability([1.0, 2.0, 3.0, 10.0]), top=1)
    assert labels(ax) == ["a3"]
    assert "Not drawn: 3 easier articles, scoring 1.0 to 3.0." in note(ax)
    assert len(labels(plot_readability(readability([1.0] * 40), top=None))) == 40


def test_an_unknown_measure_is_answered_with_the_known_ones():
    with pytest.raises(ValueError, match="flesch_reading_ease"):
        plot_readability(readability([9.0]), "spache")


# Tone of speakers


def test_every_scored_quote_is_a_point():
    ax = sentiment_chart({"Ana Ruiz": [0.0, 0.0, 0.0, 0.5, None], None: [0.9]})
    (points,) = with_gid(ax, "quotes")
    offsets = points.get_offsets().tolist()
    assert sorted(x for x, _ in offsets) == [0.0, 0.0, 0.0, 0.5]
    assert len({(x, y) for x, y in offsets}) == 4  # equal scores are stacked, not hidden


def test_a_mean_from_ten_quotes_is_solid_and_from_fewer_hollow_and_dashed():
    ax = sentiment_chart()
    (strong,), (weak,) = with_gid(ax, "mean"), with_gid(ax, "weak mean")
    assert strong.get_markerfacecolor() != "white"
    assert weak.get_markerfacecolor() == "white"
    assert words(ax, "end") == [
        "mean +0.50 12 quotes of 3 words",
        "mean +0.03 (weak) 3 quotes of 3 words",
        "1 quote of 3 words",
    ]
    assert "a weak mean, from fewer than 10 quotes" in note(ax)


def test_each_mean_stands_on_its_interval():
    quotes = scored_quotes({"Ana Ruiz": [0.1, 0.2, 0.6]})
    speakers = speakers_of(quotes)
    ax = plot_speaker_sentiment(speakers, quotes=quotes)
    (mean,) = with_gid(ax, "weak mean")
    y = mean.get_ydata()[0]
    ends = [
        segment[:, 0].tolist()
        for lines in ax.collections
        if lines not in with_gid(ax, "quotes")
        for segment in lines.get_segments()
        if segment[0][1] == y
    ]
    assert ends == [speakers[["compound_low", "compound_high"]].iloc[0].tolist()]


def test_a_mean_without_an_interval_is_not_drawn():
    quotes = scored_quotes({"Ana Ruiz": [0.1, 0.2]})
    speakers = speakers_of(quotes).assign(compound_low=float("nan"))
    ax = plot_speaker_sentiment(speakers, quotes=quotes)
    assert not with_gid(ax, "weak mean")
    assert words(ax, "end") == ["2 quotes of 3 words"]


@pytest.mark.parametrize(
    ("scores", "said"),
    [
        ({"Ana Ruiz": [0.3]}, "Ana Ruiz’s only quote scores +0.30"),
        ({"Ana Ruiz": [0.3, 0.4]}, "Ana Ruiz’s 2 quotes are too few to tell a tone"),
        (
            {"Ana Ruiz": [0.3, 0.5] * 6},
            "Ana Ruiz’s 12 quotes lean positive, with a mean of +0.40",
        ),
        ({"Ana Ruiz": [-0.3, 0.3] * 6}, "Ana Ruiz’s 12 quotes lean clearly neither way"),
        (
            {"Ana Ruiz": [0.3], "Bo Lind": [0.1]},
            "Too few quotes to compare: none of 2 speakers has 10 or more in their own words",
        ),
        (
            {"Ana Ruiz": [0.3, 0.5] * 6, "Bo Lind": [-0.3, -0.5] * 6, "Li Wei": [0.1]},
            "Of the 2 speakers with 10 quotes or more, "
            "1 has a mean clearly above zero and 1 has a mean clearly below zero",
        ),
        (
            {"Ana Ruiz": [-0.3, 0.3] * 6, "Bo Lind": [-0.3, 0.3] * 6},
            "None of the 2 speakers with 10 quotes or more has a mean clearly above or below zero",
        ),
    ],
)
def test_the_tone_title_claims_no_more_than_the_quotes_bear(scores, said):
    assert title(sentiment_chart(scores)) == said


def test_indirect_quotes_are_squares_and_stand_beside_the_mean_not_in_it():
    quotes = scored_quotes({"Ana Ruiz": [0.1, 0.2, -0.9]})
    quotes["kind"] = ["direct", "mixed", "indirect"]
    speakers = summarize_speakers(quotes.assign(negative=0.0, neutral=1.0, positive=0.0))
    ax = plot_speaker_sentiment(speakers, quotes=quotes)
    (own,), (reported,) = with_gid(ax, "quotes"), with_gid(ax, "reported quotes")
    assert sorted(own.get_offsets()[:, 0].tolist()) == [0.1, 0.2]
    assert reported.get_offsets()[:, 0].tolist() == [-0.9]
    assert own.get_paths()[0].vertices.shape != reported.get_paths()[0].vertices.shape
    assert words(ax, "end") == ["mean +0.15 (weak) 2 quotes of 3 words, 1 indirect"]
    assert "each square an indirect quote, in the reporter’s wording" in note(ax)


def test_a_speaker_whom_only_reporters_put_in_words_is_drawn_without_a_mean():
    quotes = scored_quotes({"Ana Ruiz": [0.1, 0.2]}).assign(kind="indirect")
    speakers = summarize_speakers(quotes.assign(negative=0.0, neutral=1.0, positive=0.0))
    ax = plot_speaker_sentiment(speakers, quotes=quotes)
    assert title(ax) == "Ana Ruiz is quoted in reporters’ words only"
    assert words(ax, "end") == ["2 indirect"]
    assert not with_gid(ax, "weak mean")


@pytest.mark.parametrize("over", ["few articles", "quotes"])
def test_an_interval_from_too_few_articles_carries_no_claim(over):
    quotes = scored_quotes({"Ana Ruiz": [0.3, 0.5] * 6})
    speakers = speakers_of(quotes).assign(interval_over=over)
    ax = plot_speaker_sentiment(speakers, quotes=quotes)
    assert title(ax) == "Ana Ruiz’s 12 quotes are from too few articles to tell a tone"
    assert "1 interval rests on fewer than 6 articles" in note(ax)
    assert len(with_gid(ax, "mean")) == 1


def test_quotes_without_a_speaker_or_a_score_are_said_in_the_note():
    ax = sentiment_chart({"Ana Ruiz": [0.1, None], None: [0.2, 0.3]})
    assert "2 quotes without a speaker not drawn" in note(ax)
    assert "1 quote without a score not drawn" in note(ax)


def test_speakers_beyond_top_are_said_in_the_note():
    ax = sentiment_chart(top=1)
    assert labels(ax) == ["Ana Ruiz"]
    assert "Not drawn: 2 more speakers with 4 quotes." in note(ax)


def test_a_mean_is_not_drawn_without_the_quotes_behind_it():
    speakers = speakers_of(scored_quotes(STRONG))
    with pytest.raises(TableError, match="scored quotes are needed too"):
        plot_speaker_sentiment(speakers)
    with pytest.raises(TableError, match="it lacks compound"):
        plot_speaker_sentiment(speakers, quotes=scored_quotes(STRONG).drop(columns="compound"))


def test_speakers_and_quotes_of_different_corpora_are_refused():
    speakers, other = speakers_of(scored_quotes(STRONG)), scored_quotes({"Ana Ruiz": [0.1]})
    with pytest.raises(TableError, match="counts 12 quotes by Ana Ruiz, quotes holds 1"):
        plot_speaker_sentiment(speakers, quotes=other)


# Words of speakers


def test_the_bars_are_the_words_of_each_speaker_longest_first():
    ax = plot_speaker_words(speakers_of(scored_quotes(STRONG)))
    assert labels(ax) == ["Ana Ruiz", "Bo Lind", "Li Wei"]
    assert [patch.get_width() for patch in ax.patches] == [36, 9, 3]
    assert words(ax, "mark")[0] == "36 words in 12 quotes"
    assert title(ax) == "Ana Ruiz gets 75% of the words quoted from 3 speakers"
    assert "n = 48 words in 16 quotes by 3 speakers" in note(ax)


def test_when_no_one_has_half_the_words_the_title_counts_the_first_few():
    quotes = scored_quotes({"Ana Ruiz": [0.1] * 4, "Bo Lind": [0.1] * 3, "Li Wei": [0.1] * 3})
    assert title(plot_speaker_words(speakers_of(quotes))) == (
        "2 of 3 speakers get 70% of the quoted words"
    )


def test_one_speaker_is_called_the_only_one():
    ax = plot_speaker_words(speakers_of(scored_quotes({"Ana Ruiz": [0.1]})))
    assert title(ax) == "Ana Ruiz is the only speaker, with 3 words"


# Sources


def test_each_type_is_a_row_and_each_role_a_column():
    ax = plot_sources(
        roles(
            ("agency", "attribution", 5, 4),
            ("agency", "dateline", 2, 2),
            ("outlet", "subject", 9, 3),
        )
    )
    assert labels(ax) == ["outlets", "news agencies"]
    heads = words(ax, "head")
    assert [head for head in heads if head in ("attribution", "subject", "dateline")] == [
        "attribution",
        "subject",
        "dateline",
    ]
    assert [(patch.get_x(), round(patch.get_width() / 0.88 * 9)) for patch in ax.patches] == [
        (0, 5),
        (2, 2),
        (1, 9),
    ]
    assert words(ax, "mark") == ["5 (4)", "2 (2)", "9 (3)"]


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        (
            [("person", "attribution", 6, 3), ("agency", "attribution", 2, 1)],
            "People are credited most: 6 of 8 attributions (75%)",
        ),
        (
            [("person", "attribution", 2, 1), ("agency", "attribution", 2, 1)],
            "News agencies and people are credited most: 2 of 4 attributions each (50%)",
        ),
        (
            [("agency", "attribution", 1, 1)],
            "All information is credited to news agencies: 1 attribution",
        ),
        (
            [("outlet", "subject", 3, 2)],
            "No source is credited with information in 3 mentions",
        ),
    ],
)
def test_the_title_says_who_is_credited(rows, said):
    assert title(plot_sources(roles(*rows))) == said


def test_types_beyond_top_are_named_in_the_note():
    ax = plot_sources(
        roles(("person", "attribution", 9, 1), ("role_only", "attribution", 2, 1)), top=1
    )
    assert "Not drawn: 2 mentions of unnamed office holders." in note(ax)


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        (
            [("Reuters", "agency", 7, 5), ("AP", "agency", 4, 1)],
            "Reuters is named most: 7 of 11 mentions, in 5 articles",
        ),
        (
            [("Reuters", "agency", 4, 2), ("AP", "agency", 4, 1), ("AFP", "agency", 1, 1)],
            "AP and Reuters are named most, with 4 mentions each",
        ),
        (
            [("Reuters", "agency", 4, 2), ("AP", "agency", 4, 1)],
            "Each of 2 sources is named equally often: 4 mentions",
        ),
        ([("Reuters", "agency", 1, 1)], "Reuters is the only source, with 1 mention"),
    ],
)
def test_the_title_says_who_is_named_most(rows, said):
    assert title(plot_source_counts(sources(*rows))) == said


def test_each_source_bar_says_mentions_articles_and_type():
    ax = plot_source_counts(sources(("Reuters", "agency", 7, 5), ("AP", "agency", 4, 1)), top=1)
    assert words(ax, "mark") == ["7 in 5 articles (agency)"]
    assert "Not drawn: 1 more source with 4 mentions." in note(ax)


# Words on the page


def test_lines_are_broken_between_words_after_hyphens_and_only_then_within_words():
    assert wrap("Featherstonehaugh-Cholmondeley", 1.6, 9.5).split("\n") == [
        "Featherstonehaugh-",
        "Cholmondeley",
    ]
    lines = wrap("W" * 50, 1, 9.5).split("\n")
    assert "".join(lines) == "W" * 50
    assert max(text_width(line, 9.5) for line in lines) <= 1


# Outlets


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ([("A", 3, 0, 0)], "Every human source is named: 3 sources"),
        ([("A", 3, 0, 1)], "1 of 4 human sources (25%) goes without a name"),
        ([("A", 3, 1, 1), (None, 1, 0, 4)], "6 of 10 human sources (60%) go without a name"),
    ],
)
def test_the_title_says_how_many_have_no_name(rows, said):
    ax = plot_named_sources(sourcing(*rows))
    assert title(ax) == said
    assert ("outlet unknown" in labels(ax)) == (rows[-1][0] is None)


def test_each_outlet_s_bars_add_up_to_its_sources():
    ax = plot_named_sources(sourcing(("A", 3, 2, 5), ("A", 1, 0, 0), ("B", 1, 0, 0)))
    assert labels(ax) == ["A", "B"]
    widths = [patch.get_width() for patch in ax.patches if patch.get_gid() != "key"]
    assert widths == [4, 1, 2, 0, 5, 0]
    assert words(ax, "head") == ["named", "office given, no name", "anonymous"]
    assert words(ax, "mark") == ["64% unnamed", "0% unnamed"]


def test_a_cell_of_the_heat_table_holds_mentions_and_articles_and_is_darker_for_more():
    table = reliance(("A", "AP", "agency", 6, 2), ("B", "AP", "agency", 1, 1))
    ax = plot_sources_by_outlet(table)
    assert words(ax, "mark") == ["6 (2)", "1 (1)"]
    assert words(ax, "head") == ["A", "B"]
    dark, light = (sum(patch.get_facecolor()[:3]) for patch in ax.patches)
    assert dark < light
    assert title(ax) == "AP is relied on by both outlets, most often by A: 6 of 7 mentions"


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ([("A", "AP", "agency", 2, 1)], "AP is relied on most: 2 mentions"),
        (
            [("A", "AP", "agency", 2, 1), ("B", "AFP", "agency", 2, 1)],
            "No source is shared: 2 outlets rely on different ones",
        ),
        (
            [("A", "AP", "agency", 2, 1), ("B", "AP", "agency", 3, 1), ("C", "X", "person", 9, 1)],
            "AP is relied on by 2 of 3 outlets, most often by B: 3 of 5 mentions",
        ),
    ],
)
def test_the_heat_table_says_which_source_is_shared(rows, said):
    assert title(plot_sources_by_outlet(reliance(*rows))) == said


def test_only_media_stand_in_the_network_and_more_articles_make_a_thicker_line():
    table = reliance(
        ("A", "AP", "agency", 6, 4), ("B", "AP", "agency", 1, 1), ("B", "Ana Ruiz", "person", 9, 9)
    )
    ax = plot_reliance(table)
    assert words(ax, "end") == ["AP (5)", ""]
    thick, thin = (line.get_linewidth() for line in ax.lines)
    assert thick > thin
    assert "2 outlets, 5 articles" in title(ax)
