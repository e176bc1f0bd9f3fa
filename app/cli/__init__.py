"""The same verbs without a window: stable names that a shop's scripts call."""
