"""What dev.py does: environment, checks, lock files, packaging, translations. No part of the program."""
