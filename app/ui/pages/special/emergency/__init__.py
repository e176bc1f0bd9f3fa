"""Parts of the pages of emergency plans, drills and incidents."""
