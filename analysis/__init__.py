"""News analysis in notebooks: who speaks in the news, in what tone, on whose word.

Each name is loaded with its module at first use, so that ``import analysis`` is instant and a word
count does not wait for a language model.
"""

from __future__ import annotations

import sys
from importlib import import_module
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any

_MODULES = {
    "agreement": (
        "draw_sheet",
        "find_disagreements",
        "load_codes",
        "measure_agreement",
        "measure_tool",
        "write_sheet",
    ),
    "annotations": (
        "Annotations",
        "annotate",
    ),
    "articles": (
        "LoadError",
        "LoadWarning",
        "Loaded",
        "load_articles",
        "load_with_report",
    ),
    "charts": (
        "alt_text",
        "chart_data",
        "plot_days",
        "plot_marking_words",
        "plot_named_sources",
        "plot_readability",
        "plot_reliance",
        "plot_shared_copy",
        "plot_shared_quotes",
        "plot_source_counts",
        "plot_sources",
        "plot_sources_by_outlet",
        "plot_speaker_sentiment",
        "plot_speaker_words",
        "plot_voice_shares",
        "plot_voices",
    ),
    "cleaning": (
        "clean_text",
        "find_lines",
        "find_residue",
        "normalize",
        "put_back",
    ),
    "copies": (
        "find_copies",
        "mark_copies",
        "shared_passages",
    ),
    "corrections": (
        "CorrectionWarning",
        "add_corrections",
        "apply_corrections",
        "check_corrections",
        "compare_corrected",
        "correct_quotes",
        "load_corrections",
    ),
    "coverage": (
        "check_comparison",
        "compare_openings",
        "compare_voices",
        "count_by_day",
        "count_voices",
        "find_lines_with",
        "find_marking_words",
        "find_missing_voices",
        "find_shared_copy",
        "group_events",
        "match_quotes",
        "measure_copy",
        "summarize_events",
        "summarize_utterances",
    ),
    "display": (
        "explore",
        "rows_behind",
        "show",
        "show_article",
        "show_concordance",
        "show_page",
        "show_sentences",
        "show_sentiment",
        "show_side_by_side",
        "show_table",
        "show_utterance",
    ),
    "language": ("split_sentences",),
    "outlets": ("load_outlets",),
    "readability": (
        "compare_engines",
        "measure_parts",
        "measure_readability",
    ),
    "report": (
        "list_references",
        "render_report",
        "summarize_methods",
        "write_pdf",
    ),
    "corpus": (
        "CorpusError",
        "CorpusWarning",
        "analyse_corpus",
        "open_corpus",
        "read_chunks",
    ),
    "sentiment": (
        "explain_sentiment",
        "score_sentiment",
    ),
    "sources": (
        "count_roles",
        "count_sources",
        "count_sources_by_outlet",
        "summarize_sourcing",
        "wording_of",
    ),
    "speakers": (
        "compare_speakers",
        "find_near_names",
        "name_speakers",
        "summarize_near_names",
        "summarize_speakers",
    ),
    "tables": ("TableError",),
}
_HOME = {name: module for module, names in _MODULES.items() for name in names}

__all__ = sorted(_HOME)  # noqa: PLE0605

