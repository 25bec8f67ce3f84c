"""The Word templates of an issuer: which is in use, upload with its faults at once, versions, what tags mean."""
