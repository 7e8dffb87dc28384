"""Charts of coverage are asked for their words and places, never for pixels."""

from __future__ import annotations

from itertools import pairwise

import pandas as pd
import pytest
from chart_parts import labels, note, title, with_gid, words
from matplotlib import pyplot
from matplotlib.axes import Axes
from matplotlib.colors import to_hex, to_rgb

from analysis.charts import alt_text
from analysis.charts.canvas import plain
from analysis.charts.coverage import (
    describe_days,
    describe_marking_words,
    plot_days,
    plot_marking_words,
)
from analysis.charts.coverage_shared import (
    describe_shared_copy,
    describe_shared_quotes,
    plot_shared_copy,
    plot_shared_quotes,
)
from analysis.charts.coverage_voices import (
    describe_voice_shares,
    describe_voices,
    plot_voice_shares,
    plot_voices,
)
from analysis.tables import (
    COPY_SHARES,
    DAYS,
    MARKING_WORDS,
    SHARED_QUOTES,
    VOICE_SHARES,
    VOICES,
    TableError,
)

OUTLETS = [
    "The Port Ellery Courier",
    "The Daily Lantern",
    "Tideway News",
    "The Aldenport Herald",
    "The Thornwick Gazette",
    "Meridian Press Agency",
    "Ellery and Marrow County Community Radio",
]
CHARTS = {
    plot_days: (DAYS, describe_days),
    plot_voices: (VOICES, describe_voices),
    plot_voice_shares: (VOICE_SHARES, describe_voice_shares),
    plot_shared_copy: (COPY_SHARES, describe_shared_copy),
    plot_marking_words: (MARKING_WORDS, describe_marking_words),
    plot_shared_quotes: (SHARED_QUOTES, describe_shared_quotes),
}
HOSTILE = [
    "$x^2$ and $y_1$",
    "$",
    "<script>alert(1)</script>",
    "\\frac{a}{b} %s {x}",
    "Kim 金正恩 😀",
    "محمد بن سلمان",
    "\x00\u202eRuiz",
    "W" * 300,
    "_leading underscore",
]


def days(*rows: tuple[str, str | None, int]) -> pd.DataFrame:
    return DAYS.build(
        {"day": pd.Timestamp(day, tz="UTC"), "outlet": outlet, "n_articles": n, "n_words": 400 * n}
        for day, outlet, n in rows
    )


def voices(*rows: tuple[str, str, int], event: str = "e") -> pd.DataFrame:
    totals: dict[str, int] = {}
    for outlet, _, n in rows:
        totals[outlet] = totals.get(outlet, 0) + n
    return VOICES.build(
        {
            "event": event,
            "outlet": outlet,
            "speaker": speaker,
            "n_articles": 1,
            "n_quotes": 1,
            "n_words": n,
            "share": n / totals[outlet] if totals[outlet] else None,
        }
        for outlet, speaker, n in rows
    )


def voice_shares(*rows: tuple[str, str, float, float | None], over="articles") -> pd.DataFrame:
    """Make shares from outlet, category, share and half the width of its interval."""
    return VOICE_SHARES.build(
        {
            "outlet": outlet,
            "category": category,
            "n_articles": 6 if half is not None else 1,
            "n_words": round(1000 * share),
            "share": share,
            "share_low": None if half is None else share - half,
            "share_high": None if half is None else share + half,
            "over": None if half is None else over,
        }
        for outlet, category, share, half in rows
    )


def copy_shares(*rows: tuple[str | None, int, int, int], event: str = "e") -> pd.DataFrame:
    """Make shares from outlet, shared, quoted and own words."""
    return COPY_SHARES.build(
        {
            "article_id": f"{event}-{number}",
            "event": event,
            "outlet": outlet,
            "n_words": shared + quoted + own,
            "n_shared": shared,
            "n_quoted": quoted,
            "n_own": own,
            "share_shared": shared / max(shared + quoted + own, 1),
        }
        for number, (outlet, shared, quoted, own) in enumerate(rows)
    )


