"""What every test starts from: figures drawn in memory and closed afterwards, no
reading kept from one run to the next.

Warnings are errors; that is set in pyproject.toml.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator

import pytest

os.environ["MPLBACKEND"] = "Agg"
os.environ["MEDIA_ANALYSIS_CACHE"] = "off"  # tests of the cache itself choose a folder of theirs


@pytest.fixture(autouse=True)
def close_figures() -> Iterator[None]:
    """Close every figure after each test, without waking matplotlib for tests that draw none."""
    yield
    pyplot = sys.modules.get("matplotlib.pyplot")
    if pyplot is not None:
        pyplot.close("all")
