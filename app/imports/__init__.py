"""How the outside comes in: readers of files, one declaration per platform's format, drafts, rejects."""
