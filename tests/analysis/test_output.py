"""Which columns can be a target, whose name is that of files and of a column beside others?"""

import pytest

from footfall.analysis.output import check_name
from footfall.errors import UsageError


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("segment", "a column of that name already"),
        ("Visitor_ID", "a column of that name already"),
        ("cart/session", "no file can be called by it"),
        ("..", "no file can be called by it"),
        ("a\\b", "no file can be called by it"),
        (" ", "no file can be called by it"),
        ("é" * 51, "longer than the 100 bytes"),
    ],
)
def test_names_that_results_cannot_be_written_under_are_refused(name: str, words: str) -> None:
    with pytest.raises(UsageError, match=rf"{words}.*Rename the column"):
        check_name(name)


@pytest.mark.parametrize("name", ["Revenue", "bought?", "😀 gekauft", "=1+1", "converts_session", "é" * 50])
def test_other_names_will_do(name: str) -> None:
    check_name(name)
