"""The announcement (thông báo), with the figures of the moment where wanted."""
