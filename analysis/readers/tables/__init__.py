"""Tables: one article a row, in columns with whatever names."""
