"""One answer to each thing that came: received under its code, what is missing with the cells, what follows."""
