"""How fast Planward is, beside what else there is and beside what the machine could do at best."""
