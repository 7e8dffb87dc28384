"""Set the story apart from what surrounds it on the page, line by line.

Articles come by copy and paste: captions, photo credits, links to other stories, share buttons and
comment forms come along. Each line gets one label, and each label can be explained:

1. Wording. Some lines give themselves away ("Leave a Reply"): ``lexicons/residue.csv`` lists how.
2. Form. Others do by their shape: "By Ana Ruiz", "6 May 2025, 10:42", "Ed Varga/Lumen Pictures".
3. Box. Some belong to the line above or below: the links under "Most read", a caption.
4. Place. The story is the stretch of lines with the most words of prose for the fewest other lines;
   a paragraph alone among other lines counts less, since a teaser mostly is. What stands before and
   after the story is residue; a short line between its paragraphs is a heading.

Nothing is thrown away: residue is kept with its line number and its reason.
"""

from __future__ import annotations

from analysis.cleaning.pages import find_lines, find_residue, put_back, residue_of
from analysis.cleaning.paragraphs import Reasons, known_reasons, remember_reasons
from analysis.cleaning.residue import REASONS, in_one_line, normalize, residue_reason
from analysis.cleaning.story import label_lines
from analysis.cleaning.text import Cleaned, clean_text

__all__ = [
    "REASONS",
    "Cleaned",
    "Reasons",
    "clean_text",
    "find_lines",
    "find_residue",
    "in_one_line",
    "known_reasons",
    "label_lines",
    "normalize",
    "put_back",
    "remember_reasons",
    "residue_of",
    "residue_reason",
]
