"""Letters of before Unicode (TCVN3 of the fonts .Vn…, VNI) made readable, by the font of each run and by the letters.

Readers call three things:

- `judging.judged(read)`: a whole file. `read(judge)` is the reader; it passes the runs of each text, in order, to
  `judge.text(runs)` and uses what that returns, before `tidy`. It is called once more where old letters were heard.
- `fonts.to_unicode(text, font)`: one run by itself, where no file stands behind it.
- `eight_bits.decoded(data)`: text in bytes of no named encoding.

A run is `(text, font)`, the font's name empty where the file names none.
"""
