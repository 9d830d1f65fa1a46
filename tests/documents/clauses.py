"""Two versions of a letter with content controls around words, paragraphs, a row and a cell."""

from tests.documents.letters import with_body


def versions_with_clauses() -> tuple[bytes, bytes]:
    """In the second one every clause has other words, one has a paragraph more, one went, one came."""
    return with_body(OLD), with_body(NEW)


def clause(name: str, inside: str) -> str:
    return (
        f'<w:sdt><w:sdtPr><w:tag w:val="clause_{name}"/><w:id w:val="{sum(map(ord, name))}"/>'
        f'<w:lock w:val="contentLocked"/></w:sdtPr><w:sdtContent>{inside}</w:sdtContent></w:sdt>'
    )


def run(text: str) -> str:
    return f'<w:r><w:t xml:space="preserve">{text}</w:t></w:r>'


def paragraph(*texts: str) -> str:
    return "".join(f"<w:p>{run(text)}</w:p>" for text in texts)


def cell(*texts: str) -> str:
    return f'<w:tc><w:tcPr><w:tcW w:w="3000" w:type="dxa"/></w:tcPr>{paragraph(*texts)}</w:tc>'


def row(*cells: str) -> str:
    return f"<w:tr>{''.join(cells)}</w:tr>"


def table(*rows: str) -> str:
    grid = '<w:gridCol w:w="3000"/>' * 2
    return (
        '<w:tbl><w:tblPr><w:tblW w:w="6000" w:type="dxa"/></w:tblPr>'
        f"<w:tblGrid>{grid}</w:tblGrid>{''.join(rows)}</w:tbl>"
    )


OLD = (
    paragraph("The start of it.")
    + clause("text", paragraph("One clause has ten words in it.", "Another paragraph of it."))
    + f"<w:p>{run('Notice: ')}{clause('words', run('ten days to answer'))}{run('.')}</w:p>"
    + table(
        row(cell("A head"), cell("Another head")),
        clause("row", row(cell("First text of a row"), cell("Second text of a row"))),
        row(
            clause("cell", cell("In a cell with a lock")),
            cell("A plain cell", "Its second line"),
        ),
    )
    + clause("gone", paragraph("This clause goes away soon."))
    + paragraph("The tail of it.")
)
NEW = (
    paragraph("The start of it.")
    + clause(
        "text",
        paragraph(
            "One clause has eleven words in it.",
            "Put between them.",
            "Another paragraph of it.",
        ),
    )
    + f"<w:p>{run('Notice: ')}{clause('words', run('five days to answer'))}{run('.')}</w:p>"
    + table(
        row(cell("A head"), cell("Another head")),
        clause("row", row(cell("First text of a row, changed"), cell("Second text of a row"))),
        row(
            clause("cell", cell("In a big cell with a lock")),
            cell("A plain cell", "Its second line", "And a third"),
        ),
    )
    + paragraph("The tail of it.")
    + clause("new", paragraph("A clause nobody had before."))
)
