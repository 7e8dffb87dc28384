"""Copies: which articles are copies of one another, and which passages they share.

Agency copy is printed by many outlets, trimmed and touched up. Two articles that share copy are one
report and not two that agree. Nothing is deleted for it: copies are paired, grouped and flagged.
"""

from __future__ import annotations

from analysis.copies.finding import find_copies, mark_copies
from analysis.copies.passages import shared_passages

__all__ = ["find_copies", "mark_copies", "shared_passages"]
