"""One short file per command: read the words typed, call one function, print, exit."""
