"""The rejected rows written out: beside their source, or among the person's documents where that cannot be."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from app.core.i18n import Translator
from app.core.paths import documents_dir
from app.imports.readers.model import Source
from app.imports.rejects import write_rejects
from app.imports.report import Reject


def write_all(
    sources: Iterable[Source], rejects: Sequence[Reject], tr: Translator, elsewhere: Path | None = None
) -> tuple[list[Path], list[str]]:
    """Write one file per source that has rejects; returns the files, and the names of sources that failed.

    The same rejects as in an earlier file give that file, not another copy.
    """
    made: list[Path] = []
    failed: list[str] = []
    for source in sources:
        for folder, own in ((source.path.parent, False), (elsewhere or documents_dir(), True)):
            try:
                if own:
                    folder.mkdir(parents=True, exist_ok=True)
                path = write_rejects(source, rejects, folder, tr)
            except OSError:
                continue
            if path is not None:
                made.append(_only_copy(path))
            break
        else:
            failed.append(source.path.name)
    return made, failed


def _only_copy(path: Path) -> Path:
    """An earlier file with the same content instead of `path`, if there is one."""
    said = path.read_bytes()
    stem = path.stem.split("-rejects")[0]
    for other in sorted(path.parent.glob("*-rejects*")):
        same = other != path and other.suffix == path.suffix and other.stem.split("-rejects")[0] == stem
        if same and other.is_file() and other.stat().st_size == len(said) and other.read_bytes() == said:
            path.unlink()
            return other
    return path
