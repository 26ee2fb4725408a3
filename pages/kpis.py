"""How the 23 indicators stand against their targets, live."""