def marking_words(*rows: tuple[str, str, int, float]) -> pd.DataFrame:
    """Make words from outlet, word, articles of nine, and z."""
    return MARKING_WORDS.build(
        {
            "outlet": outlet,
            "word": word,
            "n_articles": n,
            "n_elsewhere": 1,
            "share": n / 9,
            "share_elsewhere": 0.05,
            "log_odds": z / 2,
            "z": z,
            "keyness": 4.0,
        }
        for outlet, word, n, z in rows
    )


def shared_quotes(*rows: tuple[str, str | None, str, float]) -> pd.DataFrame:
    """Make quotes from remark, outlet, kind and share; the remark is also its wording."""
    return SHARED_QUOTES.build(
        {
            "utterance": remark,
            "article_id": f"a of {outlet}",
            "quote_id": number,
            "outlet": outlet,
            "kind": kind,
            "speaker": "Ana Ruiz",
            "share": share,
            "is_fullest": share == 1,
            "start": 0,
            "end": 9,
            "text": remark,
        }
        for number, (remark, outlet, kind, share) in enumerate(rows)
    )


def tables(names: list[str]) -> dict:
    """Return a table of each kind in which the names are outlets, speakers, words and remarks."""
    return {
        plot_days: days(*((f"2025-05-{7 + i:02}", name, i + 1) for i, name in enumerate(names))),
        plot_voices: voices(
            *((o, s, 9) for o in names for s in names if (o, s) != (names[0],) * 2)
        ),
        plot_voice_shares: voice_shares(
            *((o, c, 0.1 + 0.05 * i, 0.04) for i, o in enumerate(names) for c in names)
        ),
        plot_shared_copy: copy_shares(*((name, 90, 60, 250) for name in names)),
        plot_marking_words: marking_words(
            *((o, w, 7, 2.6 - 0.4 * i) for o in names for i, w in enumerate(names))
        ),
        plot_shared_quotes: shared_quotes(
            *((r, o, "direct", 1.0 - 0.1 * i) for r in names for i, o in enumerate(names))
        ),
    }


def all_charts(names: list[str]) -> list[Axes]:
    return [draw(table) for draw, table in tables(names).items()]


def texts(ax: Axes) -> list:
    every = [*ax.texts]
    if ax.axison:
        every += [*ax.get_yticklabels(), *ax.get_xticklabels(), ax._left_title, ax.xaxis.label]
    return [text for text in every if text.get_text()]


# All charts


@pytest.mark.parametrize("draw", CHARTS)
def test_an_empty_table_gives_axes_that_say_so(draw):
    ax = draw(CHARTS[draw][0].empty())
    assert alt_text(ax).startswith("There is nothing to draw")
    assert note(ax) == alt_text(ax)


@pytest.mark.parametrize("draw", CHARTS)
def test_another_table_is_refused_in_words(draw):
    with pytest.raises(TableError, match="it lacks"):
        draw(pd.DataFrame({"a": [1]}))
    with pytest.raises(TableError, match="expected the"):
        draw([1, 2])


@pytest.mark.parametrize("draw", CHARTS)
@pytest.mark.parametrize("top", [0, 2.5, True])
def test_top_is_a_whole_number(draw, top):
    with pytest.raises(ValueError, match="top says how many"):
        draw(CHARTS[draw][0].empty(), top=top)


@pytest.mark.parametrize("odd", HOSTILE)
def test_odd_names_are_drawn_as_they_are_and_not_as_mathematics(odd):
    begun = "".join(plain(odd).split())[:8]
    for ax in all_charts([odd, "Ana Ruiz"]):
        ax.figure.canvas.draw()
        drawn = texts(ax)
        assert not any(text.get_parse_math() for text in drawn)
        assert any(begun in "".join(text.get_text().split()) for text in drawn)


