"""Draws the sheet that lies beside an issued letter and says who approved it: a small Word file."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from html import escape

from engine.documents.word.clean import one_line
from engine.documents.word.metadata import (
    APP,
    APP_XML,
    CORE,
    CUSTOM,
    CUSTOM_NS,
    FORMAT_ID,
    LINKS,
    TYPES,
    VT,
    XML_HEAD,
)
from engine.documents.word.package import CONTENT_TYPES, CT, OFFICE, REL
from engine.documents.word.wordml import W_NS
from engine.documents.word.zipped import packed, zipped

MAIN = "word/document.xml"
STYLES = "word/styles.xml"
WORD_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml"
INK, ACCENT, QUIET, LINE, SHADE = "1F3044", "2B5876", "5F6B7A", "C9D1DA", "EEF2F6"
BOLD = "<w:b/>"
TEXT_WIDTH = 9638  # twentieths of a point: A4 without its margins
HEADS = ("Role", "Name", "Approved on", "How it was said")
WIDTHS = (2100, 3038, 1900, 2600)
FACT_WIDTHS = (2100, 7538)


@dataclass(frozen=True, slots=True)
class ApprovalsSheet:
    """What the sheet says, every text ready to be printed.

    `rows` are role, name, day and how, in the order in which it was approved; `sha256` is the letter's.
    """

    subtitle: str
    facts: Sequence[tuple[str, str]]
    rows: Sequence[tuple[str, str, str, str]]
    issued: str
    sha256: str
    properties: Mapping[str, str] = field(default_factory=dict)  # the custom ones


def sheet_bytes(sheet: ApprovalsSheet) -> bytes:
    """The Word file. Equal sheets give equal bytes."""
    parts = {
        CONTENT_TYPES: _content_types(),
        "_rels/.rels": _links({"officeDocument": MAIN} | _kinds()),
        MAIN: _document(sheet),
        "word/_rels/document.xml.rels": _links({f"{OFFICE}styles": "styles.xml"}),
        STYLES: _styles(),
        CORE: _core(sheet),
        APP: APP_XML,
        CUSTOM: _custom(sheet.properties),
    }
    return zipped((name, packed(text.encode())) for name, text in parts.items())


def _kinds() -> dict[str, str]:
    return {kind: name for name, kind in LINKS.items()}


def _content_types() -> str:
    kinds = {**TYPES, MAIN: f"{WORD_TYPE}.document.main+xml", STYLES: f"{WORD_TYPE}.styles+xml"}
    overrides = "".join(
        f'<Override PartName="/{name}" ContentType="{kind}"/>' for name, kind in kinds.items()
    )
    rels = "application/vnd.openxmlformats-package.relationships+xml"
    return (
        f'{XML_HEAD}<Types xmlns="{CT[1:-1]}"><Default Extension="rels" ContentType="{rels}"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{overrides}</Types>'
    )


def _links(targets: Mapping[str, str]) -> str:
    links = "".join(
        f'<Relationship Id="planward{n}" Type="{kind if "/" in kind else OFFICE + kind}" '
        f'Target="{target}"/>'
        for n, (kind, target) in enumerate(targets.items(), 1)
    )
    return f'{XML_HEAD}<Relationships xmlns="{REL[1:-1]}">{links}</Relationships>'


def _core(sheet: ApprovalsSheet) -> str:
    space = "http://schemas.openxmlformats.org/package/2006/metadata/core-properties"
    elements = "http://purl.org/dc/elements/1.1/"
    title = f"Approvals: {_text(sheet.subtitle)}"
    return (
        f'{XML_HEAD}<cp:coreProperties xmlns:cp="{space}" xmlns:dc="{elements}">'
        f"<dc:title>{title}</dc:title></cp:coreProperties>"
    )


def _custom(properties: Mapping[str, str]) -> str:
    made = "".join(
        f'<property fmtid="{FORMAT_ID}" pid="{n}" name="{name}"><vt:lpwstr>{_text(value)}'
        "</vt:lpwstr></property>"
        for n, (name, value) in enumerate(properties.items(), 2)
    )
    return (
        f'{XML_HEAD}<Properties xmlns="{CUSTOM_NS}" xmlns:vt="{VT[1:-1]}">{made}</Properties>'
    )


# -- the page -------------------------------------------------------------------------------------


def _document(sheet: ApprovalsSheet) -> str:
    body = "".join(
        (
            _paragraph("Title", "Approvals"),
            _paragraph("Subtitle", sheet.subtitle),
            _table(FACT_WIDTHS, (), sheet.facts),
            _paragraph("Heading1", "Who approved the letter"),
            _table(WIDTHS, HEADS, sheet.rows),
            _paragraph("Closing", sheet.issued),
            _paragraph("Note", _note(sheet)),
            '<w:sectPr><w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="1134" w:right="1134" '
            'w:bottom="1134" w:left="1134" w:header="567" w:footer="567" w:gutter="0"/></w:sectPr>',
        )
    )
    return f'{XML_HEAD}<w:document xmlns:w="{W_NS}"><w:body>{body}</w:body></w:document>'


def _note(sheet: ApprovalsSheet) -> str:
    return (
        "Made from the record when the letter was issued; it is no part of the letter. What was approved and "
        f"handed over is the file whose SHA-256 is {sheet.sha256}."
    )


def _paragraph(style: str, text: str) -> str:
    return (
        f'<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr><w:r>'
        f'<w:t xml:space="preserve">{_text(text)}</w:t></w:r></w:p>'
    )


def _table(widths: Sequence[int], heads: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    lines = "".join(
        f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="{LINE}"/>'
        for side in ("top", "bottom", "insideH")
    )
    made = "".join(_rows(widths, heads, rows))
    return (
        f'<w:tbl><w:tblPr><w:tblW w:w="{TEXT_WIDTH}" w:type="dxa"/><w:tblBorders>{lines}'
        '</w:tblBorders><w:tblLayout w:type="fixed"/><w:tblCellMar><w:top w:w="60" w:type="dxa"/>'
        '<w:left w:w="100" w:type="dxa"/><w:bottom w:w="60" w:type="dxa"/>'
        '<w:right w:w="100" w:type="dxa"/></w:tblCellMar></w:tblPr>'
        f"<w:tblGrid>{grid}</w:tblGrid>{made}</w:tbl>"
    )


def _rows(
    widths: Sequence[int], heads: Sequence[str], rows: Iterable[Sequence[str]]
) -> Iterator[str]:
    if heads:
        yield _row(widths, heads, ["TableHead"] * len(heads), head=True)
    for row in rows:
        first = "TableText" if heads else "TableHead"
        yield _row(widths, row, [first, *["TableText"] * (len(row) - 1)])


def _row(
    widths: Sequence[int], texts: Sequence[str], styles: Sequence[str], *, head: bool = False
) -> str:
    shade = f'<w:shd w:val="clear" w:color="auto" w:fill="{SHADE}"/>' if head else ""
    cells = "".join(
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{shade}</w:tcPr>'
        f"{_paragraph(style, text)}</w:tc>"
        for width, text, style in zip(widths, texts, styles, strict=True)
    )
    repeat = "<w:tblHeader/>" if head else ""
    return f"<w:tr><w:trPr><w:cantSplit/>{repeat}</w:trPr>{cells}</w:tr>"


def _styles() -> str:
    made = "".join(
        (
            _style("Normal", "Normal", 21, "", (0, 120)),
            _style("Title", "Title", 40, BOLD + _color(INK), (120, 60)),
            _style("Subtitle", "Subtitle", 22, _color(QUIET), (0, 240)),
            _style("Heading1", "heading 1", 25, BOLD + _color(ACCENT), (320, 100)),
            _style("TableText", "Table Text", 19, "", (0, 0)),
            _style("TableHead", "Table Head", 19, BOLD + _color(INK), (0, 0)),
            _style("Closing", "Closing", 21, "", (240, 240)),
            _style("Note", "Note", 17, _color(QUIET), (80, 0)),
        )
    )
    font = '<w:rFonts w:ascii="Calibri" w:hAnsi="Calibri" w:cs="Calibri"/>'
    default = (
        f"<w:docDefaults><w:rPrDefault><w:rPr>{font}</w:rPr></w:rPrDefault></w:docDefaults>"
    )
    return f'{XML_HEAD}<w:styles xmlns:w="{W_NS}">{default}{made}</w:styles>'


def _color(color: str) -> str:
    return f'<w:color w:val="{color}"/>'


def _style(id_: str, name: str, size: int, look: str, space: tuple[int, int]) -> str:
    """`size` in half points; `space` before and after in twentieths of a point."""
    own = id_ == "Normal"
    based = "" if own else '<w:basedOn w:val="Normal"/>'
    first = ' w:default="1"' if own else ""
    return (
        f'<w:style w:type="paragraph"{first} w:styleId="{id_}"><w:name w:val="{name}"/>{based}'
        f'<w:pPr><w:spacing w:before="{space[0]}" w:after="{space[1]}"/></w:pPr>'
        f'<w:rPr>{look}<w:sz w:val="{size}"/></w:rPr></w:style>'
    )


def _text(value: str) -> str:
    return escape(one_line(value))
