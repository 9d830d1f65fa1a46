"""For every code files that raise it, and what whoever made them knows. Their notes are carried out."""

from datetime import date

from engine.intake.sources.load import load_sources
from tests.docs import dropped
from tests.docs.test_errors_files import WON, sources
from tests.intake.books import book, merged, packed, rebuilt
from tests.intake.sample import KNOWN, SHIPPED, source
from tests.notes.typist import FileInHand, Rows

HEADER: list[object] = ["Employee", "Period", "Quota"]
GOOD: list[object] = ["E00012", "2026-04", "100000"]
RIGHT: Rows = [HEADER, GOOD]
BOOK = book(HEADER, GOOD)
PEOPLE: list[object] = ["Employee", "Name", "Manager"]
STRICT = "http://purl.oclc.org/ooxml/spreadsheetml/main"
USUAL = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
RATES = """\
planward: source/1
id: rates
kind: figures
match: {{file: "{name}"}}
format: {{type: {kind}, stop_at: [salesforce-footer]}}
fields:
  employee: {{column: Employee}}
  period: {{column: Period, date_format: "%Y-%m"}}
  share: {{column: Share, type: percent, optional: "true"}}
  amount: {{column: Amount, type: money, optional: "true", sum: "true"}}
expect: {{}}
"""
BY_YEAR = """\
planward: source/1
id: wide
kind: figures
layout: {wide: {columns: '^M(?P<month>[0-9]{2})$', value: quota, year_column: Year}}
fields:
  employee: {column: Employee}
  quota: {type: money}
"""


def rates(name: str = "*", kind: str = "any", **keys: str) -> tuple[object, ...]:
    text = RATES.format(name=name, kind=kind)
    return source(text.replace("expect: {}", "\n".join(f"{k}: {v}" for k, v in keys.items())))


def csv(*rows: list[object], **others: object) -> FileInHand:
    return FileInHand("April.csv", [*rows], **others)  # type: ignore[arg-type]


def raw(content: bytes, name: str = "April.csv", **knows: object) -> FileInHand:
    return FileInHand(name, raw=content, knows=knows)


def xlsx(*rows: list[object], **others: object) -> FileInHand:
    return FileInHand("April.xlsx", [*rows], **others)  # type: ignore[arg-type]


def quota(value: object, **knows: object) -> FileInHand:
    return csv(HEADER, ["E00012", "2026-04", value], ["E00017", "2026-04", "1"], knows=knows)


def period(text: object, **knows: object) -> FileInHand:
    return csv(HEADER, ["E00012", text, "100"], knows=knows)


def report(old: str, new: str) -> FileInHand:
    text = dropped.REPORT.replace("reported_by: E00017", "reported_by: E00003").replace(
        "check_in:\n      day: 2026-05-12",
        "training:\n      duty: negotiation\n      day: 2026-05-08",
    )
    assert old in text
    return FileInHand("E00012 May.yaml", raw=text.replace(old, new).encode())


def form(**values: object) -> FileInHand:
    return FileInHand("TO DO check-in 2026-05-12.xlsx", raw=dropped.form(**values))


DONE = {"done": "yes", "day": "2026-05-11", "answer.progress": "enough"}
OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"x" * 600
TWO = tuple(s for s in dropped.second_source())
TOLD_APART = load_sources(
    {"targets.yaml": """\
planward: source/1
id: targets
kind: figures
match: {headers_all: [Target]}
fields: {employee: {column: Employee}, period: {column: Period}, target: {column: Quota, type: money}}
"""}
)  # fmt: skip

