"""Forms and reports that one person fills in for one employee."""
