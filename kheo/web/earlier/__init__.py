"""Lists of earlier years: uploaded, mapped above their columns, mended in place, rehearsed, taken, taken back."""
