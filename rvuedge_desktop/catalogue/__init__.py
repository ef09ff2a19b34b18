"""Our own descriptions of codes, and the ranking of a search over them."""
