"""How does what somebody clicked become an event of a made-up visit?

`Clicker` turns a record (the columns of an events file, one event) into an event and refuses in words what cannot be one. What a record
leaves out is filled in as a shop's page would: of a known product what its events usually carry, of the visit its channel, device and
country, of a purchase what lies in the cart. What is given as null stays unknown. It scores nothing.
"""

import math
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, tzinfo

from footfall.errors import DataError, SchemaError, Where
from footfall.events.event import DAY_US, PRECISIONS, Event, micros
from footfall.events.faults import MOST_AMOUNT, MOST_QUANTITY
from footfall.events.schema import MAPPABLE, near
from footfall.events.times import EARLIEST_US, LATEST_US
from footfall.events.zones import offset_s
from footfall.scoring.offer import Offer, Scalar

__all__ = ["VISITOR", "CartLine", "Clicker", "SoFar", "iso", "moment_us"]

VISITOR = "visitor"
"""What the visitor of a made-up visit is called."""
VISIT = "visit"
STAYS = ("channel", "device", "country")
"""Columns that a visit goes on with until an event says otherwise."""
TEXTS = ("item_id", "category", "brand", "order_id", "page", "channel", "country", "device", "user_id", "visitor_id", "session_id")
KINDS = {"BIGINT": int, "DOUBLE": float, "BOOLEAN": bool}
"""Python types of extra columns by their SQL types; others are text."""


@dataclass(frozen=True, slots=True)
class CartLine:
    """A product in the cart: quantity, and the price of one in micro-units (None where it is not known)."""

    item_id: str | None
    quantity: int
    price_micros: int | None


@dataclass(frozen=True, slots=True)
class SoFar:
    """What the next event goes on from.

    Parameters
    ----------
    now_us
        UTC epoch microseconds.
    latest_us
        Time of the latest event; None before the first.
    number
        Events so far, of all visits.
    visitor_id
        Of the events so far.
    stays
        The latest channel, device and country.
    cart
        What was put in and neither taken out nor bought.
    orders
        Ids of the orders so far.
    """

    now_us: int
    latest_us: int | None = None
    number: int = 0
    visitor_id: str | None = None
    stays: Mapping[str, str | None] = field(default_factory=dict)
    cart: tuple[CartLine, ...] = ()
    orders: frozenset[str] = frozenset()

    @property
    def cart_micros(self) -> int:
        """What lies in the cart is worth, in micro-units; products without a price count nothing."""
        return sum(line.quantity * (line.price_micros or 0) for line in self.cart)

    def after(self, event: Event) -> "SoFar":
        """Return what the event after this one goes on from."""
        cart, orders = self.cart, self.orders
        if event.type == "add_to_cart":
            cart = (*cart, CartLine(event.item_id, event.quantity or 1, event.price_micros))
        elif event.type == "remove_from_cart":
            cart = _taken_out(cart, event)
        elif event.type == "purchase":
            cart, orders = (), orders | ({event.order_id} if event.order_id is not None else set())
        stays = {name: getattr(event, name) for name in STAYS}
        return SoFar(event.us, event.us, self.number + 1, event.visitor_id, stays, cart, orders)


