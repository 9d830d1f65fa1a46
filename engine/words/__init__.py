"""Messages into the words of a language: a language is one file here, in gettext's form."""
