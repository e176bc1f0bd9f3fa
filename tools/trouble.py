"""What a person can mend while starting, testing or building."""


class Trouble(Exception):
    """Its text is the whole sentence to show: what happened and what to do."""
