"""Are there four scopes, each with a key?"""

from footfall.windows.scope import SCOPES, SESSION, VISITOR, VISITOR_7D, VISITOR_28D


def test_names_keys_and_days() -> None:
    assert SCOPES == (SESSION, VISITOR, VISITOR_7D, VISITOR_28D)
    assert {(scope.name, scope.key, scope.days) for scope in SCOPES} == {
        ("session", "session_no", None),
        ("visitor", "visitor_no", None),
        ("visitor_7d", "visitor_no", 7),
        ("visitor_28d", "visitor_no", 28),
    }
