"""Reading lists: counts, pages, places and sums of a view, within one snapshot of the shop's file."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy.engine import Connection

from app.core.locale import Locale
from app.models.counted import currency_of
from app.models.declaration import Where
from app.models.registry import Registry, table_of
from app.store import foreign, paging, posts
from app.store.posts import Posts, has_posts
from app.store.query import Listing, is_common
from app.store.rows import fetch
from app.store.view import Row, View
from app.store.ways import Way, filtered, way


class Lists:
    """The part of the reader that serves lists. `locale` fixes what today and now mean in filters.

    `known` posts of the shop's lists shorten the way to pages far in. Whoever reads while writing has none: what it
    has changed is in the audit log only later, and so not told from what was there.
    """

    def __init__(self, connection: Connection, registry: Registry, locale: Locale, known: Posts | None = None) -> None:
        self.connection = connection
        self.registry = registry
        self.locale = locale
        self._posts = known

    def listing(self, view: View, going: Way = "own") -> Listing:
        """The compiled SQL of a view."""
        some_voided, common = self._some_voided(view), self._is_common(view)
        return Listing(self.registry, view, self.locale, some_voided=some_voided, common=common, way=going)

    def count(self, view: View) -> int:
        """How many records the view lists."""
        return int(self.connection.execute(self.listing(view).count()).scalar_one())

    def page(self, view: View, offset: int, limit: int, total: int | None = None) -> list[Row]:
        """Rows `offset` to `offset + limit`. With `total` known, the far half is reached from the end."""
        backwards, skip, take = False, offset, limit
        if total is not None and offset > total // 2:
            backwards, skip, take = True, max(total - offset - limit, 0), min(limit, total - offset)
        if take <= 0:
            return []
        register, own = self.registry[view.register], self.locale.currency
        view, marks, width = foreign.with_currency(self.registry, view)
        common = self._is_common(view)
        going = way(register, view, total)
        # Rows that are sorted, and not read in order, are sorted by their ids alone: the page's rows are read after it.
        far = skip > paging.NEAR or (going != "order" and filtered(view))
        how = paging.Paging(view, self._some_voided(view), common, backwards, far, going)
        if skip > paging.NEAR and self._posts is not None and has_posts(self.registry, how):
            rows = posts.rows(self.connection, self.registry, self._posts, how, skip, take)
        else:
            rows = paging.rows(self.connection, self.registry, self.locale, how, skip, take)
        return foreign.marked(rows, marks, width, own)

    def _some_voided(self, view: View) -> bool:
        """Whether voided records have to be left out of a list."""
        if view.voided:
            return False
        asked = paging.any_voided(self.registry, view.register, self.connection.dialect)
        return bool(fetch(self.connection, asked))

    def _is_common(self, view: View) -> bool:
        """Whether what is searched for stands in so many records that they should not all be sorted."""
        if not view.search.strip():
            return False
        return self.connection.execute(is_common(self.registry[view.register], view.search)).first() is not None

    def iterate(self, view: View, chunk: int = 1000) -> Iterator[Row]:
        """All rows in order, read as a stream so that memory does not grow with the list."""
        own = self.locale.currency
        asked, marks, width = foreign.with_currency(self.registry, view)
        statement = self.listing(asked).all().execution_options(yield_per=chunk)
        found = self.connection.execute(statement)
        if not marks[0]:
            yield from map(tuple, found)
            return
        kept = width + 1
        for row in found:
            yield foreign.mark(tuple(row), marks, kept, own)

    def ids(self, view: View, limit: int = 1_000_000) -> list[int]:
        """The ids of the listed records in order."""
        return [int(i) for (i,) in self.connection.execute(self.listing(view, "rule").ids(0, limit))]

    def position(self, view: View, record_id: int) -> int | None:
        """The row at which a record stands in the view, or `None` when the view does not list it."""
        listing = self.listing(view)
        found = self.connection.execute(listing.place(record_id)).first()
        if found is None:
            return None
        return sum(int(self.connection.execute(part).scalar_one()) for part in listing.ahead(found[0], record_id))

    def sums(self, view: View) -> dict[str, int]:
        """The sums of the fields declared `summed`, over all that the view lists; unlike currencies in a `Total`."""
        return foreign.sums(self.connection, self.listing(view), self.locale.currency)

    def has_foreign(self, view: View) -> bool:
        """Whether amounts in another currency than the shop's are listed."""
        register, own = self.registry[view.register], self.locale.currency
        column = currency_of(register.fields)
        if not column or not foreign.has_foreign(self.connection, table_of(register), column, own):
            return False
        others = (Where(column, "filled"), Where(column, "ne", own))
        return self.count(view.changed(where=(*view.where, *others))) > 0

    def chip_counts(self, register_name: str) -> dict[str, int]:
        """How many records each counted chip of a register lists."""
        chips = [c for c in self.registry[register_name].chips if c.counted]
        return {c.name: self.count(View(register_name, chip=c.name)) for c in chips}
