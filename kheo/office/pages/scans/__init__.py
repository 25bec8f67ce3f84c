"""Pages that are pictures: straightened, their rules found, their cells read by Tesseract, each with how sure it is.

One thread: several at once in a small process only take memory from one another. The libraries look at the
environment when they are first imported, so it is set here, before any of them is.
"""

import os

os.environ.update(OMP_THREAD_LIMIT="1", OMP_NUM_THREADS="1", OPENBLAS_NUM_THREADS="1")