if TYPE_CHECKING:  # the same names, for editors and type checkers, which do not run the code below
    from analysis.agreement import draw_sheet as draw_sheet
    from analysis.agreement import find_disagreements as find_disagreements
    from analysis.agreement import load_codes as load_codes
    from analysis.agreement import measure_agreement as measure_agreement
    from analysis.agreement import measure_tool as measure_tool
    from analysis.agreement import write_sheet as write_sheet
    from analysis.annotations import Annotations as Annotations
    from analysis.annotations import annotate as annotate
    from analysis.articles import Loaded as Loaded
    from analysis.articles import LoadError as LoadError
    from analysis.articles import LoadWarning as LoadWarning
    from analysis.articles import load_articles as load_articles
    from analysis.articles import load_with_report as load_with_report
    from analysis.charts import alt_text as alt_text
    from analysis.charts import chart_data as chart_data
    from analysis.charts import plot_days as plot_days
    from analysis.charts import plot_marking_words as plot_marking_words
    from analysis.charts import plot_named_sources as plot_named_sources
    from analysis.charts import plot_readability as plot_readability
    from analysis.charts import plot_reliance as plot_reliance
    from analysis.charts import plot_shared_copy as plot_shared_copy
    from analysis.charts import plot_shared_quotes as plot_shared_quotes
    from analysis.charts import plot_source_counts as plot_source_counts
    from analysis.charts import plot_sources as plot_sources
    from analysis.charts import plot_sources_by_outlet as plot_sources_by_outlet
    from analysis.charts import plot_speaker_sentiment as plot_speaker_sentiment
    from analysis.charts import plot_speaker_words as plot_speaker_words
    from analysis.charts import plot_voice_shares as plot_voice_shares
    from analysis.charts import plot_voices as plot_voices
    from analysis.cleaning import clean_text as clean_text
    from analysis.cleaning import find_lines as find_lines
    from analysis.cleaning import find_residue as find_residue
    from analysis.cleaning import normalize as normalize
    from analysis.cleaning import put_back as put_back
    from analysis.copies import find_copies as find_copies
    from analysis.copies import mark_copies as mark_copies
    from analysis.copies import shared_passages as shared_passages
    from analysis.corpus import CorpusError as CorpusError
    from analysis.corpus import CorpusWarning as CorpusWarning
    from analysis.corpus import analyse_corpus as analyse_corpus
    from analysis.corpus import open_corpus as open_corpus
    from analysis.corpus import read_chunks as read_chunks
    from analysis.corrections import CorrectionWarning as CorrectionWarning
    from analysis.corrections import add_corrections as add_corrections
    from analysis.corrections import apply_corrections as apply_corrections
    from analysis.corrections import check_corrections as check_corrections
    from analysis.corrections import compare_corrected as compare_corrected
    from analysis.corrections import correct_quotes as correct_quotes
    from analysis.corrections import load_corrections as load_corrections
    from analysis.coverage import check_comparison as check_comparison
    from analysis.coverage import compare_openings as compare_openings
    from analysis.coverage import compare_voices as compare_voices
    from analysis.coverage import count_by_day as count_by_day
    from analysis.coverage import count_voices as count_voices
    from analysis.coverage import find_lines_with as find_lines_with
    from analysis.coverage import find_marking_words as find_marking_words
    from analysis.coverage import find_missing_voices as find_missing_voices
    from analysis.coverage import find_shared_copy as find_shared_copy
    from analysis.coverage import group_events as group_events
    from analysis.coverage import match_quotes as match_quotes
    from analysis.coverage import measure_copy as measure_copy
    from analysis.coverage import summarize_events as summarize_events
    from analysis.coverage import summarize_utterances as summarize_utterances
    from analysis.display import explore as explore
    from analysis.display import rows_behind as rows_behind
    from analysis.display import show as show
    from analysis.display import show_article as show_article
    from analysis.display import show_concordance as show_concordance
    from analysis.display import show_page as show_page
    from analysis.display import show_sentences as show_sentences
    from analysis.display import show_sentiment as show_sentiment
    from analysis.display import show_side_by_side as show_side_by_side
    from analysis.display import show_table as show_table
    from analysis.display import show_utterance as show_utterance
    from analysis.language import split_sentences as split_sentences
    from analysis.outlets import load_outlets as load_outlets
    from analysis.readability import compare_engines as compare_engines
    from analysis.readability import measure_parts as measure_parts
    from analysis.readability import measure_readability as measure_readability
    from analysis.report import list_references as list_references
    from analysis.report import render_report as render_report
    from analysis.report import summarize_methods as summarize_methods
    from analysis.report import write_pdf as write_pdf
    from analysis.sentiment import explain_sentiment as explain_sentiment
    from analysis.sentiment import score_sentiment as score_sentiment
    from analysis.sources import count_roles as count_roles
    from analysis.sources import count_sources as count_sources
    from analysis.sources import count_sources_by_outlet as count_sources_by_outlet
    from analysis.sources import summarize_sourcing as summarize_sourcing
    from analysis.sources import wording_of as wording_of
    from analysis.speakers import compare_speakers as compare_speakers
    from analysis.speakers import find_near_names as find_near_names
    from analysis.speakers import name_speakers as name_speakers
    from analysis.speakers import summarize_near_names as summarize_near_names
    from analysis.speakers import summarize_speakers as summarize_speakers
    from analysis.tables import TableError as TableError


def __getattr__(name: str) -> Any:
    """Load a public name from its module the first time it is asked for."""
    if name == "__version__":
        return _version()
    if name not in _HOME:
        raise _unknown(name, sys._getframe(1).f_code.co_name == "_handle_fromlist")
    import_module(f"{__name__}.mistakes").check_nothing_hidden()
    value = getattr(import_module(f"{__name__}.{_HOME[name]}"), name)
    globals()[name] = value
    if "IPython" in sys.modules:
        import_module(f"{__name__}.hints").watch()
    return value


def _unknown(name: str, is_import: bool) -> Exception:
    """Return the error for a name that is not there; a module of the package still is.

    Of ``from analysis import name`` Python asks for the name first and takes an AttributeError for
    a no that it words itself, so the nearest name has to come as an ImportError.
    """
    if name.startswith("__") or find_spec(f"{__name__}.{name}") is not None:
        return AttributeError(f"module {__name__!r} has no attribute {name!r}")
    mistakes = import_module(f"{__name__}.mistakes")
    error = mistakes.UnknownImportError if is_import else mistakes.UnknownNameError
    answer: Exception = error(
        f"{__name__} has nothing called {name!r}.{mistakes.did_you_mean(name, __all__)}"
    )
    return answer


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})


def _version() -> str:
    """Return the version that is installed, or that of the clone this is run in."""
    from importlib.metadata import PackageNotFoundError, version

    try:
        return version("media-analysis")
    except PackageNotFoundError:
        import tomllib
        from pathlib import Path

        project = Path(__file__).resolve().parent.parent / "pyproject.toml"
        said: str = tomllib.loads(project.read_text(encoding="utf-8"))["project"]["version"]
        return said
