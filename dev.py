#!/usr/bin/env python3
"""The one door for people who run or change Taizhang: `python3 dev.py --help`.

It needs nothing but Python: the first start makes `.venv` from the lock files, later ones look at a stamp.
"""

import sys

if sys.version_info < (3, 11):  # noqa: UP036 - an older Python reaches this line and no further
    sys.exit(
        "Taizhang needs Python 3.11 or newer, and this is Python "
        + sys.version.split()[0]
        + ": install a newer one and start this again with it."
    )

from tools.door import main

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
