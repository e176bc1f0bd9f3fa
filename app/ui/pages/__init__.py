"""Pages inside the main window."""
