"""What holds an approval back, in words."""

OPEN = {
    "changes": "tracked changes nobody has accepted or rejected",
    "comments": "open comments",
    "clause": "a locked clause that was changed",
    "lost": "something another file had left open and the newest does not have",
    "uncarried": "edits that could not be carried over",
}


def open_words(open_: tuple[str, ...]) -> str:
    return " and ".join(OPEN[code] for code in open_)