@pytest.mark.parametrize("n", [1, 2, 3, 6, 7])
def test_no_words_lie_on_other_words_or_leave_the_page(n):
    for ax in all_charts(OUTLETS[:n]):
        ax.figure.canvas.draw()
        page = ax.figure.bbox
        boxes = [(text.get_text(), text.get_window_extent()) for text in texts(ax)]
        for i, (one, box) in enumerate(boxes):
            assert min(box.x0 - page.x0, page.x1 - box.x1) >= -1, one
            assert min(box.y0 - page.y0, page.y1 - box.y1) >= -1, one
            for other, near in boxes[i + 1 :]:
                assert not box.padded(-1).overlaps(near.padded(-1)), (one, other)
        pyplot.close(ax.figure)


def test_more_outlets_than_a_page_holds_are_counted_in_the_note():
    every = tables([f"Outlet {letter}" for letter in "ABCDEFGHIJK"])
    for draw in (plot_days, plot_voices, plot_voice_shares, plot_shared_quotes):
        assert "Not drawn: 3 more outlets" in note(draw(every[draw]))
    assert "Not drawn: 2 more outlets" in note(plot_marking_words(every[plot_marking_words]))


def test_a_chart_can_be_drawn_on_the_callers_axes():
    for draw, table in tables(OUTLETS[:3]).items():
        figure, ax = pyplot.subplots(figsize=(11, 9), layout="constrained")
        assert draw(table, ax=ax) is ax
        figure.canvas.draw()
        assert pyplot.get_fignums() == [figure.number]
        assert draw(CHARTS[draw][0].empty(), ax=figure.add_subplot()) is not ax
        pyplot.close(figure)


def test_drawing_leaves_the_table_and_the_callers_style_alone():
    style = dict(pyplot.rcParams)
    for draw, table in tables(OUTLETS[:3]).items():
        before = table.copy()
        draw(table)
        pd.testing.assert_frame_equal(table, before)
    assert dict(pyplot.rcParams) == style


def test_every_color_stands_out_from_white_and_every_letter_from_its_cell():
    def luminance(color):
        parts = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in to_rgb(color)]
        return sum(w * c for w, c in zip((0.2126, 0.7152, 0.0722), parts, strict=True))

    for ax in all_charts(OUTLETS[:4]):
        fills = {to_hex(p.get_facecolor()) for p in ax.patches if p.get_gid() != "heat"}
        inks = {to_hex(text.get_color()) for text in texts(ax)}
        assert len(fills) <= 5
        for color in fills | inks:
            assert 1.05 / (luminance(color) + 0.05) >= 3, color
        ink = max(luminance(text.get_color()) for text in texts(ax))
        for cell in with_gid(ax, "heat"):
            assert (luminance(cell.get_facecolor()[:3]) + 0.05) / (ink + 0.05) >= 2
        for mark in with_gid(ax, "mark"):
            for cell in with_gid(ax, "heat"):
                light = luminance(cell.get_facecolor()[:3])
                assert (light + 0.05) / (luminance(mark.get_color()) + 0.05) >= 4.5


@pytest.mark.parametrize("draw", CHARTS)
def test_each_alt_text_is_a_sentence_or_two_that_holds_the_title(draw):
    table = tables(OUTLETS[:3])[draw]
    ax = draw(table)
    assert alt_text(ax) == CHARTS[draw][1](table)
    assert title(ax) in alt_text(ax)
    assert alt_text(ax).endswith(".")
    assert any(char.isdigit() for char in alt_text(ax).split(title(ax))[1])