FILES: dict[str, list[FileInHand]] = {
    "F301": [
        csv(["Who", "When", "Target"], GOOD, knows={"source": "quota-long"}),
        csv(["Worker", "Employee ID", "Hire Date"], ["Jo", "E00012", "2021-04-01"],
            knows={"another file": [PEOPLE, ["E00012", "Jo Example", "E00003"]]}),
        csv(["Employee", "Period", "Share"], ["E00012", "2026-04", "5%"], sources=rates("Q*.csv")),
        xlsx(["Employee", "Period", "Share"], ["E00012", "2026-04", "5%"], sources=rates(kind="csv")),
        csv(*RIGHT, sources=(), knows={"sources": SHIPPED}),
    ],
    "F302": [csv(*RIGHT, sources=TWO, knows={"sources": (*SHIPPED, *TOLD_APART)})],
    "F303": [
        raw(OFFICE, "April.xlsx", **{"another file": BOOK}),
        raw(BOOK[:-300], "April.xlsx", **{"another file": BOOK}),
        raw(rebuilt(BOOK, all=lambda t: t.replace(USUAL, STRICT)), "April.xlsx", **{"another file": BOOK}),
        raw(b"<html><table><tr><td>Employee</td></tr></table></html>", "April.xls", **{"another file": BOOK}),
        raw(b"%PDF-1.7 and so on", "April.pdf", **{"another file": BOOK}),
        raw(packed({"mimetype": b"x", "content.xml": b"<x/>"}), "April.ods", **{"another file": BOOK}),
        raw(rebuilt(BOOK, sheet=lambda t: t.replace('r="C2"', 'r="C3"')), "April.xlsx",
            **{"another file": BOOK}),
    ],
    "F304": [raw("Employee,Period,Quota,Büro\nE00012,2026-04,1,x\n".encode("cp1252"))],
    "F305": [
        raw(b'Employee,Period,Quota\nE00012,2026-04,"100000\nE00017,2026-04,5\n'),
        raw("Employee,Period,Quota\nE00012\u200b,2026-04,1\n".encode()),
        xlsx(HEADER, ["E00012", "2026-04", "1\u202e"], knows={"value": 1}),
    ],
    "F306": [
        csv([*HEADER, "Note"], [*GOOD, "x" * 5000]),
        csv([*HEADER, *map(str, range(300))], [*GOOD, *["x"] * 300]),
        csv(HEADER, *[["E00012", "2026-04", "1"]] * 50_001, knows={"another file": RIGHT}),
    ],
    "F307": [
        csv(["Employee", "Period", "Quotta"], GOOD),
        csv(["Employee", "Quota"], ["E00012", "1"], knows={"column": ["2026-04"]}),
        csv([*HEADER, "Note", "Note"], [*GOOD, "a", "b"]),
        csv(["Employee", "Employee ID", "Period", "Quota"], ["E00012", "7", "2026-04", "1"]),
        xlsx(["Employee", "Jan-26", "Feb.26"], ["E00012", "1", "2"]),
        xlsx(["Employee", "Jan-26", "February"], ["E00012", "1", "2"]),
        xlsx(*RIGHT, sheets={"Copy": RIGHT}),
        xlsx(*RIGHT, sheets={"May": [["Employee", "Period", "Quotta"], ["E00012", "2026-05", 5]]}),
        csv([*HEADER, "Closed wom"], [*GOOD, "5"]),
        csv(["Employee", "Period", "Quota (k)"], GOOD), csv([*HEADER, "Closed won (EUR)"], [*GOOD, "5"]),
        csv([*PEOPLE, "Leave"], ["E00012", "Jo", "E00003", "parental"], knows={"column": ["2026-05-04"]}),
    ],
    "F308": [
        raw(b"Employee,Period,Quota\nE00012,2026-04,100,000\n"),
        raw(b"Employee,Period,Quota\nE00012,2026-04,1\nE00017,2026-04\n"),
    ],
    "F309": [
        csv(HEADER, knows={"row": GOOD}), raw(b"  \n", **{"another file": RIGHT}),
        csv(HEADER, ["", "", ""], knows={"row": GOOD}),
    ],
    "F310": [
        csv(HEADER, ["e00012", "2026-04", "1"]), csv(HEADER, ["Jo Example", "2026-04", "1"],
            knows={"id": "E00012"}),
        csv(HEADER, ["E00012;E00017", "2026-04", "1"], knows={"id": "E00012"}),
    ],
    "F311": [
        csv(HEADER, ["E00021", "2026-04", "1"], knows={"known": KNOWN | {"E00021"}}),
        csv(HEADER, ["Z9", "2026-04", "1"], knows={"known": KNOWN | {"Z9"}}),
        csv(PEOPLE, ["E00012", "Jo Example", "E00777"]),
    ],
    "F312": [
        quota("1o0000"), quota("100.000,50"), quota("many", number="5"), quota("70k"), quota("€ 5",
            number="5"),
        xlsx(HEADER, ["E00012", "2026-04", 1e29], ["E00017", "2026-04", 1]),
        xlsx(HEADER, ["E00012", "2026-04", 0.5], formats={"C2": "0.0%"}, knows={"value": 5}),
        xlsx(HEADER, ["E00012", "2026-04", 5], formats={"C2": '"€" #,##0'}, knows={"value": 5}),
        xlsx(HEADER, ["E00012", "2026-04", date(2026, 1, 1)], knows={"value": 5}),
        xlsx(HEADER, ["E00012", "2026-04", 70], formats={"C2": '0"k"'}, knows={"value": 70000}),
        xlsx(["Employee", "Period", "Share"], ["E00012", "2026-04", 0.5], sources=rates(),
            knows={"value": 0.5}),
        csv(["Employee", "Period", "Share"], ["E00012", "2026-04", "0.5"], sources=rates(),
            knows={"number": "50%"}),
    ],
    "F313": [quota("100000000000"), quota("-1", number="1")],
    "F314": [
        period("2026/04"), period("Apr 2026"), period("May", day="2026-05"), period("2026-13",
            day="2026-03"),
        period("9999-12", day="2026-04"), period("2062-04", day="2026-04"), period("00:00.0",
            day="2026-04"),
        csv([*PEOPLE, "Left"], ["E00012", "Jo", "E00003", "9999-12-31"]),
        csv(["Employee", "Year", "M12"], ["E00012", "9999", "1"], sources=source(BY_YEAR),
            knows={"day": "2025"}),
    ],
    "F315": [
        csv([*PEOPLE, "Leave", "Leave from", "Leave until"],
            ["E00012", "Jo", "E00003", "parental", "2026-05-08", "2026-05-04"], knows={"day": "2026-06-04"})
    ],
    "F316": [
        csv(HEADER, GOOD, ["E00012", "2026-04", "90000"]),
        xlsx(["Employee", "Jan-26", "Jan 2026"], ["E00012", 1, 2]),
        csv(PEOPLE, ["E00012", "Jo Example", "E00003"], ["E00012", "Jo Sample", "E00003"]),
    ],
    "F317": [
        raw(merged(book(HEADER, GOOD, ["E00017", "2026-04", "5"]), "C2:C3"), "April.xlsx",
            **{"another file": BOOK}),
        period("", day="2026-04"), csv(HEADER, ["", "2026-04", "1"], knows={"id": "E00012"}),
        csv([*PEOPLE, "Leave", "Leave from"], ["E00012", "Jo", "E00003", "parental", ""],
            knows={"day": "2026-05-08"}),
        csv(["Opportunity", "Employee", "Month", "Amount"], ["", "E00012", "2026-04", "5"],
            sources=load_sources({"won.yaml": WON.replace("covers:", "#")}), knows={"id": "006A"}),
    ],
    "F318": [
        xlsx(HEADER, ["E00012", "2026-04", "=1+1"], knows={"value": 2}),
        xlsx(HEADER, ["E00012", "2026-04", "#N/A"], ["E00017", "2026-04", 1]),
        xlsx(HEADER, ["E00012", "2026-04", 70000], formats={"C2": "0,"}, knows={"value": 70000}),
    ],
    "F319": [
        csv([*PEOPLE, "Team"], ["E00012", "Jo", "E00003", "Eest"], sources=sources("F319"),
            knows={"value": "East"}),
        csv([*PEOPLE, "Team"], ["E00012", "Jo", "E00003", "EAST "], sources=sources("F319")),
        csv(PEOPLE, ["E00012", "x" * 300, "E00003"], knows={"value": "Jo"}),
        csv(["Employee", "Period", "Amount", "Stage"], ["E00012", "2026-04", "5", "Closed-Won"],
            ["E00017", "2026-04", "5", "Closed Won"], sources=rates(where="{Stage: Closed Won}")),
        csv(["Employee", "Period", "Amount", "Stage"], ["E00012", "2026-04", "5", "Closed Wonn"],
            ["E00017", "2026-04", "5", "Closed Won"], sources=rates(where="{Stage: Closed Won}")),
        csv(["Employee", "Period", "Amount", "Stage"], ["E00012", "2026-04", "5", "Lost"],
            sources=rates(expect="{Stage: Won}"),
            knows={"another file": [["Employee", "Period", "Amount", "Stage"], ["E00017", "2026-04",
                "5", "Won"]]}),
    ],
    "F320": [
        csv(HEADER, GOOD, ["Confidential Information - Do Not Distribute", "", ""], ["E00017",
            "2026-04", "90000"]),
        csv(["E00017", "2026-04", "90000"], HEADER, GOOD),
        csv(["Account", "Employee", "Period", "Amount"], ["Acme", "E00012", "2026-04", "5"],
            ["Total", "E00017", "2026-04", "7"], sources=rates()),
        csv(["Employee", "Period", "Amount"], ["E00012", "2026-04", "5"], ["Grand Totals (3 records)",
            "", ""],
            sources=rates(), knows={"another file": [["Employee", "Period", "Amount"], ["E00012",
                "2026-04", "5"]]}),
    ],
    "F321": [csv(*RIGHT, sources=dropped.broken_source(), knows={"sources": SHIPPED})],
    "F322": [xlsx(*RIGHT)],
    "F330": [report("reported_by: E00003\n", "reported_by: E00003\nreported_by: E00003\n"),
        report("duty: ", "duty:\t")],
    "F331": [report("training:", "trainig:"), report("employee:", "emploiee:")],
    "F332": [report("      day: 2026-05-08\n", "")],
    "F333": [report("2026-05-08", "8 May"), report("report/1", "report/2")],
    "F334": [report("2026-05-08", "2026-05-13")],
    "F341": [FileInHand("TO DO check-in 2026-05-12.xlsx", raw=dropped.moved())],
    "F342": [form(**{k: v for k, v in DONE.items() if k != left}) for left in DONE],
    "F343": [
        form(**DONE | {"day": "2026-05-13"}), form(**DONE | {"answer.progress": "so so"}),
        form(**DONE | {"day": "yesterday"}), form(**DONE | {"remarks": "x" * 4050}),
            form(**DONE | {"done": "si"}),
    ],
    "F344": [
        FileInHand("Won 2026-04.csv", [["Opportunity", "Employee", "Month", "Amount"], ["006A",
            "E00012", "2026-04", "5"],
                                       ["006A", "E00012", "2026-04", "7"]], sources=sources("F344"))
    ],
    "F345": [
        FileInHand("Won.csv", [["Opportunity", "Employee", "Month", "Amount"], ["006A", "E00012",
            "2026-04", "5"]],
                   sources=sources("F345"))
    ],
    "F346": [
        FileInHand("Won 2026-04.csv", [["Opportunity", "Employee", "Month", "Amount"], ["006A",
            "E00012", "2026-04", "5"],
                                       ["006B", "E00012", "2026-05", "7"]], sources=sources("F346"))
    ],
}  # fmt: skip
