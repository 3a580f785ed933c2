"""The design tokens: contrast in both themes, and no colour outside them."""

import re
from importlib import resources

import pytest

STATIC = resources.files("sayso.web").joinpath("static")
TEXT_PAIRS = [
    *((ink, ground) for ink in ("ink", "ink-soft", "accent") for ground in ("paper", "surface", "sunken")),
    ("paper", "accent"), ("quote", "paper"), ("quote", "quote-tint"), ("ink", "quote-tint"), ("ink", "quote-lit"),
    ("ink-soft", "quote-tint"), ("accent", "quote-tint"), ("ink", "accent-soft"), ("ink", "hit"), ("accent", "hit"),
    ("warn", "paper"), ("ink", "warn-tint"),
]  # fmt: skip
EDGE_PAIRS = [("line-strong", "paper"), ("line-strong", "surface"), ("quote", "quote-tint"), ("focus", "paper")]


def themes() -> dict[str, dict[str, str]]:
    sheet = STATIC.joinpath("tokens.css").read_text(encoding="utf-8")
    light, dark = sheet.split("@media (prefers-color-scheme: dark)")
    read = {
        name: dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6});", part))
        for name, part in (("light", light), ("dark", dark))
    }
    assert set(read["light"]) == set(read["dark"]), "every colour has a dark one"
    return read


def luminance(colour: str) -> float:
    """Return the relative luminance (WCAG 2.2) of `#rrggbb`."""
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_contrast(theme: str) -> None:
    colours = themes()[theme]
    weak = [pair for pair in TEXT_PAIRS if contrast(colours[pair[0]], colours[pair[1]]) < 4.5]
    weak += [pair for pair in EDGE_PAIRS if contrast(colours[pair[0]], colours[pair[1]]) < 3]
    assert weak == []


def test_known_contrast() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)


def test_sheets_use_only_tokens_that_exist() -> None:
    tokens = set(re.findall(r"(--[\w-]+):", STATIC.joinpath("tokens.css").read_text(encoding="utf-8")))
    for name in ("sayso.css", "report.css"):
        sheet = STATIC.joinpath(name).read_text(encoding="utf-8")
        assert set(re.findall(r"var\((--[\w-]+)", sheet)) <= tokens
        screen = sheet.split("@media print")[0]
        assert re.findall(r"#[0-9a-fA-F]{3,8}\b", screen) == []
        assert "http" not in sheet
