"""A whole life: what each input does to the plans it touches, and where plans begin."""
