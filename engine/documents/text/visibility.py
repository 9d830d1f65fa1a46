"""Which text of a Word file is not shown: hidden by a mark, white on white, or too small to see."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from engine.documents.word.wordml import (
    MAX_DEPTH_OF_STYLES,
    OFF,
    TBL,
    TC,
    VAL,
    Element,
    P,
    W,
    is_on,
    nearest_ancestor,
)

TINY = 2  # half points
WHITE, DARK = (
    0xF0,
    0xC0,
)  # of 255: each colour of white is above, the mean of a dark shade below
DARK_MARKERS = frozenset({"black", "blue", "red", "magenta", "green"})


@dataclass(frozen=True, slots=True)
class Visibility:
    """What properties say of their text; None where they say nothing."""

    vanish: bool | None = None
    white: bool | None = None
    tiny: bool | None = None
    dark: bool | None = None  # its ground

    def over(self, other: "Visibility") -> "Visibility":
        """These properties, and where they are silent the other's."""
        return Visibility(
            other.vanish if self.vanish is None else self.vanish,
            other.white if self.white is None else self.white,
            other.tiny if self.tiny is None else self.tiny,
            other.dark if self.dark is None else self.dark,
        )


PLAIN = Visibility()


@dataclass(frozen=True, slots=True)
class Looks:
    """How the styles look by their id, and text without any style."""

    styles: Mapping[str, Visibility]
    default: Visibility = PLAIN

    def hides(self, run: Element) -> bool:
        """True when the text of this run is not to be seen."""
        paragraph = nearest_ancestor(run, P)
        direct = run.find(f"{W}rPr")
        look = _look(direct) if direct is not None else PLAIN
        look = look.over(self._style(run, "rPr/{0}rStyle")).over(self._ground(paragraph))
        if paragraph is not None:
            look = look.over(self._style(paragraph, "pPr/{0}pStyle"))
        look = look.over(self._table(run)).over(self.default)
        return bool(look.vanish or look.tiny or (look.white and not look.dark))

    def _style(self, element: Element, path: str) -> Visibility:
        named = element.find(f"{W}{path.format(W)}")
        return self.styles.get(str(named.get(VAL)), PLAIN) if named is not None else PLAIN

    def _ground(self, paragraph: Element | None) -> Visibility:
        """The shade of the paragraph or of the cell around it; of a row that is not shown."""
        if paragraph is None:
            return PLAIN
        properties = paragraph.find(f"{W}pPr")
        look = Visibility(dark=_dark(properties)) if properties is not None else PLAIN
        cell = nearest_ancestor(paragraph, TC)
        if cell is not None:
            own, row = cell.find(f"{W}tcPr"), nearest_ancestor(cell, f"{W}tr")
            hidden = row.find(f"{W}trPr/{W}hidden") if row is not None else None
            look = look.over(Visibility(vanish=is_on(hidden) or None))
            look = look.over(Visibility(dark=_dark(own)) if own is not None else PLAIN)
        return look

    def _table(self, run: Element) -> Visibility:
        table = nearest_ancestor(run, TBL)
        return self._style(table, "tblPr/{0}tblStyle") if table is not None else PLAIN


def suspect(root: Element) -> bool:
    """False when no text under this element, or in these styles, can look hidden by what stands here.

    Asked first, because asking every piece of text takes longer than reading it.
    """
    if next(root.iter(f"{W}vanish", f"{W}hidden"), None) is not None:
        return True
    return any(
        _white(each) if each.tag == f"{W}color" else _tiny(each)
        for each in root.iter(f"{W}color", f"{W}sz")
    )


def looks_of(styles: Element | None) -> Looks:
    if styles is None:
        return Looks({})
    known = {str(s.get(f"{W}styleId")): s for s in styles.iter(f"{W}style")}
    found = {name: _resolved(style, known) for name, style in known.items()}
    default = PLAIN
    for name, style in known.items():
        if style.get(f"{W}type") == "paragraph" and style.get(f"{W}default") not in {
            None,
            *OFF,
        }:
            default = found[name]
    general = styles.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr")
    return Looks(found, default.over(_look(general) if general is not None else PLAIN))


def _resolved(style: Element, known: Mapping[str, Element]) -> Visibility:
    look, at = PLAIN, style
    for _ in range(MAX_DEPTH_OF_STYLES):
        own, table = at.find(f"{W}rPr"), at.get(f"{W}type") == "table"
        if own is not None:
            look = look.over(_look(own))
        shades = at.iter(f"{W}shd") if table else at.iterfind(f"{W}pPr/{W}shd")
        # A table's style shades some rows and not others; which, only Word can say.
        look = look.over(
            Visibility(dark=any(_is_dark(str(s.get(f"{W}fill"))) for s in shades) or None)
        )
        based = at.find(f"{W}basedOn")
        if based is None or str(based.get(VAL)) not in known:
            break
        at = known[str(based.get(VAL))]
    return look


def _look(properties: Element) -> Visibility:
    vanish, size = properties.find(f"{W}vanish"), properties.find(f"{W}sz")
    color = properties.find(f"{W}color")
    return Visibility(
        vanish=is_on(vanish) if vanish is not None else None,
        white=_white(color) if color is not None else None,
        tiny=_tiny(size) if size is not None else None,
        dark=_dark(properties),
    )


def _tiny(size: Element) -> bool:
    half_points = str(size.get(VAL))
    return re.fullmatch(r"[0-9]{1,4}", half_points) is not None and int(half_points) <= TINY


def _white(color: Element) -> bool:
    value = str(color.get(VAL))
    if value[:1] not in {"f", "F", "a"}:
        return False  # neither white nor `auto`: what nearly every colour is
    shade = _shade(value)
    if shade is None:
        return color.get(f"{W}themeColor") in {"background1", "light1"}
    return min(shade) >= WHITE


def _dark(properties: Element) -> bool | None:
    """None where there is no shade at all."""
    marker = properties.find(f"{W}highlight")
    if marker is not None and marker.get(VAL) != "none":
        name = str(marker.get(VAL))
        return name in DARK_MARKERS or name.startswith("dark")
    shade = properties.find(f"{W}shd")
    if shade is None or _shade(str(shade.get(f"{W}fill"))) is None:
        return None
    return _is_dark(str(shade.get(f"{W}fill")))


def _is_dark(fill: str) -> bool:
    shade = _shade(fill)
    return shade is not None and sum(shade) / 3 < DARK


def _shade(value: str) -> tuple[int, ...] | None:
    """Red, green and blue; None for `auto`."""
    if not re.fullmatch(r"[0-9a-fA-F]{6}", value):
        return None
    return tuple(bytes.fromhex(value))
