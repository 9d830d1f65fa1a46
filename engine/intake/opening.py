"""What a file is, by its first bytes: text, a workbook, or something nobody can read here."""

from engine.intake.fit import OLD_OFFICE, ZIP, Opened
from engine.intake.mistake import Mistake


def opened(name: str, content: bytes) -> Opened | Mistake:
    if content.startswith(OLD_OFFICE):
        do = "open it in Excel and save it as .xlsx without a password"
        return Mistake("F303", "a workbook without a password, in the .xlsx form", do=do)
    if content.startswith(ZIP):
        return Mistake("F303", "a CSV file", do="save it as CSV UTF-8")
    if not content.strip():
        return Mistake("F309", "a file that is not empty", do="drop it again once it is filled")
    return Opened(name, content, None)
