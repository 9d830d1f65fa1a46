"""Pure: no files, no clock, no ids, no third-party code. What a policy means is decided here."""
