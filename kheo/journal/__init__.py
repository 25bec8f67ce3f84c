"""What happened, for ever: the chained journal, and the originals kept byte for byte."""
