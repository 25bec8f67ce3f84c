"""Setting up a mailbox: trying whether it can be reached, keeping its settings and secrets, turning it on and off."""
