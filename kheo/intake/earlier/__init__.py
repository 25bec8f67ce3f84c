"""Lists of years gone by, in whatever layout: mapped by hand, mended in place, rehearsed, taken, taken back whole."""