@dataclass(frozen=True, slots=True)
class Clicker:
    """Makes events of records for one analysis: `offer` says what may be clicked, `where` is the shop's time zone."""

    offer: Offer
    where: tzinfo

    def event(self, record: Mapping[str, object], so_far: SoFar) -> Event:
        """Return the event of a record.

        Parameters
        ----------
        record
            ``type``, and any other canonical column (`events.schema.MAPPABLE`) or column of the source's own; ``us`` or ``time``, an ISO
            time (without a zone: the shop's).
        so_far
            What it goes on from. An event without a time comes the usual time between two events after the latest, or now, where time
            was let pass.

        Raises
        ------
        SchemaError
            When it names a column that there is not.
        DataError
            When its type is not one of the data's, its time lies before the latest event, or a value is none.
        """
        self._check_names(record)
        kind = self._type(record.get("type"))
        us = self._us(record, so_far)
        filled = {**self._usual(record), **{name: so_far.stays.get(name) for name in STAYS}, **record}
        said = {name: _text(name, filled.get(name)) for name in TEXTS}
        visitor = self._visitor(said["visitor_id"], so_far)
        event = Event(
            event_id=str(record.get("event_id") or so_far.number + 1), us=us, type=kind, visitor_id=visitor,
            session_id=said["session_id"] or self._session(visitor, us), user_id=said["user_id"], seq=so_far.number + 1,
            utc_offset_s=_whole("utc_offset_s", record.get("utc_offset_s"), offset_s(us, self.where)),
            time_precision=self._precision(record), item_id=said["item_id"], category=said["category"], brand=said["brand"],
            price_micros=_money("price", filled.get("price")), quantity=_quantity(filled.get("quantity")), order_id=said["order_id"],
            value_micros=_money("value", filled.get("value")), currency=self._currency(record), page=said["page"],
            channel=said["channel"], country=said["country"], device=said["device"],
            extras={name: _extra(name, filled.get(name), sql) for name, sql in self.offer.extras.items()},
        )  # fmt: skip
        return self._bought(event, record, so_far) if kind == "purchase" else event

    def _check_names(self, record: Mapping[str, object]) -> None:
        known = {*MAPPABLE, "time", *self.offer.extras}
        for name in record:
            if name not in known:
                raise SchemaError(
                    f'"{name}" is no column of an event.', where=Where(column=name[:80]),
                    remedy=f"{near(name, known)} Columns are {', '.join(sorted(known))}.".strip(),
                )  # fmt: skip

    def _type(self, given: object) -> str:
        """Return the type of an event: one that the data holds, since the models know no other."""
        known = [each.name for each in self.offer.types]
        if given is None:
            raise DataError("The event has no type.", where=Where(column="type"), remedy=f"Give it one: {', '.join(known)}.")
        if not isinstance(given, str) or given not in known:
            raise DataError(
                f"The analysis saw no event of type {_shown(given)}.", where=Where(column="type", example=str(given)[:80]),
                remedy=f"{near(str(given), known)} Its events are {', '.join(known)}.".strip(),
            )  # fmt: skip
        return given

    def _us(self, record: Mapping[str, object], so_far: SoFar) -> int:
        """Return the time of an event, whole days where the data has only dates."""
        latest = so_far.latest_us
        if record.get("us") is None and record.get("time") is None:
            waited = latest is None or so_far.now_us > latest
            return so_far.now_us if waited else so_far.now_us + self.offer.usual_gap_us
        name = "us" if record.get("us") is not None else "time"
        us = moment_us(record[name], self.where, name=name, whole_days=not self.offer.has_clock)
        if us < so_far.now_us and latest is not None:
            raise DataError(
                f"Time runs backwards: {_shown(record[name])} lies before {iso(so_far.now_us)}, where the visit stands.",
                where=Where(column=name, example=str(record[name])[:80]),
                remedy="Give events in the order of their time, or leave the time away.",
            )
        return us

    def _precision(self, record: Mapping[str, object]) -> str:
        given = record.get("time_precision") or self.offer.precision
        if given not in PRECISIONS:
            raise DataError(
                f"{_shown(given)} is no precision of a clock.",
                where=Where(column="time_precision"),
                remedy=f"One of {', '.join(PRECISIONS)}.",
            )
        return str(given)

    def _usual(self, record: Mapping[str, object]) -> Mapping[str, Scalar]:
        """Return what an event about this product usually carries, its page where it is viewed; nothing where no product is named."""
        usual = next((item.usual for item in self.offer.items if item.item_id == record.get("item_id")), {})
        return usual if record.get("type") == "view_item" else {name: value for name, value in usual.items() if name != "page"}

    def _visitor(self, given: str | None, so_far: SoFar) -> str | None:
        """Return the visitor of an event: none where the data knows none, and the same one throughout."""
        if not self.offer.knows_visitors:
            return None
        visitor = given or so_far.visitor_id or VISITOR
        if so_far.visitor_id is not None and visitor != so_far.visitor_id:
            raise DataError(
                f"The event is of visitor {visitor[:80]}, and the visit is of {so_far.visitor_id[:80]}.", where=Where(column="visitor_id"),
                remedy="Try one visitor at a time.",
            )  # fmt: skip
        return visitor

    def _session(self, visitor: str | None, us: int) -> str | None:
        """Return the session where it does not follow from the time: a customer's day in an order list, the one visit without visitors."""
        if visitor is None:
            return VISIT
        return f"{visitor}-{us // DAY_US}" if self.offer.kind == "orders" and self.offer.gives_sessions else None

    def _currency(self, record: Mapping[str, object]) -> str | None:
        given, own = record.get("currency"), self.offer.currency
        if given is not None and own is not None and given != own:
            raise DataError(
                f"The amount is in {_shown(given)}, and those of the analysis are in {own}.", where=Where(column="currency"),
                remedy=f"Give it in {own}.",
            )  # fmt: skip
        return own

    def _bought(self, event: Event, record: Mapping[str, object], so_far: SoFar) -> Event:
        """Return a purchase with its order and revenue: each order counted once, what lies in the cart where it says nothing itself."""
        if self.offer.has_revenue and "value" not in record:
            value, quantity = _worth(event, record, so_far)
            event = replace(event, value_micros=value, quantity=quantity)
        orders = any(each.name == "purchase" and each.with_order for each in self.offer.types)
        if orders and "order_id" not in record:
            event = replace(event, order_id=f"order {so_far.number + 1}")
        again = event.order_id is not None and event.order_id in so_far.orders and not self.offer.order_lines
        revenue = event.value_micros
        if revenue is None and self.offer.order_lines and event.price_micros is not None:
            revenue = event.price_micros * (event.quantity or 1)
        return replace(event, revenue_micros=None if again else revenue)


