"""What somebody who has never programmed gets wrong, and the sentence that answers it.

The table can be read aloud: what was done, the cell as it was typed, what is said, and the cell as
it should have been. Every cell is run, and so is every mend.
"""

from __future__ import annotations

import ast
import errno
import inspect
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any, NamedTuple

import docx
import pandas as pd
import pytest
from matplotlib.axes import Axes

import analysis
from analysis import tables
from analysis.doctor import examine
from analysis.hints import hint_for
from analysis.mistakes import OneSentence
from analysis.tables import TableError

ROOT = Path(analysis.__file__).resolve().parent.parent
LONGEST = 300  # characters: what is read at a glance
JARGON = ("Traceback", "dtype", "Series", "kwarg", "NoneType", "ndarray", "Errno", "Index(")


class Mistake(NamedTuple):
    """A slip, the cell as typed, what is said (parts set apart by " … "), the cell as mended."""

    what: str
    cell: str
    says: str
    mend: str = ""  # where there is nothing to type, the sentence alone helps


MISTAKES = [
    # ---- paths and files ----
    Mistake(
        "a misspelt folder",
        'load_articles("data/smaple")',
        "no such file or folder: 'data/smaple'. Did you mean 'data/sample'?",
        'load_articles("data/sample")',
    ),
    Mistake(
        "a misspelt folder in the middle of a path",
        'load_articles("dta/sample/01-bridge-courier.txt")',
        "Did you mean 'data/sample/01-bridge-courier.txt'?",
        'load_articles("data/sample/01-bridge-courier.txt")',
    ),
    Mistake(
        "a folder without the folder that it lies in",
        'load_articles("sample")',
        "Did you mean 'data/sample'?",
        'load_articles("data/sample")',
    ),
    Mistake(
        "a slash too many at the front",
        'load_articles("/data/sample")',
        "Did you mean 'data/sample'?",
        'load_articles("data/sample")',
    ),
    Mistake(
        "a backslash, as Windows shows it",
        'load_articles("data\\\\sample")',
        "Did you mean 'data/sample'?",
        'load_articles("data/sample")',
    ),
    Mistake(
        "a backslash that Python reads as the end of a line",
        'load_articles("data\\new")',
        "is no path: to Python a backslash and the letter after it are one character. Write / for",
    ),
    Mistake(
        "a star for all files",
        'load_articles("data/sample/*.txt")',
        "Did you mean 'data/sample'?",
        'load_articles("data/sample")',
    ),
    Mistake(
        "a file that lies one folder higher up",
        'load_articles("empty/data/sample")',
        "no such file or folder: 'empty/data/sample'. Did you mean 'data/sample'?",
        'load_articles("data/sample")',
    ),
    Mistake(
        "a web address",
        'load_articles("https://news.example/bridge")',
        "is a web address: save the articles as files and give their folder",
    ),
    Mistake(
        "two paths at once",
        'load_articles(["data/sample", "empty"])',
        "expected the path of one file or folder, as 'data/sample'; got a list",
    ),
    Mistake(
        "a folder without anything in it",
        'load_articles("empty")',
        "there is no file in 'empty'. Put the articles there, one .txt file each",
    ),
    Mistake(
        "a folder of pictures",
        'load_articles("pictures")',
        "no article could be read in 'pictures', of 1 file. page.png (this is a picture: if it",
    ),
    Mistake(
        "a file without a word",
        'load_articles("files/blank.txt")',
        "cannot load 'blank.txt': the file is empty",
    ),
    Mistake(
        "an article of one word, and its readability",
        'plot_readability(measure_readability(load_articles("files/word.txt")))',
        "There is nothing to draw: Flesch-Kincaid grade could not be measured for 1 article.",
    ),
    Mistake(
        "an article of one word, and its speakers",
        'found = annotate(load_articles("files/word.txt"))\n'
        "plot_speaker_words(summarize_speakers(score_sentiment(name_speakers(found))))",
        "There is nothing to draw",
    ),
    Mistake(
        "a plain text that was given the ending of Word",
        'load_articles("files/text.docx")',
        "cannot load 'text.docx': this is not a Word document, or it was cut short: save it again",
    ),
    Mistake(
        "a table whose text has a name of its own",
        'load_articles("files/columns.csv")',
        "no column is named like a text; there are 'outlet', 'Artikel'. Say which: "
        "load_articles(path, text_column='Artikel')",
        'load_articles("files/columns.csv", text_column="Artikel")',
    ),
    Mistake(
        "a misspelt column of the text",
        'load_articles("files/columns.csv", text_column="Artikle")',
        "there is no column 'Artikle' for the text … Did you mean 'Artikel'?",
        'load_articles("files/columns.csv", text_column="Artikel")',
    ),
    Mistake(
        "a list of outlets under another name",
        'annotate(articles, outlets="data/sample/outlet.csv")',
        "there is no file 'data/sample/outlet.csv'. Did you mean 'data/sample/outlets.csv'?",
        'annotate(articles, outlets="data/sample/outlets.csv")',
    ),
    Mistake(
        "a misspelt type in a list of outlets",
        'load_outlets("files/types.csv")',
        "row 1 of types.csv gives 'The Courier' the type 'newspapr'. Did you mean 'newspaper'?",
    ),
    Mistake(
        "a table where the path of a list is wanted",
        "name_speakers(found, people=quotes)",
        "Give the path of a CSV file with the columns speaker, name, not a table (a DataFrame).",
    ),
    # ---- round brackets, and what annotate found ----
    Mistake(
        "a verb in place of its result",
        "annotate(load_articles)",
        "expected the articles table, got the verb load_articles itself. Write it with what it "
        "needs: load_articles(path).",
        'annotate(load_articles("data/sample/03-bridge-tideway.txt"))',
    ),
    Mistake(
        "a verb in place of a chart's table",
        "plot_days(count_by_day)",
        "got the verb count_by_day itself. Write it with what it needs: count_by_day(articles).",
        "plot_days(count_by_day(articles))",
    ),
    Mistake(
        "a verb in place of a chart",
        "show(plot_days)",
        "show needs a chart … the verb plot_days itself: write it with round brackets, plot_days(…)",
        "show(plot_days(count_by_day(articles)))",
    ),
    Mistake(
        "a path in place of the articles",
        'annotate("data/sample")',
        "expected the articles table, got the path 'data/sample'. Load it first: "
        "load_articles('data/sample').",
        "annotate(articles)",
    ),
    Mistake(
        "a path in place of the articles, for readability",
        'measure_readability("data/sample")',
        "expected the articles table, got the path 'data/sample'. Load it first",
        "measure_readability(articles)",
    ),
    Mistake(
        "nothing at all, because the cell before gave nothing back",
        "annotate(print(articles.shape))",
        "expected the articles table, got nothing (None). Make one with load_articles(path).",
        "annotate(articles)",
    ),
    Mistake(
        "the quotes where all that was found is wanted",
        "name_speakers(found.quotes)",
        "name_speakers wants all that annotate found, not the quotes table. Write "
        "found = annotate(articles), then name_speakers(found).",
        "name_speakers(found)",
    ),
    Mistake(
        "naming the speakers a second time",
        "name_speakers(quotes)",
        "name_speakers wants all that annotate found, not the named quotes table.",
        "name_speakers(found)",
    ),
    Mistake(
        "all that was found where the quotes are wanted",
        "show_article('01-bridge-courier', articles=articles, quotes=found)",
        "expected the quotes table, got all that annotate found, of which it is a part: write "
        "found.quotes.",
        "show_article('01-bridge-courier', articles=articles, quotes=found.quotes)",
    ),
    Mistake(
        "all that was found where the mentions are wanted",
        "count_sources(found)",
        "of which it is a part: write found.mentions.",
        "count_sources(found.mentions)",
    ),
    Mistake(
        "all that was found given to a chart",
        "plot_sources(found)",
        "expected the roles table, got all that annotate found. Make one with "
        "count_roles(found.mentions).",
        "plot_sources(count_roles(found.mentions))",
    ),
    Mistake(
        "a misspelt table of what was found",
        "found.qoutes",
        "annotate finds no qoutes. Did you mean 'quotes'?",
        "found.quotes",
    ),
    Mistake(
        "a table of what was found that is made by another verb",
        "found.speakers",
        "annotate finds no speakers. Make it with summarize_speakers(score_sentiment(name_speakers",
        "summarize_speakers(score_sentiment(name_speakers(found)))",
    ),
    Mistake(
        "what was loaded, with its report, in place of the articles",
        'annotate(load_with_report("data/sample"))',
        "of which it is a part: write loaded.articles.",
        'annotate(load_with_report("data/sample").articles)',
    ),
    # ---- the wrong table ----
    Mistake(
        "mentions to a chart of roles",
        "plot_sources(found.mentions)",
        "this is the mentions table, not the roles table: it lacks n_mentions, n_articles. Make one "
        "with count_roles(mentions).",
        "plot_sources(count_roles(found.mentions))",
    ),
    Mistake(
        "quotes to a chart of sources",
        "plot_sources(quotes)",
        "this is the named quotes table, not the roles table",
        "plot_sources(count_roles(found.mentions))",
    ),
    Mistake(
        "articles to a chart of days",
        "plot_days(articles)",
        "this is the articles table, not the days table: it lacks day, n_articles, n_words. Make one "
        "with count_by_day(articles).",
        "plot_days(count_by_day(articles))",
    ),
    Mistake(
        "articles to a chart of readability",
        "plot_readability(articles)",
        "this is the articles table, not the readability table … measure_readability(articles).",
        "plot_readability(measure_readability(articles))",
    ),
    Mistake(
        "quotes without a tone",
        "summarize_speakers(quotes)",
        "these quotes have no tone yet … Score them first: summarize_speakers(score_sentiment(quotes",
        "summarize_speakers(score_sentiment(quotes))",
    ),
    Mistake(
        "quotes without a tone, to the chart of tone",
        "plot_speaker_sentiment(speakers, quotes=quotes)",
        "this is the named quotes table, not the scored quotes table: it lacks compound. Make one "
        "with score_sentiment",
        "plot_speaker_sentiment(speakers, quotes=score_sentiment(quotes))",
    ),
    Mistake(
        "the chart of tone without its quotes",
        "plot_speaker_sentiment(speakers)",
        "the scored quotes are needed too … plot_speaker_sentiment(speakers, quotes=quotes)",
        "plot_speaker_sentiment(speakers, quotes=scored)",
    ),
    Mistake(
        "quotes without names",
        "match_quotes(found.quotes, articles)",
        "this is the quotes table, not the named quotes table: it lacks speaker, speaker_type, "
        "speaker_rule and 4 more. Make one with name_speakers(found), where found = annotate",
        "match_quotes(name_speakers(found), articles)",
    ),
    Mistake(
        "two tables in the wrong order",
        "match_quotes(articles, quotes)",
        "this is the articles table, not the named quotes table",
        "match_quotes(quotes, articles)",
    ),
    Mistake(
        "a list where a table is wanted",
        'show_table(["a", "b"], "Two")',
        "show_table needs a table, such as found.quotes, got a list.",
        'show_table(quotes, "All quotes")',
    ),
    Mistake(
        "one column where the whole table is wanted",
        'show_sentences(quotes["text"], articles)',
        "got one column ('text') of a table. Give the whole table.",
        "show_sentences(quotes, articles)",
    ),
    Mistake(
        "a table of which columns were left out",
        'annotate(articles[["article_id", "text"]])',
        "this is no articles table: it lacks outlet, headline, byline and 10 more. Use all of the "
        "columns that load_articles(path) gives.",
        "annotate(articles)",
    ),
    Mistake(
        "a column that was renamed",
        'plot_source_counts(count_sources(found.mentions).rename(columns={"source": "Sources"}))',
        "it lacks source. If its column 'Sources' is that, rename it to 'source'.",
        "plot_source_counts(count_sources(found.mentions))",
    ),
    Mistake(
        "one text to score in place of a table",
        'score_sentiment("We are proud of this.")',
        "score_sentiment needs a table with a column of text … explain_sentiment takes one text.",
        'explain_sentiment("We are proud of this.")',
    ),
    Mistake(
        "a table to explain in place of one text",
        "explain_sentiment(quotes)",
        "explain_sentiment needs one text, got a table (a DataFrame). Of a table, give the text of "
        "one row",
        "explain_sentiment(quotes.text.iloc[0])",
    ),
    Mistake(
        "an empty text",
        'explain_sentiment("").shape[0]',
        "0",
    ),
    Mistake(
        "a missing text",
        'split_sentences(float("nan"))',
        "split_sentences needs one text, got a missing value (nan).",
        "split_sentences(articles.text.iloc[0])",
    ),
    # ---- an empty answer ----
    Mistake(
        "a filter that leaves nothing, shown",
        'show_sentences(quotes[quotes["speaker"] == "Nobody At All"], articles)',
        "0 passages in 0 articles … No passages.",
    ),
    Mistake(
        "a filter that leaves nothing, drawn",
        'plot_speaker_words(speakers[speakers["speaker"] == "Nobody At All"])',
        "There is nothing to draw",
    ),
    Mistake(
        "a chart of no articles",
        "plot_days(count_by_day(articles[articles.outlet == 'The Courier']))",
        "There is nothing to draw",
        "plot_days(count_by_day(articles[articles.outlet == 'The Port Ellery Courier']))",
    ),
    Mistake(
        "a chart of no mentions",
        "plot_sources(count_roles(found.mentions.head(0)))",
        "There is nothing to draw",
    ),
    # ---- cells in another order ----
    Mistake(
        "quotes of one corpus with the articles of another",
        "match_quotes(quotes, others)",
        "the quotes do not fit the articles: '01-bridge-courier' is not among these 2. Use the "
        "articles that the quotes were found in, or run the cells from annotate(articles) on again.",
        "match_quotes(quotes, articles)",
    ),
    Mistake(
        "voices of one corpus with the articles of another",
        "count_voices(quotes, others)",
        "the quotes do not fit the articles",
        "count_voices(quotes, articles)",
    ),
    Mistake(
        "quotes shown in the articles of another corpus",
        "show_sentences(quotes, others)",
        "the rows do not fit the articles",
        "show_sentences(quotes, articles)",
    ),
    Mistake(
        "speakers that were summed up before the quotes were chosen",
        "plot_speaker_sentiment(speakers, quotes=scored.head(3))",
        "the two tables do not fit … speakers = summarize_speakers(quotes).",
        "plot_speaker_sentiment(summarize_speakers(scored.head(3)), quotes=scored.head(3))",
    ),
    Mistake(
        "scoring a second time",
        "score_sentiment(scored).equals(scored)",
        "True",
    ),
    Mistake(
        "a cell that adds articles, run twice",
        "annotate(pandas.concat([articles, articles]))",
        "the article '01-bridge-courier' stands in the articles table more than once: a cell was "
        'run twice … take articles.drop_duplicates("article_id").',
        'annotate(pandas.concat([articles, articles]).drop_duplicates("article_id"))',
    ),
    Mistake(
        "dates that became text in a spreadsheet",
        'count_by_day(pandas.read_csv("files/articles.csv"))',
        "the column published holds text, not dates: take the articles table as "
        "load_articles(path) gives it, or make dates of the column with pandas.to_datetime.",
        'count_by_day(load_articles("files/articles.csv"))',
    ),
    Mistake(
        "dates typed by hand",
        'group_events(articles.assign(published="7 May 2025"))',
        "the column published holds text, not dates",
        "group_events(articles)",
    ),
    # ---- names of things ----
    Mistake(
        "a misspelt column to show",
        'show_table(quotes, "Quotes", columns=["speakr", "text"])',
        "the table has no column 'speakr'. Did you mean 'speaker'?",
        'show_table(quotes, "Quotes", columns=["speaker", "text"])',
    ),
    Mistake(
        "a misspelt column beside the sentences",
        'show_sentences(quotes, articles, columns=["Speaker"])',
        "the table has no column 'Speaker'. Did you mean 'speaker'?",
        'show_sentences(quotes, articles, columns=["speaker"])',
    ),
    Mistake(
        "a misspelt column to score",
        'score_sentiment(articles, "headlin")',
        "score_sentiment needs one column 'headlin'; this table has 0. Did you mean 'headline'?",
        'score_sentiment(articles, "headline")',
    ),
    Mistake(
        "a misspelt article",
        'show_article("01-bridge-courer", articles=articles)',
        "there is no article '01-bridge-courer' among these 5. Did you mean '01-bridge-courier'?",
        'show_article("01-bridge-courier", articles=articles)',
    ),
    Mistake(
        "an article by its number",
        "show_article(0, articles=articles)",
        "an article is called by its article_id, a text, and not by 0. The first of these is "
        "'01-bridge-courier'.",
        'show_article("01-bridge-courier", articles=articles)',
    ),
    Mistake(
        "a misspelt page",
        'show_page("bridge-lantern", lines=find_lines(articles))',
        "there are no lines of an article 'bridge-lantern'. Did you mean '02-bridge-lantern'?",
        'show_page("02-bridge-lantern", lines=find_lines(articles))',
    ),
    Mistake(
        "a misspelt article beside another",
        'shared_passages(articles, "01-bridge-courier", "02-bridge-lantrn")',
        "found no article. Did you mean '02-bridge-lantern'?",
        'shared_passages(articles, "01-bridge-courier", "02-bridge-lantern")',
    ),
    Mistake(
        "a misspelt source",
        'wording_of(found.mentions, "Ines Caloway")',
        "no source is called 'Ines Caloway'. Did you mean 'Ines Calloway'? count_sources(mentions)",
        'wording_of(found.mentions, "Ines Calloway")',
    ),
    Mistake(
        "a speaker whom the text does not name",
        'wording_of(found.mentions, float("nan"))',
        "no source is called a missing value (nan). count_sources(mentions) lists the names.",
    ),
    Mistake(
        "an utterance in small letters",
        'show_utterance("u1", shared=match_quotes(quotes, articles))',
        "there is no utterance 'u1' in this table. Did you mean 'U1'?",
        'show_utterance("U1", shared=match_quotes(quotes, articles))',
    ),
    Mistake(
        "an event by a part of its name",
        'count_by_day(articles, group_events(articles), "bridge")',
        "there is no event 'bridge' in the events table. Did you mean",
    ),
    Mistake(
        "an event to draw by a part of its name",
        'plot_voices(count_voices(quotes, articles, group_events(articles)), event="bridge")',
        "there is no event 'bridge' in this table. Did you mean",
    ),
    Mistake(
        "a misspelt measure",
        'plot_readability(measure_readability(articles), "Flesch Kincaid Grade")',
        "there is no measure 'Flesch Kincaid Grade'. Did you mean 'flesch_kincaid_grade'?",
        'plot_readability(measure_readability(articles), "flesch_kincaid_grade")',
    ),
    Mistake(
        "a misspelt engine of tone",
        'score_sentiment(quotes, engine="vadr")',
        "engine is 'corrected' or 'vader', not 'vadr'. Did you mean 'vader'?",
        'score_sentiment(quotes, engine="vader")',
    ),
    Mistake(
        "a misspelt engine of readability",
        'measure_readability(articles, engine="textsat")',
        "engine is 'corrected' or 'textstat', not 'textsat'. Did you mean 'textstat'?",
        'measure_readability(articles, engine="textstat")',
    ),
    Mistake(
        "a kind of quote without its list",
        'compare_speakers(scored, kinds="direct")',
        "kinds is a list with some of 'direct', 'mixed' and 'indirect', not 'direct'.",
        'compare_speakers(scored, kinds=["direct"])',
    ),
    Mistake(
        "a misspelt scope",
        'annotate(articles, scope="thoughts")',
        "scope is \"speech\" or \"thought\", not 'thoughts'. Did you mean 'thought'?",
        'annotate(articles, scope="thought")',
    ),
    # ---- numbers ----
    Mistake(
        "no rows at all",
        'show_table(quotes, "Quotes", top=0)',
        "top says how many rows to show, a whole number from 1 on, or None for all. Got 0.",
        'show_table(quotes, "Quotes", top=1)',
    ),
    Mistake(
        "a number in quotation marks",
        'plot_source_counts(count_sources(found.mentions), top="5")',
        "top says how many rows to draw, a whole number from 1 on, or None for all. Got '5', which "
        "is text: write 5 without quotation marks.",
        "plot_source_counts(count_sources(found.mentions), top=5)",
    ),
    Mistake(
        "fewer than none",
        "find_marking_words(articles, least_articles=-1)",
        "least_articles is a whole number, 1 or more, not -1.",
        "find_marking_words(articles, least_articles=1)",
    ),
    Mistake(
        "outlets counted in quotation marks",
        'find_missing_voices(count_voices(quotes, articles), least_outlets="3")',
        "least_outlets is a whole number, 1 or more, not '3', which is text: write 3 without",
        "find_missing_voices(count_voices(quotes, articles), least_outlets=3)",
    ),
    Mistake(
        "a share in per cent",
        "find_copies(articles, least_share=50)",
        "least_share is a number over 0 and at most 1, not 50.",
        "find_copies(articles, least_share=0.5)",
    ),
    Mistake(
        "a table without a caption",
        "show_table(quotes, None)",
        "a table needs a caption, a few words in quotation marks that say what it holds",
        'show_table(quotes, "All quotes")',
    ),
    Mistake(
        "a word to find that is none",
        'find_lines_with(articles, "")',
        "word is a word or a phrase, such as 'bridge' or 'swing bridge*', not ''.",
        'find_lines_with(articles, "bridge")',
    ),
    # ---- names of the package ----
    Mistake(
        "a misspelt verb",
        "import analysis\nanalysis.show_tabel",
        "analysis has nothing called 'show_tabel'. Did you mean 'show_table'?",
        "import analysis\nanalysis.show_table",
    ),
    Mistake(
        "a misspelt verb to import",
        "from analysis import load_article",
        "analysis has nothing called 'load_article'. Did you mean 'load_articles'?",
        "from analysis import load_articles",
    ),
    # ---- what Python itself refuses, and the sentence below its own ----
    Mistake(
        "a capital letter",
        'Show_table(quotes, "All quotes")',
        "nothing is called 'Show_table'. Did you mean 'show_table'?",
        'show_table(quotes, "All quotes")',
    ),
    Mistake(
        "a cell that was not run yet",
        "show_sentences(my_rows, articles)",
        "nothing is called 'my_rows' yet. If a cell above makes it, run that first",
    ),
    Mistake(
        "a misspelt column in square brackets",
        'quotes["speakr"]',
        "the table has no column 'speakr'. Did you mean 'speaker'?",
        'quotes["speaker"]',
    ),
    Mistake(
        "a misspelt column among others",
        'quotes[["speakr", "text"]]',
        "the table has no column 'speakr'. Did you mean 'speaker'?",
        'quotes[["speaker", "text"]]',
    ),
    Mistake(
        "a misspelt column after a full stop",
        "quotes.speakr",
        "the table has no column 'speakr'. Did you mean 'speaker'?",
        "quotes.speaker",
    ),
    Mistake(
        "a misspelt column to sort by",
        'scored.sort_values("compund")',
        "the table has no column 'compund'. Did you mean 'compound'?",
        'scored.sort_values("compound")',
    ),
    Mistake(
        "a misspelt column to group by",
        'articles.groupby("oulet").size()',
        "the table has no column 'oulet'. Did you mean 'outlet'?",
        'articles.groupby("outlet").size()',
    ),
    Mistake(
        "a column that is in no way there",
        'speakers["colour"]',
        "the table has no column 'colour'. It has speaker, speaker_type, n_quotes",
    ),
    Mistake(
        "a forgotten caption",
        "show_table(quotes)",
        "show_table needs more than that: write show_table(frame, caption).",
        'show_table(quotes, "All quotes")',
    ),
    Mistake(
        "a second table without its name",
        "plot_speaker_sentiment(speakers, scored)",
        "only speakers may stand in plot_speaker_sentiment(…) without a name. The rest is named: "
        "quotes=…",
        "plot_speaker_sentiment(speakers, quotes=scored)",
    ),
    Mistake(
        "a misspelt option",
        "plot_days(count_by_day(articles), tpo=5)",
        "plot_days does not take tpo=. Did you mean 'top'?",
        "plot_days(count_by_day(articles), top=5)",
    ),
    Mistake(
        "a verb asked for a column",
        "load_articles.text",
        "load_articles is a verb. Write it with round brackets first: load_articles(…).text",
        'load_articles("data/sample").text',
    ),
    Mistake(
        "square brackets for round ones",
        'load_articles["data/sample"]',
        "a verb is called with round brackets, as in load_articles(…), not with square ones.",
        'load_articles("data/sample")',
    ),
    Mistake(
        "round brackets for square ones",
        'quotes("text")',
        'a column of a table stands in square brackets, as in quotes["text"].',
        'quotes["text"]',
    ),
    Mistake(
        "square brackets for a full stop",
        'found["quotes"]',
        "a table of what annotate found is written with a full stop, as in found.quotes.",
        "found.quotes",
    ),
    Mistake(
        "a chart kept by what show gave back",
        "chart = show(plot_days(count_by_day(articles)))\nchart.figure",
        "there is nothing here (None) to take .figure of. The line that made it gave nothing back",
        "chart = plot_days(count_by_day(articles))\nchart.figure",
    ),
    Mistake(
        "two conditions joined by and",
        'quotes[quotes["kind"] == "direct" and quotes["speaker"] == "Ines Calloway"]',
        "put each condition in round brackets and join them with & for and",
        'quotes[(quotes["kind"] == "direct") & (quotes["speaker"] == "Ines Calloway")]',
    ),
    Mistake(
        "a misspelt file for pandas",
        'pandas.read_csv("data/sample/metdata.csv")',
        "there is no file 'data/sample/metdata.csv'. Did you mean 'data/sample/metadata.csv'?",
        'pandas.read_csv("data/sample/metadata.csv")',
    ),
]
every_mistake = pytest.mark.parametrize("mistake", MISTAKES, ids=lambda one: one.what)


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A student's folder: five articles of the sample, and files that something is wrong with."""
    here = tmp_path_factory.mktemp("desk")
    sample = ROOT / "data" / "sample"
    (here / "data" / "sample").mkdir(parents=True)
    for file in (*sample.glob("0[1-5]-*.txt"), sample / "metadata.csv", sample / "outlets.csv"):
        shutil.copy(file, here / "data" / "sample")
    for name in ("empty", "pictures", "files"):
        (here / name).mkdir()
    (here / "pictures" / "page.png").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(50))
    files = here / "files"
    (files / "blank.txt").write_text("")
    (files / "word.txt").write_text("Bridge")
    (files / "text.docx").write_text("The bridge is closed.")
    (files / "columns.csv").write_text(
        f"outlet,Artikel\nThe Courier,{'The bridge is closed. ' * 9}\n"
    )
    (files / "types.csv").write_text("name,type\nThe Courier,newspapr\n")
    analysis.load_articles(here / "data" / "sample").to_csv(files / "articles.csv", index=False)
    return here


