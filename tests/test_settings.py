"""Are settings merged in the right order, checked, and their mistakes explained?"""

from pathlib import Path

import pytest

from footfall.errors import UsageError
from footfall.settings import PREFIX, Settings, load


@pytest.fixture(autouse=True)
def empty_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def test_later_layers_win_and_are_remembered(tmp_path: Path) -> None:
    (tmp_path / "footfall.toml").write_text('timezone = "Europe/Warsaw"\nseed = 2\neffort = "quick"\n')
    found = load(environment={"FOOTFALL_SEED": "3", "FOOTFALL_EFFORT": "thorough", "PATH": "/bin"}, flags={"seed": 4, "currency": None})
    assert found.settings == Settings(timezone="Europe/Warsaw", seed=4, effort="thorough")
    assert found.origins["timezone"] == "footfall.toml"
    assert found.origins["effort"] == "environment"
    assert found.origins["seed"] == "flag"
    assert found.origins["currency"] == "default"
    assert set(found.origins) == set(Settings.model_fields)


def test_without_layers_the_defaults_hold() -> None:
    assert load(environment={}, flags={}).settings == Settings()


def test_a_named_file_takes_the_place_of_the_one_in_the_folder(tmp_path: Path) -> None:
    (tmp_path / "footfall.toml").write_text("seed = 2\n")
    (tmp_path / "other.toml").write_text("threads = 2\n")
    found = load(Path("other.toml"), environment={}, flags={})
    assert (found.settings.seed, found.settings.threads) == (553, 2)


@pytest.mark.parametrize("name", sorted(Settings.model_fields))
def test_every_setting_can_come_from_the_environment(name: str) -> None:
    values = {
        "timezone": "Asia/Tokyo",
        "currency": "EUR",
        "effort": "quick",
        "session_gap": "1h",
        "memory": "2GB",
        "test_from": "2026-01-02",
        "density": "hdbscan",
        "rates": "EUR=1,PLN=0.23",
        "deep": "True",
    }
    value = values.get(name, "2" if name in ("seed", "threads") else "0.2")
    found = load(environment={PREFIX + name.upper(): value}, flags={})
    got = getattr(found.settings, name)
    assert (",".join(f"{code}={rate:g}" for code, rate in got.items()) if isinstance(got, dict) else str(got)) == value
    assert found.origins[name] == "environment"


def test_the_folder_of_data_is_no_setting_and_nothing_is_not_a_value() -> None:
    assert load(environment={"FOOTFALL_DATA": "/data", "FOOTFALL_SEED": ""}, flags={}).settings == Settings()


@pytest.mark.parametrize(
    ("layer", "place", "hint"),
    [
        ("sead = 1\n", "footfall.toml", "seed"),
        ("zzz = 1\n", "footfall.toml", "timezone, currency"),
    ],
)
def test_an_unknown_key_is_refused_with_a_near_name(tmp_path: Path, layer: str, place: str, hint: str) -> None:
    (tmp_path / "footfall.toml").write_text(layer)
    with pytest.raises(UsageError) as caught:
        load(environment={}, flags={})
    assert caught.value.where is not None
    assert caught.value.where.file == place
    assert hint in str(caught.value.remedy)


def test_an_unknown_variable_is_refused_as_it_is_spelt() -> None:
    with pytest.raises(UsageError, match="FOOTFALL_TIMEZON") as caught:
        load(environment={"FOOTFALL_TIMEZON": "UTC"}, flags={})
    assert caught.value.remedy == "Did you mean timezone?"


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("timezone", "Mars/Olympus"), ("timezone", "Europe"), ("timezone", "../../etc/passwd"), ("currency", "euro"), ("currency", "EURO"),
        ("seed", -1), ("seed", 2**31), ("seed", "many"), ("effort", "heroic"), ("session_gap", "30"), ("session_gap", "half an hour"),
        ("session_gap", "0min"), ("session_gap", 30), ("max_bad_share", 1.5), ("max_bad_share", -0.1), ("max_bad_share", float("nan")),
        ("threads", 0), ("memory", "lots"), ("memory", "4"), ("train_share", 0), ("train_share", 1), ("test_from", "01.02.2026"),
        ("test_from", "2026-02-30"), ("test_from", "20260202"),
    ],
)  # fmt: skip
def test_a_value_that_does_not_fit_is_refused_with_its_place(name: str, value: object) -> None:
    with pytest.raises(UsageError, match=f"The setting {name} does not fit \\(given by flag\\)") as caught:
        load(environment={}, flags={name: value})
    assert caught.value.where is not None
    assert caught.value.where.column == name
    assert caught.value.where.example == str(value)
    assert caught.value.remedy


def test_shares_must_leave_something_to_test() -> None:
    with pytest.raises(UsageError, match="nothing to test"):
        load(environment={}, flags={"train_share": 0.8, "tune_share": 0.1, "calibrate_share": 0.1})


@pytest.mark.parametrize(("content", "words"), [("seed = = 1", "not TOML"), (b"\xff\xfe\x00", "not TOML"), (None, "cannot be read")])
def test_a_file_that_cannot_be_read_says_so(tmp_path: Path, content: str | bytes | None, words: str) -> None:
    path = tmp_path / "mine.toml"
    if content is not None:
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
    with pytest.raises(UsageError, match=words) as caught:
        load(path, environment={}, flags={})
    assert caught.value.where is not None
    assert caught.value.where.file == str(path)


def test_settings_are_frozen() -> None:
    with pytest.raises(ValueError, match="frozen"):
        Settings().seed = 3


def test_rates_come_as_a_table_or_as_pairs(tmp_path: Path) -> None:
    (tmp_path / "footfall.toml").write_text('currency = "EUR"\n[rates]\nEUR = 1.0\nPLN = 0.23\n')
    assert load(environment={}, flags={}).settings.rates == {"EUR": 1.0, "PLN": 0.23}
    assert load(environment={"FOOTFALL_RATES": "PLN=0.24, USD = 0.9"}, flags={}).settings.rates == {"PLN": 0.24, "USD": 0.9}


@pytest.mark.parametrize(
    ("rates", "said"),
    [("PLN", "write them like"), ("PLN=x", "valid number"), ("zloty=0.2", "no ISO 4217"), ("PLN=0", "no rate"), ("PLN=-1", "no rate"),
     ("PLN=nan", "no rate"), ("PLN=inf", "no rate"), ("EUR=2", "one EUR is 1 EUR")],
)  # fmt: skip
def test_rates_that_do_not_fit_are_explained(rates: str, said: str) -> None:
    with pytest.raises(UsageError, match=said) as caught:
        load(environment={}, flags={"rates": rates, "currency": "EUR"})
    assert "rates" in str(caught.value)
