"""Where a shop is kept: its folder, its keys, the encrypted file and everything written to it."""
