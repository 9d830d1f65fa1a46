"""Units, periods, working days, diagnostics and errors: what every other room speaks in."""
