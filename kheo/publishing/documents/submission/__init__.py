"""The submission (tờ trình): whom the issuer proposes to recognise or commend."""
