"""The parts of the main window: tabs, commands, lowest line, finding, locking, leaving."""
