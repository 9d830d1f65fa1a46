"""How languages write figures and days: our own table, and what a plan keeps of its letters' language."""
