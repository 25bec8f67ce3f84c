"""The invitation (giấy mời)."""
