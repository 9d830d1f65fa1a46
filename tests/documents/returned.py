"""Builds what people send back: letters with fields, comments and tracked changes, as raw XML."""

from collections.abc import Mapping
from itertools import count

from tests.documents.letters import W_NS, changed, linked, with_parts

NUMBERS = count(100)
W14 = 'xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml"'
W15 = 'xmlns:w15="http://schemas.microsoft.com/office/word/2012/wordml"'
PROMPT = '<w:rStyle w:val="PlaceholderText"/>'
CHOICE = (
    '<w:dropDownList><w:listItem w:displayText="Choose an item." w:value=""/>'
    '<w:listItem w:displayText="Approve" w:value="yes"/>'
    '<w:listItem w:displayText="Changes wanted" w:value="no"/></w:dropDownList>'
)
TICK = f'<w14:checkbox {W14}><w14:checked w14:val="{{}}"/></w14:checkbox>'
COMMENTS_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml"


def run(text: str, look: str = "") -> str:
    properties = f"<w:rPr>{look}</w:rPr>" if look else ""
    return f'<w:r>{properties}<w:t xml:space="preserve">{text}</w:t></w:r>'


def par(*content: str) -> str:
    return f"<w:p>{''.join(content)}</w:p>"


def cell(content: str) -> str:
    return f'<w:tc><w:tcPr><w:tcW w:w="3000" w:type="dxa"/></w:tcPr>{content}</w:tc>'


def table(*rows: str) -> str:
    grid = '<w:tblGrid><w:gridCol w:w="3000"/><w:gridCol w:w="3000"/></w:tblGrid>'
    return f"<w:tbl><w:tblPr/>{grid}{''.join(rows)}</w:tbl>"


def row(*cells: str) -> str:
    return f"<w:tr>{''.join(cells)}</w:tr>"


def control(
    tag: str, content: str, kind: str = "<w:text/>", *, prompt: bool = False, lock: str = ""
) -> str:
    named = f'<w:tag w:val="{tag}"/>' if tag else ""
    flag = "<w:showingPlcHdr/>" if prompt else ""
    locked = f'<w:lock w:val="{lock}"/>' if lock else ""
    properties = f'{named}<w:id w:val="{next(NUMBERS)}"/>{locked}{flag}{kind}'
    return (
        f"<w:sdt><w:sdtPr>{properties}</w:sdtPr><w:sdtContent>{content}</w:sdtContent></w:sdt>"
    )


def marked(tag: str, content: str) -> str:
    """The content inside the bookmark of this field."""
    number, name = next(NUMBERS), f"pw_{tag}"[:40]
    start = f'<w:bookmarkStart w:id="{number}" w:name="{name}"/>'
    return f'{start}{content}<w:bookmarkEnd w:id="{number}"/>'


def tracked(kind: str, content: str, author: str = "Hal Partner") -> str:
    when = "2026-03-05T09:00:00Z"
    return f'<w:{kind} w:id="{next(NUMBERS)}" w:author="{author}" w:date="{when}">{content}</w:{kind}>'


def mark(kind: str, author: str = "Hal Partner") -> str:
    return tracked(kind, "", author)


def gone(text: str) -> str:
    return f'<w:r><w:delText xml:space="preserve">{text}</w:delText></w:r>'


def code(name: str, shown: str) -> str:
    return (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        f"<w:r><w:instrText> {name} </w:instrText></w:r>"
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
        f'{run(shown)}<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )


def about(number: int, content: str) -> str:
    """The content with a comment on it."""
    return (
        f'<w:commentRangeStart w:id="{number}"/>{content}<w:commentRangeEnd w:id="{number}"/>'
        f'<w:r><w:commentReference w:id="{number}"/></w:r>'
    )


def comment(number: int, author: str, *texts: str) -> str:
    """The id of its last paragraph is the number, in eight figures."""
    ids = [f"0000A{n}00" for n in range(len(texts) - 1)] + [f"{number:08}"]
    body = "".join(
        f'<w:p w14:paraId="{i}">{run(text)}</w:p>' for i, text in zip(ids, texts, strict=True)
    )
    return f'<w:comment w:id="{number}" w:author="{author}">{body}</w:comment>'


def with_comments(content: bytes, comments: str, extended: str = "") -> bytes:
    content = linked(content, "comments", "comments.xml")
    content = with_parts(
        content,
        {"word/comments.xml": f'<w:comments xmlns:w="{W_NS}" {W14}>{comments}</w:comments>'},
    )
    if extended:
        rels = "word/_rels/document.xml.rels"
        link = (
            '<Relationship Id="rIdE" Target="commentsExtended.xml" '
            'Type="http://schemas.microsoft.com/office/2011/relationships/commentsExtended"/>'
        )
        content = changed(
            content, rels, lambda t: t.replace("</Relationships>", f"{link}</Relationships>")
        )
        content = with_parts(
            content,
            {"word/commentsExtended.xml": f"<w15:commentsEx {W15}>{extended}</w15:commentsEx>"},
        )
    return with_types(
        content,
        {
            "word/comments.xml": "comments",
            "word/commentsExtended.xml": "commentsExtended",
        },
    )


def with_types(content: bytes, kinds: Mapping[str, str]) -> bytes:
    base = "application/vnd.openxmlformats-officedocument.wordprocessingml"
    entries = "".join(
        f'<Override PartName="/{name}" ContentType="{base}.{kind}+xml"/>'
        for name, kind in kinds.items()
    )
    return changed(
        content, "[Content_Types].xml", lambda t: t.replace("</Types>", f"{entries}</Types>")
    )


def with_styles(content: bytes, styles: str) -> bytes:
    return changed(
        content, "word/styles.xml", lambda t: t.replace("</w:styles>", f"{styles}</w:styles>")
    )
