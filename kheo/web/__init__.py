"""Screens: the only part which speaks HTTP; it shows what is visible, asks the acts below it, and decides nothing."""
