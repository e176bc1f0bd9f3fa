"""What a person can mend while starting, testing or building."""


class Trouble(Exception):  # noqa: N818 - the word for what a person can mend, not for a bug
    """Its text is the whole sentence to show: what happened and what to do."""
