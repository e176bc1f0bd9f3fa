"""The special page of the risk register."""