# Days


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        (
            [("2025-05-07", "A", 2), ("2025-05-07", "B", 1), ("2025-05-09", "B", 1)],
            "The peak is on 7 May 2025: 3 of 4 articles",
        ),
        (
            [("2025-05-07", "A", 2), ("2025-05-09", "B", 2), ("2025-05-10", "B", 1)],
            "The peaks are on 7 May and 9 May 2025: 2 of 5 articles each",
        ),
        (
            [("2024-12-31", "A", 2), ("2025-01-01", "B", 2), ("2025-01-02", "B", 1)],
            "The peaks are on 31 December 2024 and 1 January 2025: 2 of 5 articles each",
        ),
        (
            [("2025-05-07", "A", 1), ("2025-05-09", "B", 1)],
            "No day stands out: 1 of 2 articles each on 2 days",
        ),
        ([("2025-05-07", "A", 1)], "All is of one day, 7 May 2025: 1 article"),
        (
            [*((f"2025-05-0{n}", "A", 2) for n in range(1, 5)), ("2025-05-09", "A", 1)],
            "4 of 5 days have the most: 2 of 9 articles each",
        ),
    ],
)
def test_the_title_says_the_peak(rows, said):
    assert title(plot_days(days(*rows))) == said


def test_each_outlet_has_a_row_of_bars_and_the_first_row_adds_them_up():
    ax = plot_days(days(("2025-05-07", "B", 2), ("2025-05-07", "A", 1), ("2025-05-09", "A", 1)))
    assert labels(ax) == ["All outlets", "A", "B"]
    assert words(ax, "end")[0] == "4 articles 1,600 words"
    everyone, twice, *_ = (bar.get_height() for bar in ax.patches)
    assert everyone / twice == pytest.approx(3)
    a, b = (abs(bar.get_height()) for bar in (ax.patches[2], ax.patches[4]))
    assert b / a == pytest.approx(2)  # the outlets share one scale
    assert words(ax, "value") == ["3", "1", "1", "1", "2"]


def test_one_outlet_needs_no_row_of_sums():
    assert labels(plot_days(days(("2025-05-07", "A", 2)))) == ["A"]


@pytest.mark.parametrize(
    "last", ["2025-05-08", "2025-05-20", "2025-11-30", "2027-03-01", "2091-01-01"]
)
def test_dates_are_never_upright_and_never_touch(last):
    ax = plot_days(days(("2025-05-07", "A", 2), (last, "B", 1)))
    ax.figure.canvas.draw()
    ticks = [tick for tick in ax.get_xticklabels() if tick.get_text()]
    assert {tick.get_rotation() for tick in ticks} == {0.0}
    assert 2 <= len(ticks) <= 12
    for one, other in pairwise(ticks):
        assert one.get_window_extent().x1 + 3 < other.get_window_extent().x0


def test_a_day_among_hundreds_is_still_wide_enough_to_see():
    ax = plot_days(days(("2020-05-07", "A", 2), ("2025-05-07", "B", 1)))
    inches = ax.get_window_extent().width / ax.figure.dpi
    span = ax.get_xlim()[1] - ax.get_xlim()[0]
    assert min(bar.get_width() for bar in ax.patches) / span * inches > 0.02


def test_days_without_articles_are_not_drawn_and_undated_ones_are_said():
    table = pd.concat([days(("2025-05-07", "A", 2), ("2025-05-08", "A", 0)), DAYS.build([
        {"outlet": "A", "n_articles": 1, "n_words": 9}])])  # fmt: skip
    ax = plot_days(table)
    assert len(ax.patches) == 1
    assert "1 row without a day" in note(ax)


# Voices


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        (
            [("A", "Ruiz", 6), ("B", "Ruiz", 4), ("B", "Lind", 4)],
            "Only Ruiz is quoted by both outlets",
        ),
        (
            [(o, s, 5) for o in "ABC" for s in ("Lind", "Ruiz")],
            "All 3 outlets quote Lind and Ruiz",
        ),
        (
            [("A", "Ruiz", 6), ("B", "Ruiz", 4), ("C", "Lind", 4)],
            "Nobody is quoted by all 3 outlets; Ruiz by 2",
        ),
        ([("A", "Ruiz", 6), ("B", "Lind", 4)], "Nobody is quoted by two of 2 outlets"),
        ([("A", "Ruiz", 6), ("A", "Lind", 4)], "One outlet, A, quotes 2 speakers, most often Ruiz"),
    ],
)
def test_the_title_says_who_is_quoted_by_all_or_that_nobody_is(rows, said):
    assert title(plot_voices(voices(*rows))) == said


