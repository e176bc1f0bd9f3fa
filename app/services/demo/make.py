"""Makes the demonstration shop through the same services that the window uses, week by week."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from random import Random
from typing import Any, TypeVar

from app.core.clock import fixed
from app.core.dates import business_date
from app.core.i18n import N_
from app.core.progress import Progress
from app.services import intake, orders, records, stock, transitions
from app.services.demo import checklists, complaints, duties, emergency, remedies, risks, training
from app.services.demo.goods import ARTICLES, POSTCARD, SAMPLE, SHORT_DATED, SUPPLIERS, Article
from app.services.demo.scene import CLOSES, Scene, worked
from app.services.demo.staff import hire
from app.services.demo.trade import DAYS, Stream
from app.services.parcels import Parcel
from app.store.shop import Shop
from app.store.uow import UnitOfWork
from app.store.view import View

T = TypeVar("T")
SLICE = 10_000
"""Orders written in one transaction."""
WEEKS = 12
AREAS: Sequence[Callable[[Scene], object]] = (
    complaints.make,
    remedies.make,
    risks.make,
    training.make,
    emergency.make,
    checklists.make,
    duties.make,
)
"""What makes each area besides trade, in the order in which they build on one another."""


@dataclass(slots=True)
class _Maker:
    shop: Shop
    draw: Random
    now: datetime
    count: int
    progress: Progress
    products: dict[str, int]
    suppliers: list[int]
    steps: int = 0

    def at(self, when: datetime, work: Callable[[UnitOfWork], T]) -> T:
        """Run a change as if at that time."""
        self.shop.clock = fixed(when)
        return self.shop.change(work)

    def day(self, when: datetime) -> date:
        return business_date(when, self.shop.tz)

    def ago(self, days: float, hours: float = 0) -> datetime:
        """The instant so many days before the present and so many hours after that, in working hours."""
        return worked(self.now - timedelta(days=days) + timedelta(hours=hours), self.now, self.shop.tz)

    def weekly(self, article: Article) -> int:
        """About how many pieces of an article leave in a week."""
        total = sum(a.share for a in ARTICLES)
        weeks = DAYS / 7
        gifts = self.count / weeks * 0.16 if article.sku == POSTCARD else 0
        return max(int(self.count / weeks * article.share / total * 2.6 + gifts), 6)


def make_demo(
    shop: Shop, orders: int = 2_000, seed: int = 1, today: date | None = None, progress: Progress | None = None
) -> None:
    """Fill a new, empty shop with three months of business up to `today` (now, unless given).

    The same seed and day give the same shop. Stock balances; every state is there: two orders are late, some lack a
    waybill, a batch is about to expire, a count found one piece too few, a listing holds a banned word.
    """
    clock = shop.clock
    now = clock() if today is None else datetime.combine(today, time(10, 30), shop.tz)
    closes = datetime.combine(business_date(now, shop.tz), CLOSES, shop.tz)
    now = min(now, closes).replace(microsecond=0)
    maker = _Maker(shop, Random(seed), now, orders, progress or Progress(), {}, [])
    try:
        _found(maker)
        _trade(maker)
        _finish(maker)
        _keep_the_rules(maker)
    finally:
        shop.clock = clock


def _found(m: _Maker) -> None:
    """Suppliers, products and opening stock, three months ago."""

    def begin(uow: UnitOfWork) -> None:
        for s in SUPPLIERS:
            values: dict[str, Any] = {n: v for n, v in s.items() if n != "licence_days"}
            values["licence_expiry"] = m.day(m.now) + timedelta(days=int(s["licence_days"]))
            m.suppliers.append(records.save(uow, "suppliers", None, values))
        for n, a in enumerate(ARTICLES):
            m.products[a.sku] = records.save(uow, "products", None, _product(m, a, n))
        stock.open_stock(
            uow,
            [stock.Opening(m.products[a.sku], m.weekly(a) * 4) for a in ARTICLES if a.shelf_life_days is None],
        )

    m.at(m.ago(DAYS + 1), begin)
    _restock(m, m.ago(DAYS + 1, 2), [a for a in ARTICLES if a.shelf_life_days and a.share], factor=4.0)


def _product(m: _Maker, a: Article, n: int) -> dict[str, Any]:
    return {
        "sku": a.sku,
        "barcode": f"690000000{n:04d}",
        "name": a.name,
        "options": a.options or None,
        "category": a.category,
        "regime": a.regime,
        "unit": a.unit,
        "price": a.price,
        "cost": a.cost,
        "low_stock": max(m.weekly(a) // 4, 3),
        "shelf_life_days": a.shelf_life_days,
        "supplier_id": m.suppliers[a.supplier],
        "brand": "禾木",
        "listing_text": a.listing_text or None,
    }


def _restock(m: _Maker, when: datetime, articles: list[Article], factor: float) -> None:
    """One delivery per supplier, inspected and posted."""
    by_supplier: dict[int, list[Article]] = {}
    for a in articles:
        by_supplier.setdefault(a.supplier, []).append(a)

    def receive(uow: UnitOfWork) -> None:
        for supplier, wanted in by_supplier.items():
            lines = [_delivered(m, a, when, int(m.weekly(a) * factor) or 1) for a in wanted]
            _post(uow, m, supplier, lines, when)

    if by_supplier:
        m.at(when, receive)


def _delivered(m: _Maker, a: Article, when: datetime, pieces: int) -> dict[str, Any]:
    line: dict[str, Any] = {"product_id": m.products[a.sku], "quantity": pieces, "unit_cost": a.cost}
    if a.shelf_life_days:
        made = m.day(when) - timedelta(days=m.draw.randint(2, 9))
        letters = a.sku.split("-")[1] + a.sku.split("-")[2]
        line |= {"batch_code": f"{letters}{made:%y%m%d}", "production_date": made, "voucher": f"QC{made:%y%m%d}"}
    return line


def _post(uow: UnitOfWork, m: _Maker, supplier: int, lines: list[dict[str, Any]], when: datetime) -> int:
    made = records.save(
        uow,
        "receipts",
        None,
        {
            "supplier_id": m.suppliers[supplier],
            "received_on": m.day(when),
            "licence_seen": True,
            "vouchers": f"送货单 {when:%m%d}-{supplier + 1}",
            "receiver": "林晓",
        },
        {"lines": lines},
    )
    transitions.perform(uow, "receipts", made, "post")
    return made


def _trade(m: _Maker) -> None:
    """Each week: orders that are a week old or more come in with their final state, then goods are bought again."""
    scale = max(m.count // 2_000, 1)
    stream = Stream(m.draw, m.now, m.count, m.products, m.shop.tz, bare=min(6 * scale, max(m.count // 40, 1)))
    ages = stream.ages()
    for week in range(WEEKS, -1, -1):
        days = 7 * week
        edge = days + (8 if week else 0)
        split = next((i for i, age in enumerate(ages) if age < edge), len(ages)) if week else len(ages)
        part, ages = ages[:split], ages[split:]
        _bring_in(m, stream, m.ago(days), part)
        if week:
            _buy_again(m, m.ago(days, 3))
        if week == 2:
            _count_stock(m, m.ago(days, 6))
        if week == 6:
            _new_prices(m, m.ago(days, 5))


def _bring_in(m: _Maker, stream: Stream, when: datetime, ages: list[float]) -> None:
    for start in range(0, len(ages), SLICE):
        part = list(stream.orders(ages[start : start + SLICE]))
        part.sort(key=lambda one: one.values["placed_at"])
        source = f"订单导出{when:%m%d}.csv"
        m.at(when, lambda uow, part=part, source=source: intake.add_new(uow, part, source=source))  # type: ignore[misc]
        m.steps += len(part)
        m.progress.step(m.steps, m.count, N_("Writing orders"))


def _buy_again(m: _Maker, when: datetime) -> None:
    with m.shop.read() as reader:
        held = stock.held(reader, m.products.values())
    wanted = [a for a in ARTICLES if a.share and held[m.products[a.sku]].on_hand < m.weekly(a) * 4]
    _restock(m, when, wanted, factor=3.0)


def _new_prices(m: _Maker, when: datetime) -> None:
    def change(uow: UnitOfWork) -> None:
        for sku, price, shown in (("HM-XMC-100", 4800, None), ("HM-SNL-M", 8600, 12900)):
            records.save(uow, "products", m.products[sku], {"price": price, "list_price": shown})

    m.at(when, change)


def _count_stock(m: _Maker, when: datetime) -> None:
    """A count of one category: everything matches but one cup, which was found broken."""

    def count(uow: UnitOfWork) -> None:
        made = records.save(
            uow, "stock_counts", None,
            {"scope": "category", "category": "器皿", "counter": "林晓", "counted_on": m.day(when)},
        )  # fmt: skip
        lines = uow.reader.lines("stock_counts", made, "lines")
        rows = [{"id": x["id"], "counted": max(x["expected"], 0)} for x in lines]
        broken = next(r for r, x in zip(rows, lines, strict=True) if x["sku"] == "HM-MKB-WL")
        broken |= {"counted": max(broken["counted"] - 1, 0), "reason": "damaged", "note": "杯口磕破一只"}
        records.save(uow, "stock_counts", made, {}, {"lines": rows})
        transitions.perform(uow, "stock_counts", made, "post")

    m.at(when, count)


def _finish(m: _Maker) -> None:
    """The present day: an expired sample, a short-dated batch, held goods, a draft, parts sent, low stock."""
    by_sku = {a.sku: a for a in ARTICLES}
    today = m.day(m.now)

    def past(uow: UnitOfWork) -> None:
        made = today - timedelta(days=370)
        old = {"production_date": made, "batch_code": f"GHW10T{made:%y%m}", "voucher": "QC-T"}
        _post(uow, m, 1, [_line(m, SAMPLE, 6, by_sku, **old)], m.ago(30))

    def present(uow: UnitOfWork) -> None:
        made = today - timedelta(days=168)
        near = {"production_date": made, "expiry_date": today + timedelta(days=12), "batch_code": f"GH{made:%y%m}"}
        _post(uow, m, 0, [_line(m, SHORT_DATED, 46, by_sku, voucher=f"QC{made:%y%m%d}", **near)], m.now)
        held = {
            "production_date": today - timedelta(days=5),
            "batch_code": f"OUG200{today:%y%m%d}",
            "result": "quarantined",
        }
        _post(uow, m, 0, [_line(m, "HM-OUG-200", 24, by_sku, voucher="待补检验报告", **held)], m.now)
        draft = [_line(m, "HM-MKB-MB", 20, by_sku)]
        head = {"supplier_id": m.suppliers[2], "vouchers": "送货单 待核", "received_on": today}
        records.save(uow, "receipts", None, head, {"lines": draft})
        _send_parts(uow)
        _run_low(uow, m)

    m.at(m.ago(30), past)
    m.at(m.now, present)


def _keep_the_rules(m: _Maker) -> None:
    """The people, and what they record besides trade: one area after the other."""
    staff = m.at(m.ago(DAYS), lambda uow: hire(uow, m.day(m.now)))
    scene = Scene(m.shop, Random(m.draw.random()), m.now, staff, m.products)
    for area in AREAS:
        area(scene)


def _line(m: _Maker, sku: str, pieces: int, by_sku: dict[str, Article], **more: Any) -> dict[str, Any]:
    return {"product_id": m.products[sku], "quantity": pieces, "unit_cost": by_sku[sku].cost, **more}


def _send_parts(uow: UnitOfWork) -> None:
    """Two open orders go out in parts; a shipment of a third is taken back; a fourth is cancelled, its refund due."""
    waiting = uow.reader.ids(View("orders", chip="to_ship", sort="placed_at"), 200)
    several = [i for i in waiting if len(uow.reader.lines("orders", i, "lines")) > 1][:3]
    for n, order_id in enumerate(several):
        first = uow.reader.lines("orders", order_id, "lines")[0]
        parcel = Parcel(
            order_id, "zhongtong", f"7312900000{n:03d}", {first["id"]: first["quantity"]}, "货架上有，账未平"
        )
        shipment = orders.ship(uow, parcel)
        if n == 2:
            transitions.perform(uow, "shipments", shipment, "cancel", {"cancel_reason": "面单贴错"})
        uow.add_note("orders", order_id, "分两包发，第二包等补货")
    single = next((i for i in reversed(waiting) if i not in several), None)
    if single is not None:
        transitions.perform(uow, "orders", single, "cancel", {"cancel_reason": "买家改买大瓶装"})


def _run_low(uow: UnitOfWork, m: _Maker) -> None:
    """Three articles stand at their low-stock level."""
    for sku, over in (("HM-SUT-150", 4), ("HM-XXS-GH", 2), ("HM-KZI-05", 6)):
        free = uow.reader.record("products", m.products[sku])["available"]
        records.save(uow, "products", m.products[sku], {"low_stock": max(free + over, 1)})
