"""Who "he", "Ruiz" and "the mayor" are, and what each speaker got to say."""

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.annotations import annotate
from analysis.sentiment import score_sentiment
from analysis.speakers import mean_with_interval, name_speakers, summarize_speakers
from analysis.tables import ARTICLES, NAMED_QUOTES, TableError


def articles(*texts):
    return ARTICLES.build(
        {
            "article_id": f"a{n}",
            "text": text,
            "text_raw": text,
            "file": f"a{n}.txt",
            "format": "txt",
        }
        for n, text in enumerate(texts)
    )


def speakers(text):
    return name_speakers(annotate(articles(text))).speaker.tolist()


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("Mayor Ana Ruiz arrived late. “We cannot wait,” Ruiz said.", "Ana Ruiz"),
        ("Mayor Ana Ruiz arrived late. “We cannot wait,” she said.", "Ana Ruiz"),
        ("Mayor Ana Ruiz arrived late. “We cannot wait,” the mayor said.", "Ana Ruiz"),
        ("Tobias Marsh met Ana Ruiz, the mayor. “We cannot wait,” she said.", "Ana Ruiz"),
        ("Russian President Vladimir Putin met Xi Jinping. The Russian leader said that talks went well.",
         "Vladimir Putin"),
        ("The Ellery Harbour Authority (EHA) met. The EHA said the bridge was unsafe.",
         "Ellery Harbour Authority"),
        ("“We cannot wait,” a police spokesman said.", "police spokesman"),
        ("Officials said the bridge was unsafe.", "officials"),
        ("According to the AP, the talks failed.", "Associated Press"),
        ("The talks failed, according to a Reuters report.", "Reuters"),
        ("Ana Ruiz and Tobias Marsh said the bridge would close.", "Ana Ruiz and Tobias Marsh"),
        ("Employment Minister Peter van der Hoek said the plant would close.", "Peter van der Hoek"),
        ("Brightwater Mills is to shut. The company said that orders had fallen.",
         "Brightwater Mills"),
        ("The Marrow Town Council met by the Tern. The council said that it had no money.",
         "Marrow Town Council"),
        ("The Tern is a river. The council said that it had no money.", "council"),
    ],
)  # fmt: skip
def test_the_speaker_is_named_in_full(text, speaker):
    assert speakers(text) == [speaker]


@pytest.mark.parametrize(
    ("outlet", "speaker"),
    [("Miami Herald", "Miami Herald"), ("Boston Herald", "Boston Herald")],
)
def test_a_short_form_that_outlets_share_is_the_articles_own(outlet, speaker):
    table = articles("The bridge is unsafe, the Herald reported.").assign(outlet=outlet)
    assert name_speakers(annotate(table)).speaker.tolist() == [speaker]


def test_a_floating_quotation_is_the_one_who_speaks_in_its_paragraph():
    text = "Ana Ruiz said the bridge would close. “It is not safe to cross any more.”"
    assert speakers(text) == ["Ana Ruiz", "Ana Ruiz"]


def test_a_floating_paragraph_goes_on_with_the_speaker_before():
    text = "“We cannot wait,” Ana Ruiz said.\n\n“The state will never help this town of ours.”"
    assert speakers(text) == ["Ana Ruiz", "Ana Ruiz"]


def test_an_unnamed_speaker_who_speaks_again_is_the_same():
    text = "A police spokesman said the road was open. “It is safe,” the spokesman said."
    assert speakers(text) == ["police spokesman", "police spokesman"]


def test_where_the_text_does_not_settle_it_the_speaker_is_missing_with_a_reason():
    named = name_speakers(annotate(articles("“We cannot wait for the state any longer,” he said.")))
    assert named.speaker.isna().all()
    assert "fits" in named.speaker_rule.iat[0]


def test_every_quote_is_kept_in_the_named_table():
    found = annotate(
        articles("“We won,” Ana Ruiz said.", "", "Nobody spoke. “So it is with us, always.”")
    )
    named = name_speakers(found)
    assert named[["article_id", "quote_id"]].equals(found.quotes[["article_id", "quote_id"]])
    NAMED_QUOTES.check(named)


def test_shuffling_the_articles_changes_no_speaker():
    table = articles(
        "Mayor Ana Ruiz arrived. “We cannot wait,” she said.",
        "Tobias Marsh stayed away. He said the vote was a farce.",
        "The council met. “It is over for us now, friends.”",
    )
    key = ["article_id", "quote_id"]
    forward = name_speakers(annotate(table)).sort_values(key, ignore_index=True)
    backward = name_speakers(annotate(table.iloc[::-1])).sort_values(key, ignore_index=True)
    pd.testing.assert_frame_equal(forward, backward)


@pytest.fixture
def scored():
    return score_sentiment(
        name_speakers(
            annotate(
                articles(
                    "“This is wonderful news,” Ana Ruiz said. “We are delighted,” Ruiz said.",
                    "Ana Ruiz said the fire was a terrible loss. “It is sad,” Tobias Marsh said.",
                )
            )
        )
    )


def test_a_speakers_quotes_articles_and_words_are_counted(scored):
    table = summarize_speakers(scored).set_index("speaker")
    assert table.loc["Ana Ruiz", ["n_quotes", "n_articles"]].tolist() == [3, 2]
    assert table.loc["Ana Ruiz", "n_words"] == 4 + 3 + 6
    assert table.loc["Tobias Marsh", "n_words"] == 3


def test_a_mean_of_one_quote_has_no_interval(scored):
    row = summarize_speakers(scored).set_index("speaker").loc["Tobias Marsh"]
    assert row.compound_mean < 0
    assert pd.isna(row.compound_low)
    assert pd.isna(row.compound_high)


def test_quotes_without_a_tone_are_refused_with_the_call_that_scores_them(scored):
    with pytest.raises(TableError, match="score_sentiment"):
        summarize_speakers(scored.drop(columns="compound"))


def test_summing_up_leaves_the_quotes_as_they_were(scored):
    before = scored.copy()
    summarize_speakers(scored)
    pd.testing.assert_frame_equal(scored, before)


def test_no_quotes_give_no_speakers(scored):
    assert summarize_speakers(scored.iloc[:0]).empty


@given(st.lists(st.floats(-1, 1), min_size=2, max_size=50))
def test_the_interval_holds_the_mean_and_stays_on_the_scale(values):
    mean, low, high = mean_with_interval(values)
    assert -1 <= low <= mean + 1e-9
    assert mean - 1e-9 <= high <= 1