def test_speakers_of_most_outlets_stand_first_then_those_of_most_words():
    ax = plot_voices(
        voices(("A", "Long", 90), ("A", "Both", 5), ("B", "Both", 5), ("B", "Short", 5))
    )
    assert labels(ax) == ["Both", "Long", "Short"]
    assert words(ax, "head") == ["A", "B"]
    assert words(ax, "subhead") == ["95 words", "10 words"]


def test_a_cell_holds_the_share_and_an_empty_one_says_so_in_words():
    ax = plot_voices(voices(("A", "Ruiz", 30), ("A", "Lind", 10), ("B", "Ruiz", 10)))
    assert words(ax, "mark") == ["75%", "25%", "100%"]
    assert words(ax, "empty") == ["not quoted"]
    assert len(with_gid(ax, "heat")) == 3


def test_one_event_or_all_together():
    table = pd.concat(
        [voices(("A", "Ruiz", 10), event="bridge"), voices(("A", "Lind", 30), event="fire")]
    )
    assert labels(plot_voices(table, event="fire")) == ["Lind"]
    assert "Event: fire" in note(plot_voices(table, event="fire"))
    both = plot_voices(table)
    assert words(both, "mark") == ["75%", "25%"]
    assert "2 events taken together" in note(both)
    with pytest.raises(ValueError, match=r"there is no event 'flood'.*'bridge'"):
        plot_voices(table, event="flood")


def test_the_shares_are_those_of_the_table_also_when_rows_were_taken_out():
    table = voices(("A", "Ruiz", 30), ("A", "Lind", 10), ("B", "Ruiz", 10)).iloc[1:]
    assert words(plot_voices(table), "mark") == ["25%", "100%"]


def test_a_speaker_without_words_has_no_share_and_does_no_harm():
    assert words(plot_voices(voices(("A", "Ruiz", 0), ("B", "Ruiz", 0))), "mark") == ["0%", "0%"]


def test_speakers_beyond_top_are_counted():
    ax = plot_voices(voices(*(("A", f"Speaker {n}", n) for n in range(1, 6))), top=2)
    assert labels(ax) == ["Speaker 5", "Speaker 4"]
    assert "Not drawn: 3 more speakers" in note(ax)


# Categories of voices


def test_each_category_is_a_panel_with_the_outlets_under_each_other():
    ax = plot_voice_shares(
        voice_shares(
            ("A", "expert", 0.4, 0.1),
            ("B", "expert", 0.2, 0.1),
            ("A", "witness_or_resident", 0.1, 0.1),
        )
    )
    assert words(ax, "head") == ["experts", "witnesses or residents"]
    assert [label for label in labels(ax) if label] == ["A", "B"]
    assert len(with_gid(ax, "interval")) == 3
    assert words(ax, "mark") == ["40%", "20%", "10%"]
    assert words(ax, "empty") == ["none"]