def moment_us(given: object, where: tzinfo, *, name: str = "time", whole_days: bool = False) -> int:
    """Return a time in UTC epoch microseconds: a number of them, or an ISO time, which without a zone is on the clock `where`.

    Parameters
    ----------
    name
        Of the column, for the message.
    whole_days
        Whether only dates are known: the day's midnight, UTC.

    Raises
    ------
    DataError
        When it is neither, or lies outside 1990 to 2100.
    """
    us: int | None = None
    if isinstance(given, int) and not isinstance(given, bool):
        us = given
    elif isinstance(given, float) and given.is_integer():
        us = int(given)
    elif isinstance(given, str) and name != "us":
        us = _from_iso(given, UTC if whole_days else where)
    if us is None or not EARLIEST_US <= us < LATEST_US:
        raise DataError(
            f"{_shown(given)} is no time of 1990 to 2100.", where=Where(column=name, example=str(given)[:80]),
            remedy='Write "time": "2026-05-01T10:00:00", or "us": microseconds since 1970.',
        )  # fmt: skip
    return us // DAY_US * DAY_US if whole_days else us


def iso(us: int) -> str:
    """Return a time as ISO text, UTC."""
    return datetime.fromtimestamp(us // 1_000_000, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _from_iso(given: str, where: tzinfo) -> int | None:
    try:
        found = datetime.fromisoformat(given.strip())
    except ValueError:
        return None
    aware = found if found.tzinfo is not None else found.replace(tzinfo=where)
    since = aware - datetime(1970, 1, 1, tzinfo=UTC)
    return (since.days * 86_400 + since.seconds) * 1_000_000 + since.microseconds


def _worth(event: Event, record: Mapping[str, object], so_far: SoFar) -> tuple[int | None, int | None]:
    """Return value and quantity of a purchase that gives no value: price times quantity, else those of what lies in the cart."""
    if event.price_micros is not None:
        return event.price_micros * (event.quantity or 1), event.quantity
    if "item_id" in record or "price" in record:
        return None, event.quantity
    if not so_far.cart:
        raise DataError(
            "A purchase without a value is of what lies in the cart, and nothing does.", where=Where(column="value"),
            remedy='Put something in the cart first, or give the purchase a value: "value": 30.',
        )  # fmt: skip
    quantity = event.quantity if "quantity" in record else sum(line.quantity for line in so_far.cart)
    return so_far.cart_micros, quantity


def _taken_out(cart: tuple[CartLine, ...], event: Event) -> tuple[CartLine, ...]:
    """Return the cart without so many of a product, the latest first."""
    left, kept = event.quantity or 1, []
    for line in reversed(cart):
        gone = min(left, line.quantity) if line.item_id == event.item_id else 0
        left -= gone
        if line.quantity > gone:
            kept.append(replace(line, quantity=line.quantity - gone))
    return tuple(reversed(kept))


def _text(name: str, given: object) -> str | None:
    if given is None or given == "":
        return None
    if isinstance(given, str | int) and not isinstance(given, bool):
        return str(given)
    raise DataError(f"{name} is {_shown(given)}, and should be text.", where=Where(column=name, example=str(given)[:80]))


def _number(name: str, given: object) -> float | None:
    """Return a number, or a text that is one."""
    if given is None or given == "":
        return None
    try:
        number = math.nan if isinstance(given, bool) else float(given)  # type: ignore[arg-type]
    except (TypeError, ValueError, OverflowError):
        number = math.nan
    if not math.isfinite(number):
        raise DataError(
            f"{name} is {_shown(given)}, which is no number.", where=Where(column=name, example=str(given)[:80]),
            remedy="Give a number such as 19.95, or nothing where it is unknown.",
        )  # fmt: skip
    return number


def _money(name: str, given: object) -> int | None:
    number = _number(name, given)
    if number is not None and not 0 <= number <= MOST_AMOUNT:
        raise DataError(
            f"{name} is {_shown(given)}: amounts are from 0 to {MOST_AMOUNT:,}.", where=Where(column=name, example=str(given)[:80]),
            remedy="Correct it; money paid back is an event of type refund.",
        )  # fmt: skip
    return micros(number)


def _quantity(given: object) -> int | None:
    number = _number("quantity", given)
    if number is not None and not (1 <= number <= MOST_QUANTITY and number.is_integer()):
        raise DataError(
            f"quantity is {_shown(given)}: it is a whole number from 1 to {MOST_QUANTITY:,}.",
            where=Where(column="quantity", example=str(given)[:80]), remedy="Correct it, or leave it away.",
        )  # fmt: skip
    return None if number is None else int(number)


def _whole(name: str, given: object, otherwise: int) -> int:
    number = _number(name, given)
    return otherwise if number is None else int(number)


def _extra(name: str, given: object, sql: str) -> Scalar:
    """Return the value of an own column in its type."""
    if given is None or given == "":
        return None
    wanted = KINDS.get(sql)
    if wanted is None:
        return _text(name, given)
    if wanted is bool:
        if isinstance(given, bool):
            return given
        raise DataError(f"{name} is {_shown(given)}, and should be true or false.", where=Where(column=name, example=str(given)[:80]))
    number = _number(name, given)
    if number is not None and wanted is int and not number.is_integer():
        raise DataError(f"{name} is {_shown(given)}, and should be a whole number.", where=Where(column=name, example=str(given)[:80]))
    return None if number is None else wanted(number)


def _shown(given: object) -> str:
    return f'"{given[:80]}"' if isinstance(given, str) else str(given)[:80]
