"""What a number format of Excel makes of a number: a day, a percentage, an amount in a currency, or
something else than the number itself.
"""

import re
from dataclasses import dataclass
from functools import lru_cache

_DAY, _AMOUNT = "yyyy-mm-dd", '"$"#,##0.00'
# What a number stands for that a workbook does not spell out. 27 to 36 and 50 to 58 are days in East Asia.
BUILT_IN = (
    {0: "General", 1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00", 9: "0%", 10: "0.00%",
     11: "0.00E+00", 12: "# ?/?", 13: "# ??/??", 18: "h:mm AM/PM", 19: "h:mm:ss AM/PM",
     20: "h:mm", 21: "h:mm:ss", 37: "#,##0", 38: "#,##0", 39: "#,##0.00", 40: "#,##0.00",
     41: "#,##0", 43: "#,##0.00", 45: "mm:ss", 46: "[h]:mm:ss", 47: "mm:ss.0",
     48: "##0.0E+0", 49: "@"}
    | {17: "mmm-yy"}
    | dict.fromkeys((14, 15, 16, 22, *range(27, 37), *range(50, 59)), _DAY)
    | dict.fromkeys((5, 6, 7, 8, 42, 44), _AMOUNT)
)  # fmt: skip
_TOKEN = re.compile(
    r'"(?P<quoted>[^"]*)"?|\\(?P<escaped>.)|_.|\*.|\[(?P<bracket>[^\]]*)\]'
    r"|(?P<general>(?i:General))|(?P<place>[0#?])|(?P<exponent>[Ee][+-])|(?P<sign>[,.%/@])|(?P<plain>.)",
    re.DOTALL,
)
_CURRENCY = re.compile(r"[A-Z]{0,3}[$€£¥₹₽₩₺₪₫฿₴]|(?<!\w)(?:[A-Z]{3}|kr|zł|Kč|Ft)(?!\w)")
_CLOCK = re.compile(r"\[(h+|m+|s+)\]", re.IGNORECASE)
_DATED = re.compile(r"[dmyhsegb]|aaa", re.IGNORECASE)
_HARMLESS = re.compile(r"[\s()+\-\u2013\u2212\u00a0\u202f]*")
_SCALES = re.compile(r"[0#?],+(?![0#?,])")


@dataclass(frozen=True, slots=True)
class Shape:
    """One section of a format. `between`: text among its digits; `around`: text before and after."""

    skeleton: str  # its digits, separators and percent signs
    before: str
    between: str
    after: str
    currency: str

    @property
    def percent(self) -> bool:
        return self.skeleton.count("%") == 1 and not _SCALES.search(self.skeleton)

    @property
    def as_it_is(self) -> bool:
        """It shows the number, or as a percentage a hundred times the number."""
        around = self.before + " " + self.after
        if self.currency and self.currency in around:
            around = around.replace(self.currency, "", 1)
        return bool(
            re.search("[0#?G@]", self.skeleton)
            and self.skeleton.count("%") <= 1
            and not _SCALES.search(self.skeleton)
            and not self.between.strip(" \u00a0\u202f")
            and _HARMLESS.fullmatch(around)
        )


@dataclass(frozen=True, slots=True)
class NumberFormat:
    code: str
    sections: tuple[Shape, ...]
    conditional: bool
    dated: bool
    elapsed: bool  # hours beyond a day
    monthly: bool  # of a day it shows the month and the year alone

    def of(self, value: float) -> Shape:
        """The section for a number; with conditions of its own the one that shows least as it is."""
        if self.conditional:
            return next((s for s in self.sections if not s.as_it_is), self.sections[0])
        return self.sections[_place_of(value, len(self.sections))]

    def shown(self, value: float) -> str:
        """Exactly what is shown, where that is text around a whole number; else nothing."""
        shape = self.of(value)
        whole = 0 <= value < 1e15 and value == int(value) and not self.conditional
        if not whole or shape.between or not re.fullmatch("G|#+0*|0+", shape.skeleton):
            return ""
        digits = str(int(value)).zfill(shape.skeleton.count("0"))
        return f"{shape.before}{digits}{shape.after}".strip()

    def as_it_is(self, value: float) -> bool:
        """It shows this number; of nothing a dash, as accountants do, but never a blank."""
        shape = self.of(value)
        if value != 0:
            return shape.as_it_is
        text = f"{shape.before}{shape.between}{shape.after}".replace(shape.currency, "", 1)
        dash = re.fullmatch(r"\s*[-\u2013\u2212]+\s*", text)
        return dash is not None or (
            shape.as_it_is and re.search("[0?G@]", shape.skeleton) is not None
        )


def _place_of(value: float, count: int) -> int:
    if value > 0 or count == 1 or (value == 0 and count == 2):
        return 0
    return 1 if value < 0 else 2


@lru_cache(maxsize=512)
def number_format(code: str) -> NumberFormat:
    sections, plain, conditional = _sections(code)
    # A section with @ is for texts, unless it is the only one.
    numeric = tuple(
        _shape(tokens)
        for at, tokens in enumerate(sections[:3])
        if at == 0 or not any(token["sign"] == "@" for token in tokens)
    )
    first = plain[0]
    dated = bool(_DATED.search(first)) and not re.search("[0#?]", re.sub(r"s\.0+", "", first))
    signs = {sign for sign in first.casefold() if sign in "ymdhs"}
    monthly = dated and signs == {"y", "m"}
    return NumberFormat(code, numeric, conditional, dated, bool(_CLOCK.search(code)), monthly)


def _sections(code: str) -> tuple[list[list[re.Match[str]]], list[str], bool]:
    """The tokens of each section, its signs without any text in it, and whether it has conditions."""
    sections: list[list[re.Match[str]]] = [[]]
    plain, conditional = [""], False
    for token in _TOKEN.finditer(code):
        if token["plain"] == ";":
            sections.append([])
            plain.append("")
            continue
        sections[-1].append(token)
        plain[-1] += "".join(token[k] or "" for k in ("place", "sign", "plain"))
        conditional = conditional or bool(re.match("[<>=]", token["bracket"] or ""))
    return sections, plain, conditional


def _side(at: int, places: list[int]) -> int:
    """Whether a token stands before (0), among (1) or after (2) the digits."""
    if not places or at < places[0]:
        return 0
    return 1 if at < places[-1] else 2


def _shape(tokens: list[re.Match[str]]) -> Shape:
    skeleton, currency, texts = "", "", ["", "", ""]
    places = [i for i, t in enumerate(tokens) if t["place"] or t["general"] or t["sign"] == "@"]
    for at, token in enumerate(tokens):
        bracket = token["bracket"] or ""
        skeleton += token["place"] or token["sign"] or ("G" if token["general"] else "")
        text = token["quoted"] or token["escaped"] or token["plain"] or ""
        if bracket.startswith("$"):
            text = currency = bracket[1:].rpartition("-")[0] or bracket[1:].partition("-")[0]
        texts[_side(at, places)] += text
    found = _CURRENCY.search(texts[0]) or _CURRENCY.search(texts[2])
    currency = currency.strip() or (found[0] if found else "")
    before, between, after = texts
    return Shape(skeleton, before, between, after, currency)
