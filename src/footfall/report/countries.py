"""Which country does a text name?

`code_of` reads a country's name, or its ISO 3166-1 code of two or three letters, in any case; `placed` parts what could be read from what
could not. It never guesses: an Internet domain (``.com``), a continent, a name that two countries share, or a slip of the pen has no place.

Sources: ISO 3166-1 by the package iso3166; the names that people use besides are listed here.
"""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from iso3166 import countries

__all__ = ["Placed", "code_of", "placed"]

ALSO = {
    "BN": ("Brunei",), "BO": ("Bolivia",), "BQ": ("Bonaire", "Caribbean Netherlands"), "CC": ("Cocos Islands",),
    "CD": ("DR Congo", "Democratic Republic of the Congo", "Congo Kinshasa"), "CG": ("Congo Brazzaville", "Republic of the Congo"),
    "CI": ("Ivory Coast",), "CV": ("Cape Verde",), "CZ": ("Czech Republic",), "FK": ("Falkland Islands",), "FM": ("Micronesia",),
    "FO": ("Faeroe Islands", "Faroes"),
    "GB": ("UK", "United Kingdom", "Great Britain", "Britain", "England", "Scotland", "Wales", "Northern Ireland"),
    "GR": ("EL", "Hellas"), "HK": ("Hong Kong SAR",), "IE": ("Republic of Ireland",), "IR": ("Iran",), "KP": ("North Korea",),
    "KR": ("South Korea", "Republic of Korea"), "LA": ("Laos",), "MD": ("Moldova",), "MK": ("Macedonia",), "MM": ("Burma",),
    "MO": ("Macau",), "NL": ("Holland", "The Netherlands"), "NR": ("NR", "NRU", "Nauru"),
    "PS": ("Palestine", "Palestinian Territory", "Palestinian Territories"), "RU": ("Russia",), "SH": ("Saint Helena", "St Helena"),
    "SX": ("Sint Maarten",), "SY": ("Syria",), "SZ": ("Swaziland",), "TL": ("East Timor",), "TR": ("Turkey",), "TW": ("Taiwan",),
    "TZ": ("Tanzania",), "US": ("USA", "United States", "America", "United States of America"),
    "VA": ("Vatican", "Vatican City", "Holy See"), "VE": ("Venezuela",), "VG": ("British Virgin Islands",),
    "VI": ("US Virgin Islands",), "VN": ("Vietnam",), "XK": ("XKX", "Kosovo"),
}  # fmt: skip
"""Names that are in use and that ISO 3166-1 does not list, by code. XK is not of ISO: it is what the European Commission uses. NR is
of ISO, but the package's release 3.0.0 has left it out."""


@dataclass(frozen=True, slots=True)
class Placed:
    """Texts and where they belong.

    Parameters
    ----------
    codes
        ISO 3166-1 alpha-2 by text, for those that name a country.
    unknown
        The other texts, in their order.
    """

    codes: dict[str, str]
    unknown: tuple[str, ...]


def placed(texts: Iterable[str]) -> Placed:
    """Return which texts name a country, and which do not.

    >>> placed(["Poland", "pl", ".com"])
    Placed(codes={'Poland': 'PL', 'pl': 'PL'}, unknown=('.com',))
    """
    found = {text: code_of(text) for text in texts}
    return Placed({text: code for text, code in found.items() if code}, tuple(text for text, code in found.items() if not code))


def code_of(text: str) -> str | None:
    """Return the ISO 3166-1 alpha-2 code of a country; None where the text does not say which one it is.

    A leading dot makes it a domain: ``.com`` is no place, though COM is the code of the Comoros.

    >>> code_of("Czech Republic"), code_of("sgp"), code_of("Cote d’Ivoire"), code_of(".com"), code_of("Korea")
    ('CZ', 'SG', 'CI', None, None)
    """
    return None if text.strip().startswith(".") else known().get(plain_name(text))


@cache
def known() -> dict[str, str]:
    """Return the code of every text that is understood, in plain letters."""
    found = {plain_name(name): code for code, names in ALSO.items() for name in names}
    for each in countries:
        found |= dict.fromkeys(map(plain_name, (each.alpha2, each.alpha3, each.name, each.apolitical_name)), each.alpha2)
    return found | {"xk": "XK"}


def plain_name(text: str) -> str:
    """Return a name without accents, case and punctuation, so that spellings meet.

    >>> plain_name(" Åland Islands "), plain_name("Trinidad & Tobago"), plain_name("U.S.A."), plain_name("St. Lucia")
    ('aland islands', 'trinidad and tobago', 'usa', 'saint lucia')
    """
    letters = "".join(each for each in unicodedata.normalize("NFKD", text) if not unicodedata.combining(each)).casefold()
    words = re.sub(r"[^\w]+", " ", re.sub(r"[.'’`]", "", letters.replace("&", " and "))).split()
    return " ".join("saint" if word == "st" else word for word in words)
