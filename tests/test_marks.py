"""Quotation marks of every sort, and the apostrophes that are none."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.marks import quotations


def inner(paragraph):
    return [paragraph[q.inner_start : q.inner_end] for q in quotations(paragraph)]


@pytest.mark.parametrize(
    ("paragraph", "found"),
    [
        ("“We won,” she said.", ["We won,"]),
        ('"We won," she said.', ["We won,"]),
        ('He said "yes" and "no."', ["yes", "no."]),
        ("``We won,'' she said.", ["We won,"]),
        ("“We won,’’ she said. “At last.’’", ["We won,", "At last."]),
        ("''We won,'' she said, ''at last.''", ["We won,", "at last."]),
        ("«On gagne», dit-elle.", ["On gagne"]),
        ("„Ja“, sagte er.", ["Ja"]),
        ("‘We won,’ she said.", ["We won,"]),
        (
            "‘We can’t wait,’ he said, ‘for the workers’ vote.’",
            ["We can’t wait,", "for the workers’ vote."],
        ),
        ("“She said ‘no’ twice,” he said.", ["She said ‘no’ twice,"]),
        ("“A “mess” of a plan,” he said.", ["A “mess” of a plan,"]),
        ("The ’90s were kind to the dogs’ home.", []),
        ("It’s the council’s plan, isn’t it?", []),
        ('The 5\'10" keeper said "no".', ["no"]),
        ("No marks at all.", []),
        ("“”", []),
    ],
)
def test_what_stands_in_quotation_marks_is_found(paragraph, found):
    assert inner(paragraph) == found


def test_an_unclosed_quotation_ends_with_its_paragraph_and_says_so():
    (quotation,) = quotations("“We went on")
    assert not quotation.closed
    assert quotation.inner_end == len("“We went on")


def test_a_mark_that_opens_anew_ends_the_one_before():
    assert inner("“One thing. “Another thing.”") == ["One thing.", "Another thing."]


@given(st.text(alphabet="ab .,“”\"'‘’«»„`-—\n", max_size=200))
def test_quotations_never_overlap_whatever_the_marks(paragraph):
    found = quotations(paragraph)
    assert all(q.start <= q.inner_start < q.inner_end <= q.end <= len(paragraph) for q in found)
    assert all(a.end <= b.start for a, b in pairwise(found))
