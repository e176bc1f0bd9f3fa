"""A bounded store of fetched rows, in blocks, the least recently seen dropped first."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from app.ui.widgets.table.source import Row

BLOCK = 128
KEPT_BLOCKS = 48


@dataclass(slots=True)
class Block:
    """Fetched rows of one block, and the generation of the list they belong to."""

    rows: Sequence[Row]
    generation: int


class Blocks:
    """At most `kept` blocks; a million rows cost no more memory than a few thousand."""

    def __init__(self, kept: int = KEPT_BLOCKS) -> None:
        self._kept = kept
        self._blocks: OrderedDict[int, Block] = OrderedDict()

    def __len__(self) -> int:
        return len(self._blocks)

    def row(self, at: int) -> Row | None:
        """The row at a position, if it is here."""
        number, inside = divmod(at, BLOCK)
        block = self._blocks.get(number)
        if block is None:
            return None
        self._blocks.move_to_end(number)
        return block.rows[inside] if inside < len(block.rows) else None

    def fresh(self, number: int, generation: int) -> bool:
        """Whether block `number` is here and of this generation."""
        block = self._blocks.get(number)
        return block is not None and block.generation == generation

    def put(self, number: int, rows: Sequence[Row], generation: int) -> None:
        """Keep a block, and drop the one that was not looked at for longest."""
        self._blocks[number] = Block(rows, generation)
        self._blocks.move_to_end(number)
        while len(self._blocks) > self._kept:
            self._blocks.popitem(last=False)

    def clear(self) -> None:
        """Forget all."""
        self._blocks.clear()

    def each(self) -> Iterator[tuple[int, Row]]:
        """Every row that is here, with its position, in order."""
        for number in sorted(self._blocks):
            for inside, row in enumerate(self._blocks[number].rows):
                yield number * BLOCK + inside, row