def test_an_interval_stands_around_its_dot_on_the_scale_of_its_panel():
    ax = plot_voice_shares(voice_shares(("A", "expert", 0.4, 0.2), ("B", "expert", 0.2, 0.1)))
    low, high = (x for x, _ in with_gid(ax, "interval")[0].get_segments()[0])
    dot = with_gid(ax, "share")[0].get_xdata()[0]
    scale = {text.get_text(): text.get_position()[0] for text in with_gid(ax, "scale")}
    step = (scale["20%"] - scale["0%"]) / 0.2
    assert [(x - scale["0%"]) / step for x in (low, dot, high)] == pytest.approx([0.2, 0.4, 0.6])


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        (
            [("A", "expert", 0.4, 0.1), ("B", "expert", 0.3, 0.1)],
            "No two outlets can be told apart: all intervals overlap",
        ),
        (
            [("A", "expert", 0.4, 0.05), ("B", "expert", 0.2, 0.05), ("C", "expert", 0.3, 0.2)],
            "1 of 3 pairs of intervals lies apart, furthest for experts: A 40%, B 20%",
        ),
        (
            [("A", "expert", 0.4, None), ("B", "expert", 0.3, None)],
            "Too few articles to compare outlets",
        ),
        ([("A", "expert", 0.4, 0.1)], "One outlet alone, A: nothing to compare it with"),
        (
            [("A", "unknown", 0.9, 0.01), ("B", "unknown", 0.1, 0.01)],
            "Too few articles to compare outlets",
        ),
    ],
)
def test_the_title_ranks_only_what_lies_apart(rows, said):
    assert title(plot_voice_shares(voice_shares(*rows))) == said


def test_intervals_from_few_articles_carry_no_claim():
    table = voice_shares(
        ("A", "expert", 0.9, 0.01), ("B", "expert", 0.1, 0.01), over="few articles"
    )
    ax = plot_voice_shares(table)
    assert title(ax) == "Too few articles to compare outlets"
    assert len(with_gid(ax, "weak share")) == 2
    assert "from few articles" in note(ax)


def test_an_outlet_with_one_article_has_no_interval_and_says_so():
    ax = plot_voice_shares(voice_shares(("A", "expert", 0.4, None), ("B", "expert", 0.2, 0.1)))
    assert words(ax, "mark") == ["40% (1 article)", "20%"]
    assert len(with_gid(ax, "interval")) == 1
    assert with_gid(ax, "weak share")[0].get_markerfacecolor() == "white"
    assert "no interval" in note(ax)


def test_categories_that_say_nothing_come_last():
    ax = plot_voice_shares(
        voice_shares(
            ("A", "unknown", 0.9, 0.1), ("A", "expert", 0.1, 0.1), ("A", "media", 0.2, 0.1)
        ),
        top=2,
    )
    assert words(ax, "head") == ["media", "experts"]
    assert "Not drawn: 1 more category" in note(ax)


# Shared copy


def test_each_article_is_a_bar_of_three_parts_in_the_order_of_the_table():
    ax = plot_shared_copy(copy_shares(("B", 10, 20, 70), ("A", 60, 10, 30)))
    assert labels(ax) == ["B", "A"]
    parts = [
        [bar.get_width() for bar in with_gid(ax, gid)] for gid in ("n_shared", "n_quoted", "n_own")
    ]
    assert parts == [[10, 60], [20, 10], [70, 30]]
    assert [bar.get_x() for bar in with_gid(ax, "n_own")] == [30, 70]
    assert words(ax, "mark") == ["10% shared", "60% shared"]


def test_the_parts_can_be_told_without_colors_and_the_key_shows_how():
    ax = plot_shared_copy(copy_shares(("A", 60, 10, 30)))
    hatches = [with_gid(ax, gid)[0].get_hatch() for gid in ("n_shared", "n_quoted", "n_own")]
    assert len(set(hatches)) == 3
    assert [swatch.get_hatch() for swatch in with_gid(ax, "key")] == hatches
    assert words(ax, "head")[0] == "shared with another article"


def test_articles_of_several_events_stand_under_theirs():
    table = pd.concat(
        [copy_shares(("A", 1, 1, 8), event="fire"), copy_shares(("A", 1, 1, 8), event="bridge")]
    )
    ax = plot_shared_copy(table)
    assert labels(ax) == ["", "A", "", "A"]
    assert words(ax, "event") == ["fire", "bridge"]


