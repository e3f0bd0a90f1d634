"""Which question does each page answer? One file a page."""
