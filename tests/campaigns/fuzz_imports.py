"""Damaged and hostile files: none may crash the reader, hang it, exhaust memory or come in by halves.

    python -m tests.campaigns.fuzz_imports [--files 5000] [--seed 1]

Each file is a sound one (text, xlsx, xls) with bytes, cells or lines broken. It must end in drafts and rejects, or in
a `UserError`; never in another exception. One file in ten is also brought into a real shop, past every warning: what
the outcome says must be what the shop then holds, a file that is refused must leave the log's head where it was, and
in the end the shop must pass every check of `verify`.
"""

import sys

if __name__ == "__main__":
    from tests.campaigns.broken_files import main

    sys.exit(main())
