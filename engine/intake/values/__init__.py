"""Numbers, days and mistakes, as people write and read them."""
