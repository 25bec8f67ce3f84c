"""Forms with one model a page (phiếu): labels and values below or beside each other instead of columns."""
