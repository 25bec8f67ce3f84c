"""The plan (kế hoạch): what is done, how much, by when."""
