#!/usr/bin/env python3
"""The one door for people who run or change Taizhang: `python3 dev.py --help`.

It needs nothing but Python: the first start makes `.venv` from the lock files, later ones look at a stamp.
"""

import sys

if not (3, 11) <= sys.version_info < (3, 14):  # an older Python reaches this line and no further
    sys.exit(
        "Taizhang needs Python 3.11, 3.12 or 3.13, and this is Python "
        + sys.version.split()[0]
        + ": install one of those and start this again with it."
    )

from tools.door import main

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
