"""Pages of the web: saved, in feeds, in archives."""
