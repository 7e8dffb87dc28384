"""Exports of news databases: many articles in one file, each vendor in its own layout."""