def test_two_articles_of_one_outlet_are_told_apart_and_one_without_goes_by_its_id():
    ax = plot_shared_copy(copy_shares(("A", 1, 1, 8), ("A", 2, 1, 8), (None, 1, 1, 8)))
    assert labels(ax) == ["A: e-0", "A: e-1", "e-2"]


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ([("A", 0, 1, 9), ("B", 0, 1, 9)], "No words are shared: 2 articles"),
        ([("A", 5, 1, 4)], "50% of the words of the article are shared"),
        ([("A", 1, 1, 8), ("B", 1, 5, 4)], "10% of the words of each article are shared"),
        ([("A", 1, 1, 8), ("B", 2, 4, 4)], "10% to 20% of an article’s words are shared"),
        (
            [("A", 1, 1, 8), ("B", 6, 0, 4), ("C", 0, 0, 0)],
            "10% to 60% of an article’s words are shared; half or more in 1 of 2",
        ),
    ],
)
def test_the_title_says_how_much_is_shared(rows, said):
    assert title(plot_shared_copy(copy_shares(*rows))) == said


def test_articles_beyond_top_are_counted():
    ax = plot_shared_copy(copy_shares(*(("A", 1, 1, 8) for _ in range(5))), top=3)
    assert len(with_gid(ax, "n_own")) == 3
    assert "Not drawn: 2 more articles" in note(ax)


# Marking words


def test_each_outlet_is_a_panel_of_its_words_by_z():
    ax = plot_marking_words(
        marking_words(("B", "tonight", 9, 3.1), ("A", "wrote", 7, 2.5), ("A", "notice", 3, 1.0))
    )
    assert words(ax, "head") == ["A", "B"]
    assert words(ax, "word") == ["wrote", "notice", "tonight"]
    assert words(ax, "mark") == ["7 of 9", "3 of 9", "9 of 9"]
    assert len(with_gid(ax, "finding")) == 2
    (ring,) = with_gid(ax, "no finding")
    assert ring.get_markerfacecolor() == "white"


def test_a_dot_stands_at_its_z():
    ax = plot_marking_words(marking_words(("A", "wrote", 7, 2.5), ("A", "notice", 3, 1.0)))
    (far,), (near,) = with_gid(ax, "finding"), with_gid(ax, "no finding")
    scale = {text.get_text(): text.get_position()[0] for text in with_gid(ax, "scale")}
    inch = (scale["2"] - scale["0"]) / 2
    z = [(dot.get_xdata()[0] - scale["0"]) / inch for dot in (far, near)]
    assert z == pytest.approx([2.5, 1.0])


def test_words_that_an_outlet_avoids_lie_left_of_zero():
    ax = plot_marking_words(
        marking_words(("A", "wrote", 7, 2.5), ("A", "us", 0, -3.0), ("A", "so", 1, 0.1)), top=2
    )
    assert words(ax, "word") == ["wrote", "us"]
    assert words(ax, "mark") == ["7 of 9", "0 of 9"]
    assert "−2" in words(ax, "scale")
    zero = next(t.get_position()[0] for t in with_gid(ax, "scale") if t.get_text() == "0")
    assert with_gid(ax, "finding")[1].get_xdata()[0] < zero


@pytest.mark.parametrize(
    ("zs", "said"),
    [
        ([1.9, 1.0], "No word reaches a z of 2; below it, a word is no finding"),
        ([1.9, -1.0], "No word reaches a z of 2 or −2; between them, a word is no finding"),
        ([2.0, 1.0], "1 of 2 words drawn reaches a z of 2; below it, a word is no finding"),
        ([90.0, 5.0], "2 of 2 words drawn reach a z of 2; below it, a word is no finding"),
    ],
)
def test_the_title_says_what_is_no_finding(zs, said):
    ax = plot_marking_words(marking_words(*(("A", f"word{z}", 3, z) for z in zs)))
    assert title(ax) == said
    assert "2" in words(ax, "scale")


