from pathlib import Path

from tests.events.reading import CANONICAL, START, column, event, read_log, values

from footfall.engines.duckdb import Engine

LINES = '[source]\norders = "lines"\n[columns]\nvisitor_id = "u"\nus = { column = "t", unit = "us" }\ntype = "e"\norder_id = "o"\n'


def test_an_order_counts_once_and_its_first_delivery_wins(tmp_path: Path, engine: Engine) -> None:
    rows = [
        event(at=2, type="purchase", order_id="o", value="20"),
        event(at=1, type="purchase", order_id="o", value="10"),
        event(at=3, type="purchase", order_id="p", value="5"),
    ]
    for order in (rows, rows[::-1]):
        log = read_log(CANONICAL + "".join(order), tmp_path, engine)
        assert values(log, "order_id, revenue") == [("o", 10.0), ("o", None), ("p", 5.0)]
    assert log.source.has_revenue


def test_a_delivery_without_value_does_not_win(tmp_path: Path, engine: Engine) -> None:
    rows = event(at=1, type="purchase", order_id="o") + event(at=2, type="purchase", order_id="o", value="7")
    assert column(read_log(CANONICAL + rows, tmp_path, engine), "revenue") == [None, 7.0]


def test_purchases_without_an_order_number_all_count(tmp_path: Path, engine: Engine) -> None:
    rows = event(at=1, type="purchase", value="3") + event(at=2, type="purchase", value="3")
    assert column(read_log(CANONICAL + rows, tmp_path, engine), "revenue") == [3.0, 3.0]


def test_only_purchases_have_revenue_and_refunds_do_not_lower_it(tmp_path: Path, engine: Engine) -> None:
    rows = event(at=1, type="add_to_cart", value="3") + event(at=2, type="purchase", order_id="o", value="0")
    log = read_log(CANONICAL + rows + event(at=3, type="refund", order_id="o", value="9"), tmp_path, engine)
    assert column(log, "revenue") == [None, 0.0, None]
    assert (log.source.has_purchases, log.source.has_revenue, log.source.has_refunds) == (True, True, True)


def test_every_order_line_counts(tmp_path: Path, engine: Engine) -> None:
    schema = LINES + 'item_id = "i"\nprice = "p"\nquantity = "q"\nvalue = "v"\n'
    rows = [f"u,{START},purchase,o,a,10,2,", f"u,{START},purchase,o,b,5,,", f"u,{START},purchase,o,c,5,3,4", f"u,{START},purchase,o,d,,,"]
    log = read_log("u,t,e,o,i,p,q,v\n" + "\n".join(rows), tmp_path, engine, schema=schema)
    assert {row[0]: row[1] for row in values(log, "item_id, revenue")} == {"a": 20.0, "b": 5.0, "c": 4.0, "d": None}


def test_lines_without_any_price_have_no_revenue(tmp_path: Path, engine: Engine) -> None:
    log = read_log(f"u,t,e,o\nu,{START},purchase,o\n", tmp_path, engine, schema=LINES)
    assert (log.source.has_purchases, log.source.has_revenue) == (True, False)
