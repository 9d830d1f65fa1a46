"""A brief and a template become Word bytes; a template is judged before it is used."""