def test_a_long_word_is_cut_and_not_drawn_over_the_dots():
    ax = plot_marking_words(marking_words(*((o, "Donau" * 20, 3, 2.5) for o in "ABC")))
    assert all(word.endswith("…") for word in words(ax, "word"))


# Shared quotes


def test_a_remark_of_two_outlets_is_a_row_with_kind_and_share_in_each_cell():
    ax = plot_shared_quotes(
        shared_quotes(
            ("We will not wait.", "A", "direct", 1.0),
            ("We will not wait.", "B", "indirect", 0.6),
            ("Only here.", "B", "mixed", 1.0),
        )
    )
    assert labels(ax) == ["Ana Ruiz: We will not wait."]
    assert words(ax, "head") == ["A", "B"]
    assert words(ax, "mark") == ["D 100%", "I 60%"]
    fullest, other = with_gid(ax, "mark")
    assert (fullest.get_weight(), other.get_weight()) == ("bold", "normal")
    assert title(ax) == "1 of 2 remarks is quoted by both outlets"


def test_remarks_of_most_outlets_stand_first_and_missing_ones_are_marked():
    ax = plot_shared_quotes(
        shared_quotes(
            *(("Two.", o, "direct", 1.0) for o in "AB"),
            *(("Three.", o, "mixed", 1.0) for o in "ABC"),
        )
    )
    assert labels(ax) == ["Ana Ruiz: Three.", "Ana Ruiz: Two."]
    assert words(ax, "empty") == ["–"]
    assert title(ax) == "2 of 2 remarks are quoted by two of 3 outlets or more, 1 by all 3"


def test_pieces_of_a_remark_in_one_article_are_added_up():
    ax = plot_shared_quotes(
        shared_quotes(
            ("We.", "A", "direct", 1.0),
            ("We.", "B", "mixed", 0.3),
            ("We.", "B", "direct", 0.4),
            ("We.", "C", "direct", 0.8),
            ("We.", "C", "direct", 0.8),
        )
    )
    assert words(ax, "mark") == ["D 100%", "DM 70%", "D 100%"]


def test_a_long_remark_is_cut_between_words():
    remark = "We will not wait nine months for a safe bridge while the ministry writes letters."
    (label,) = labels(
        plot_shared_quotes(shared_quotes(*((remark, o, "direct", 1.0) for o in "AB")))
    )
    shown = label.removeprefix("Ana Ruiz: ")
    assert 45 < len(shown) <= 60
    assert shown.endswith("while the…") or shown.endswith("while…")


def test_pieces_of_the_fullest_wording_are_read_in_their_order():
    table = shared_quotes(
        ("We.", "A", "direct", 0.7), ("We.", "A", "direct", 0.3), ("We.", "B", "direct", 0.3)
    )
    table["text"] = ["for a safe bridge", "We will not wait", "not wait"]
    table["start"] = [90, 10, 4]
    table["is_fullest"] = [True, True, False]
    assert labels(plot_shared_quotes(table)) == ["Ana Ruiz: We will not wait … for a safe bridge"]


def test_without_the_fullest_wording_the_fullest_there_is_stands_for_it():
    table = shared_quotes(("We.", "A", "direct", 0.4), ("We.", "B", "direct", 0.9))
    table["text"] = ["we will", "we will not wait"]
    assert labels(plot_shared_quotes(table)) == ["Ana Ruiz: we will not wait"]


def test_an_outlet_that_is_unknown_is_an_outlet_of_its_own():
    ax = plot_shared_quotes(shared_quotes(("We.", "A", "direct", 1.0), ("We.", None, "mixed", 0.5)))
    assert words(ax, "head") == ["A", "a of None"]


def test_quotes_that_nobody_shares_are_nothing_to_draw():
    ax = plot_shared_quotes(
        shared_quotes(("One.", "A", "direct", 1.0), ("Two.", "B", "direct", 1.0))
    )
    assert alt_text(ax) == (
        "There is nothing to draw: no remark is quoted by two outlets (2 remarks in the table)."
    )
