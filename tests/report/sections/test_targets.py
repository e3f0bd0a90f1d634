from dataclasses import replace

from tests.report.contents import orders, proxies, sessions, shop
from tests.report.made import amount_result, question

from footfall.report.blocks import Banner, Listing, More, Words
from footfall.report.sections.targets import amount_section, binary_section, champion, first_tenth, question_unit


def test_a_part_a_target_and_what_was_not_asked_last() -> None:
    section = binary_section(proxies())
    assert [part.title for part in section.parts] == ["Goes on clicking", "Sale ahead", "Not asked"]
    assert [part.tag for part in section.parts] == ["proxy", "proxy", ""]
    (listing,) = section.parts[-1].blocks
    assert isinstance(listing, Listing)
    assert listing.items == ("Buys later in this session: The source has no purchases.",)


def test_every_proxy_has_its_banner() -> None:
    for section in (binary_section(proxies()), amount_section(proxies())):
        for part in section.parts:
            if part.tag == "proxy":
                assert isinstance(part.blocks[0], Banner)
                assert part.blocks[0].kind == "proxy"


def test_a_reason_names_no_column_of_ours() -> None:
    (listing,) = amount_section(proxies()).parts[-1].blocks
    assert isinstance(listing, Listing)
    assert listing.items == ("Order value later in this session: this data holds no order values.",)


def test_titles_follow_the_data() -> None:
    assert binary_section(shop()).title == "Who will buy"
    assert binary_section(proxies()).title == "What a visit does next"
    assert binary_section(orders()).title == "Who will buy again"
    assert binary_section(sessions()).title == "Which sessions reach the target"


def test_a_session_table_warns_of_its_random_split_and_has_no_early_curve() -> None:
    (part,) = binary_section(sessions()).parts
    assert isinstance(part.blocks[0], Banner)
    assert part.blocks[0].title == "Split at random"
    assert not any(getattr(block, "id", "").endswith("early") for block in part.blocks)


def test_the_verdict_is_for_everybody_and_remarks_for_analysts() -> None:
    result = amount_result(question("revenue_session"))
    noted = replace(result, notes=(*result.notes, "A technical remark."))
    (part,) = amount_section(replace(shop(), targets=(noted,))).parts
    open_lists = [block for block in part.blocks if isinstance(block, Listing)]
    (more,) = [block for block in part.blocks if isinstance(block, More)]
    assert [each.items for each in open_lists] == [result.notes]
    assert more.blocks[-1] == Listing(("A technical remark.",))


def test_an_answer_in_plain_words() -> None:
    words = [block.text for block in binary_section(shop()).parts[0].blocks if isinstance(block, Words)]
    assert any("84 times in 100" in text for text in words)


def test_units_of_amounts() -> None:
    revenue, value = shop().targets[2], proxies().targets[2]
    assert question_unit(revenue, shop()).write(4.2) == "€4.20"
    assert question_unit(value, proxies()).write(120) == "120 price units"
    assert champion(value) is not None
    assert first_tenth(value) == 1 - 0.9**2.4


def test_a_scarce_class_is_said_before_the_figures() -> None:
    content = shop()
    note = "Learnt from 600 positive and 52,000 negative rows; Google Analytics 4 predicts nothing below 1,000 of each."
    (part,) = binary_section(replace(content, targets=(replace(content.targets[0], notes=(note,)),))).parts
    assert part.blocks[0] == Banner("caution", "Little to learn from", note)
    (more,) = [block for block in part.blocks if isinstance(block, More)]
    assert Listing((note,)) not in more.blocks


def test_models_are_called_alike_in_remarks() -> None:
    result = shop().targets[0]
    rule = replace(result.models[4], label="One rule: cart_adds <= 0.5")
    noted = replace(result, models=(result.models[0], rule), notes=("Logistic regression beats One rule: cart_adds <= 0.5 by +0.1.",))
    (part,) = binary_section(replace(shop(), targets=(noted,))).parts
    assert Listing(("Logistic regression beats One rule: cart adds ≤ 0.5 by +0.1.",)) in part.blocks
