"""What the clock starts: the one table of regular work, run by `kheo tick`."""
