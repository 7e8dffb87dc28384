"""Quotes: what is reported as said, in whose words, and the cue that says so.

For every cue the content is looked for on both sides of it: in quotation marks next to it, in the
clause it governs, in the clause before it ("…, she said"), or around it ("The plan, she said, …").
Quotations that no cue claims and that read like speech float: they are kept without a speaker, and
`analysis.speakers` gives them the one who is speaking there.

The scheme of cue, source and content is that of PARC 3 (Pareti 2015) and PolNeAR (Newell, Margolin
and Ruths 2018); what counts as speech is told in ``docs/guidelines.md``.
"""

from analysis.quotes.aside import quoted_words_in
from analysis.quotes.extraction import check_scope, quotes_in
from analysis.quotes.words import reporting_verbs

__all__ = ["check_scope", "quoted_words_in", "quotes_in", "reporting_verbs"]