@pytest.fixture(scope="module")
def made(desk: Path) -> dict[str, Any]:
    """What the cells above have made, by name."""
    articles = analysis.load_articles(desk / "data" / "sample")
    found = analysis.annotate(articles)
    quotes = analysis.name_speakers(found)
    scored = analysis.score_sentiment(quotes)
    return {
        "articles": articles,
        "found": found,
        "quotes": quotes,
        "scored": scored,
        "speakers": analysis.summarize_speakers(scored),
        "others": analysis.load_articles(ROOT / "data" / "coverage").head(2),
        "pandas": pd,
    }


@pytest.fixture
def names(desk: Path, made: dict[str, Any], monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
    """A notebook that has run ``from analysis import *``, in the student's folder."""
    monkeypatch.chdir(desk)
    return {**{name: getattr(analysis, name) for name in analysis.__all__}, **made}


def run(cell: str, names: dict[str, Any]) -> object:
    """Run a cell as a notebook does, and return what stands in its last line."""
    lines = ast.parse(cell).body
    *before, last = lines
    exec(compile(ast.Module(before, []), "cell", "exec"), names)
    if isinstance(last, ast.Expr):
        return eval(compile(ast.Expression(last.value), "cell", "eval"), names)
    exec(compile(ast.Module([last], []), "cell", "exec"), names)
    return None


def answer_to(cell: str, names: dict[str, Any]) -> str:
    """Return the sentence that a notebook shows: of an error, or of what the cell gives."""
    try:
        value = run(cell, names)
    except Exception as error:
        if isinstance(error, OneSentence):
            return str(error)
        return hint_for(error, names) or f"Python alone: {type(error).__name__}: {error}"
    return analysis.alt_text(value) if isinstance(value, Axes) else str(value)


@every_mistake
def test_a_mistake_is_answered_in_plain_words_with_its_mend(
    mistake: Mistake, names: dict[str, Any]
) -> None:
    answer = answer_to(mistake.cell, names)
    rest = answer
    for part in mistake.says.split(" … "):
        assert part in rest, answer
        rest = rest.partition(part)[2]
    assert len(answer) < LONGEST or "passages in" in answer, answer
    assert len(re.split(r"(?<=[.?]) (?=[A-Z])", answer)) <= 2, answer
    for jargon in JARGON:
        assert jargon not in answer


@pytest.mark.parametrize("mistake", [one for one in MISTAKES if one.mend], ids=lambda one: one.what)
def test_the_mend_runs(mistake: Mistake, names: dict[str, Any], capsys: Any) -> None:
    run(mistake.mend, names)


def test_no_two_mistakes_are_the_same() -> None:
    assert (
        len({one.what for one in MISTAKES}) == len({one.cell for one in MISTAKES}) == len(MISTAKES)
    )


# ---- what needs more than a cell -----------------------------------------------------------------


def deny(*_: object, **__: object) -> None:
    raise PermissionError(errno.EACCES, "Permission denied")


def test_a_table_that_is_open_in_excel_is_to_be_closed(
    names: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Path, "open", deny)
    answer = answer_to('load_articles("files/columns.csv")', names)
    assert "another program, such as Excel, has it open" in answer
    assert "Close it there, and try again" in answer


@pytest.mark.parametrize(
    "cell",
    [
        'load_outlets("data/sample/outlets.csv")',
        'name_speakers(found, people="data/sample/outlets.csv")',
        'annotate(articles, categories="data/sample/outlets.csv")',
    ],
)
def test_a_list_that_is_open_in_excel_is_to_be_closed(
    cell: str, names: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Path, "read_bytes", deny)
    answer = answer_to(cell, names)
    assert answer.startswith("outlets.csv cannot be opened: another program has it. Close it there")


@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_a_list_that_excel_saved_in_its_own_way_is_read_all_the_same(
    tmp_path: Path, names: dict[str, Any], separator: str, encoding: str
) -> None:
    def write(name: str, *rows: tuple[str, str]) -> Path:
        file = tmp_path / name
        lines = "".join(f"{separator.join(row)}\r\n" for row in rows)
        file.write_bytes(lines.encode(encoding))
        return file

    outlets = write("outlets.csv", ("name", "type"), ("Le Progrès", "newspaper"))
    assert analysis.load_outlets(outlets).get("Le Progrès").type == "newspaper"
    people = write("people.csv", ("speaker", "name"), ("Ines Calloway", "Inès Calloway"))
    named = analysis.name_speakers(names["found"], people=people)
    assert "Inès Calloway" in set(named["speaker"])
    kinds = write("kinds.csv", ("source", "category"), ("Ines Calloway", "expert"))
    found = analysis.annotate(names["articles"].tail(1), categories=kinds)
    mentions = found.mentions[found.mentions["source"] == "Ines Calloway"]
    assert set(mentions["category"]) == {"expert"}


def test_articles_that_excel_saved_with_semicolons_are_read_all_the_same(
    tmp_path: Path, names: dict[str, Any]
) -> None:
    file = tmp_path / "articles.csv"
    columns = names["articles"][["outlet", "headline", "text"]]
    columns.to_csv(file, index=False, sep=";", encoding="cp1252")
    assert analysis.load_articles(file)["headline"].tolist() == columns["headline"].tolist()


def test_a_word_file_that_was_renamed_to_txt_is_read_as_what_it_is(tmp_path: Path) -> None:
    document = docx.Document()
    document.add_paragraph("The bridge is closed, the mayor said.")
    document.save(tmp_path / "story.txt")
    assert analysis.load_articles(tmp_path)["text"].tolist() == [
        "The bridge is closed, the mayor said."
    ]


def test_one_equals_sign_for_two_is_left_to_python() -> None:
    with pytest.raises(SyntaxError):
        ast.parse('quotes[quotes["speaker"] = "Ines Calloway"]')


@pytest.mark.parametrize("name", ["pandas", "numpy", "matplotlib"])
def test_a_file_of_ones_own_that_hides_a_package_is_named(tmp_path: Path, name: str) -> None:
    (tmp_path / f"{name}.py").write_text("print('my first program')\n")
    done = in_folder(tmp_path, "from analysis import load_articles")
    assert f"the file {name}.py in " in done.stderr
    assert f"hides the package {name}, which is needed here: give it another name" in done.stderr
    wrong = [finding.message for finding in examine(tmp_path) if not finding.fine]
    assert any(f"{name}.py hides the package {name}" in message for message in wrong)


def test_a_file_of_ones_own_called_analysis_is_named_by_the_doctor(tmp_path: Path) -> None:
    (tmp_path / "analysis.py").write_text("print('my first program')\n")
    wrong = [finding.message for finding in examine(tmp_path) if not finding.fine]
    assert any("analysis.py hides this package" in message for message in wrong)


def test_a_file_that_hides_a_part_of_python_is_named_by_the_doctor(tmp_path: Path) -> None:
    (tmp_path / "random.py").write_text("print('my first program')\n")
    wrong = [finding.message for finding in examine(tmp_path) if not finding.fine]
    assert any("random.py hides Python's own module random" in message for message in wrong)


def test_a_package_that_is_loaded_already_is_hidden_by_nothing(tmp_path: Path) -> None:
    (tmp_path / "pandas.py").write_text("print('my first program')\n")
    first = f"import sys; sys.path.pop(0); import pandas; sys.path.insert(0, {str(tmp_path)!r})"
    done = in_folder(tmp_path, f"{first}\nfrom analysis import TableError\nprint(TableError)")
    assert "TableError" in done.stdout, done.stderr


def in_folder(folder: Path, code: str) -> subprocess.CompletedProcess[str]:
    """Run code in a new Python whose working folder is ``folder``, as a kernel's is."""
    return subprocess.run(
        [sys.executable, "-c", code],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )


def test_a_kernel_without_the_package_is_told_so_by_python(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-I", "-S", "-c", "import analysis"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    assert "No module named 'analysis'" in done.stderr


# ---- that what is advised can be done ------------------------------------------------------------

TABLES = [one for one in vars(tables).values() if isinstance(one, tables.Table)]


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_what_makes_a_table_can_be_called_as_the_message_says(table: tables.Table) -> None:
    made_by = ast.parse(table.made_by, mode="eval")
    calls = [node for node in ast.walk(made_by) if isinstance(node, ast.Call)]
    assert calls
    for call in calls:
        assert isinstance(call.func, ast.Name)
        verb = getattr(analysis, call.func.id)
        inspect.signature(verb).bind(*call.args, **{key.arg: key.value for key in call.keywords})


def test_a_whole_table_is_never_taken_for_another() -> None:
    for table in TABLES:
        came = tables.known_as(table.empty())
        assert came is not None
        assert set(came.columns) == set(table.columns)


def test_rows_that_were_chosen_from_more_articles_are_no_mistake(names: dict[str, Any]) -> None:
    one = names["articles"].head(1)
    assert set(analysis.count_voices(names["quotes"], one)["outlet"]) == set(one["outlet"])


def test_numbers_that_became_text_are_refused() -> None:
    sources = tables.SOURCES.build(
        [{"source": "Reuters", "type": "agency", "n_mentions": 2, "n_articles": 1}]
    )
    assert tables.SOURCES.check(sources) is sources
    with pytest.raises(TableError, match="the column n_mentions holds text, not numbers"):
        tables.SOURCES.check(sources.astype({"n_mentions": "str"}))


def test_a_hint_is_never_a_second_error() -> None:
    assert hint_for(KeyError(), {}) is None
    assert hint_for(AttributeError("of what?"), {}) is None
    assert hint_for(ZeroDivisionError("division by zero"), {}) is None
    assert hint_for(TableError("said already"), {}) is None


# ---- in a notebook -------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def shown(desk: Path) -> list[list[str]]:
    """What a real kernel shows below each of these cells."""
    from ipykernel.kernelspec import get_kernel_dict
    from jupyter_client.kernelspec import KernelSpec, KernelSpecManager
    from jupyter_client.manager import AsyncKernelManager
    from nbclient import NotebookClient
    from nbformat.v4 import new_code_cell, new_notebook

    class ThisPython(KernelSpecManager):
        def get_kernel_spec(self, kernel_name: str) -> KernelSpec:
            return KernelSpec(**get_kernel_dict(extra_arguments=["--log-level=ERROR"]))

    cells = [
        'from analysis import *\narticles = load_articles("data/sample")\nannotate("data/sample")',
        "%tb",
        "import sys\nprint(type(sys.last_value).__name__, sys.last_traceback is not None)",
        "plot_days(articles)",
        'articles["oulet"]',
        "from analysis import load_article",
        "1 / 0",
        'load_articles("data/smaple")',
        'render_report("data/smaple", "report.html")',
    ]
    nb = new_notebook(cells=[new_code_cell(cell) for cell in cells])
    client = NotebookClient(
        nb,
        km=AsyncKernelManager(kernel_name="python3", kernel_spec_manager=ThisPython()),
        allow_errors=True,
        resources={"metadata": {"path": str(desk)}},
    )
    settings = str(desk / "ipython")
    client.execute(
        env={**os.environ, "PYTHONPATH": str(ROOT), "IPYTHONDIR": settings}, cleanup_kc=True
    )
    return [
        [
            re.sub(r"\x1b\[[0-9;]*m", "", line)
            for output in cell.outputs
            for line in "\n".join(output.get("traceback", [output.get("text", "")])).splitlines()
        ]
        for cell in nb.cells
    ]


def test_an_error_of_the_package_is_its_line_and_its_sentence_without_a_traceback(
    shown: list[list[str]],
) -> None:
    assert shown[0] == [
        'In line 3 of the cell: annotate("data/sample")',
        "TableError: expected the articles table, got the path 'data/sample'. Load it first:",
        "load_articles('data/sample').",
    ]


def test_a_cell_of_one_line_is_answered_with_the_sentence_alone(shown: list[list[str]]) -> None:
    missing = "no such file or folder: 'data/smaple'. Did you mean 'data/sample'?"
    for number, sentence in (
        (3, "TableError: this is the articles table, not the days table: it lacks day, n_articles, "
            "n_words. Make one with count_by_day(articles)."),
        (5, "UnknownImportError: analysis has nothing called 'load_article'. Did you mean "
            "'load_articles'?"),
        (7, f"LoadError: {missing}"),
        (8, f"ReportError: {missing}"),
    ):  # fmt: skip
        assert " ".join(shown[number]) == sentence
        assert max(map(len, shown[number])) < 90


def test_the_whole_traceback_is_still_there_for_who_asks(shown: list[list[str]]) -> None:
    assert "Traceback (most recent call last)" in shown[1][1]
    assert any("tables.py" in line for line in shown[1])
    assert shown[2] == ["TableError True"]  # what %debug starts from


def test_below_an_error_of_python_stands_the_same_in_plain_words(shown: list[list[str]]) -> None:
    assert "KeyError: 'oulet'" in shown[4]
    assert shown[4][-1] == "In short: the table has no column 'oulet'. Did you mean 'outlet'?"


def test_an_error_that_no_hint_is_known_for_stays_as_it_is(shown: list[list[str]]) -> None:
    assert shown[6][-1] == "ZeroDivisionError: division by zero"
