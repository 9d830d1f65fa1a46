"""What the name of a file in the shared folder says: ours, somebody's scratch file, a drop."""

import re
import unicodedata
from enum import Enum, auto

MARKER = ".planward-root"
STATUS = "STATUS.html"
NOTE = " - PLEASE FIX.txt"
RECEIPT = " - RECEIVED.txt"

READ = (".csv", ".xlsx", ".yaml", ".yml")
DOCUMENT = ".docx"
SCANS = (".pdf", ".png", ".jpg", ".jpeg", ".tif", ".tiff")
_DOCUMENTS_WE_DO_NOT_READ = (".docm", ".doc", ".odt", ".rtf", ".dotx", ".dotm")
_CHANGES = re.compile(r" v\d+-v\d+ changes\.docx$", re.IGNORECASE)  # what we name a comparison
_TABLES_WE_DO_NOT_READ = (
    *(".xls", ".xlsb", ".xlsm", ".xltx", ".xltm", ".ods", ".numbers", ".gsheet", ".tsv"),
    *(
        ".txt",
        ".tab",
        ".json",
        ".xml",
        ".pdf",
        ".doc",
        ".docm",
        ".rtf",
        ".odt",
        ".zip",
    ),
)
_SCRATCH_NAMES = {"thumbs.db", "desktop.ini", "icon\r"}
_SCRATCH_STARTS = (".", "~$", "~wr", "~df", "~.")  # hidden files, Word, older Office, WPS
_SCRATCH_ENDS = (
    *(".tmp", ".part", ".partial", ".filepart", ".crdownload", ".download", ".opdownload"),
    *(".asd", ".wbk", ".bak", ".swp", ".lnk", ".url"),
)
_EXCEL_SCRATCH = re.compile(r"[0-9a-f]{8}", re.IGNORECASE)  # no extension; renamed when saved
_RESERVED = re.compile(r"(con|prn|aux|nul|com[0-9]|lpt[0-9])(\.|$)", re.IGNORECASE)
_COPY_MARKS = tuple(
    re.compile(mark, re.IGNORECASE)
    for mark in (
        r" - copy(?: ?\(\d{1,3}\))?$",  # Explorer
        r" ?\(\d{1,3}\)$",  # browsers, Explorer
        r" copy(?: \d{1,3})?$",  # Finder
        r"-(?:desktop|laptop|win|pc)-[a-z0-9]{4,12}(?:-\d{1,3})?$",  # OneDrive
        r"-[a-z0-9][a-z0-9-]*-safebackup-\d{4}$",  # OneDrive on Linux
        r" ?\([^()]*conflicted copy[^()]*\)$",  # Dropbox, Nextcloud
        r" ?\(case conflict(?: \d{1,3})?\)$",
        r"\.sync-conflict-\d{8}-\d{6}(?:-[a-z0-9]{7})?$",  # Syncthing
    )
)


class Meaning(Enum):
    """What to do with a file of that name in a drop place."""

    DROP = auto()
    DOCUMENT = auto()  # of Word: perhaps one of ours, with what people wrote into it
    SCAN = auto()
    OURS = auto()
    SCRATCH = auto()
    UNREAD = auto()  # surely meant for us, in a form we do not read
    STRANGE = auto()  # a picture, a README: none of our business


def meaning(name: str) -> Meaning:
    lower = name.casefold()
    if lower in {MARKER, STATUS.casefold()} or name.endswith((NOTE, RECEIPT)):
        return Meaning.OURS
    if is_changes(name):
        return Meaning.OURS
    if scratch(lower):
        return Meaning.SCRATCH
    if lower.endswith(READ):
        return Meaning.DROP
    if lower.startswith(("readme", "read me", "0 - read me")):
        return Meaning.STRANGE
    if lower.endswith(DOCUMENT):
        return Meaning.DOCUMENT
    return Meaning.UNREAD if lower.endswith(_TABLES_WE_DO_NOT_READ) else Meaning.STRANGE


def meaning_in_plan(name: str) -> Meaning:
    """The same in a plan's folder, where people keep what they like besides."""
    lower = name.casefold()
    if scratch(lower) or is_changes(name):
        return Meaning.STRANGE
    if is_form_name(name):
        return Meaning.DROP
    if lower.endswith(DOCUMENT):
        return Meaning.DOCUMENT
    if lower.endswith(SCANS):
        return Meaning.SCAN
    unread = lower.endswith(_DOCUMENTS_WE_DO_NOT_READ)
    return Meaning.UNREAD if unread else Meaning.STRANGE


def meaning_in_draft(name: str) -> Meaning:
    """The same among the drafts of a plan: a form's place is the folder above."""
    said = meaning_in_plan(name)
    return Meaning.STRANGE if said is Meaning.DROP else said


def meaning_in_sign_off(name: str) -> Meaning:
    """The same where one role alone puts what it signed: documents, and nothing else."""
    said = meaning_in_plan(name)
    return said if said is Meaning.DOCUMENT else Meaning.STRANGE


def scratch(lower: str) -> bool:
    """True for what programs leave while they work. `lower` is casefolded."""
    return (
        lower in _SCRATCH_NAMES
        or lower.startswith(_SCRATCH_STARTS)
        or lower.endswith(_SCRATCH_ENDS)
        or _EXCEL_SCRATCH.fullmatch(lower) is not None
    )


def is_document(name: str) -> bool:
    """True for what Word saves as a document."""
    return name.casefold().endswith(DOCUMENT)


def is_form_name(name: str) -> bool:
    """True for the pre-filled sheets that lie in plan folders."""
    return name.startswith("TO DO ") and name.casefold().endswith(".xlsx")


def is_changes(name: str) -> bool:
    """True for our comparison of two versions: something to read, nothing to sign."""
    return _CHANGES.search(name) is not None


def locks_of(name: str) -> tuple[str, ...]:
    """The files that lie beside `name` while somebody has it open: Excel, Word, LibreOffice."""
    stem = name.rpartition(".")[0]
    word = 2 if len(stem) > 7 else 1 if len(stem) == 7 else 0  # Word hides the first letters
    return (f"~${name}", f"~${name[word:]}", f".~lock.{name}#")


def is_lock(name: str) -> bool:
    return name.startswith(("~$", ".~lock.")) and not unreadable(name)


def copied_name(name: str) -> str:
    """The name of which `name` looks like a conflict copy or a duplicate, or nothing."""
    stem, dot, extension = name.rpartition(".")
    for mark in _COPY_MARKS:
        shorter = mark.sub("", stem)
        if shorter and shorter != stem:
            return f"{shorter}{dot}{extension}"
    return ""


def twin_key(name: str) -> str:
    """Equal for names that some file system takes for one."""
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", name).casefold())


def printable(name: str) -> str:
    """`name` as it can be printed anywhere: composed, or escaped where it is not text."""
    return ascii(name)[1:-1] if unreadable(name) else unicodedata.normalize("NFC", name)


def unreadable(name: str) -> bool:
    """True when the bytes of the name are no text, or hide what they say."""
    return any(unicodedata.category(sign) in {"Cs", "Cc", "Cf", "Co"} for sign in name)


def unfit(name: str) -> str:
    """Why a person should rename the file, or nothing."""
    if unreadable(name):
        return "its name holds characters that cannot be read"
    if _RESERVED.match(name):
        return "its name is reserved by Windows"
    stem = name.rpartition(".")[0]
    if name != name.rstrip(". ") or stem != stem.rstrip():
        return "its name ends in a dot or a space"
    if any(sign in '<>:"|?*\\' for sign in name):
        return 'its name holds one of < > : " | ? * \\'
    return ""
