"""The call letter (công văn phát động): the campaign as units read it."""
