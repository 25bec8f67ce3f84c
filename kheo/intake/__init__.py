"""How it arrives: doors, recognising, reading and the river from what came to what is recorded."""
