"""The list of those commended (danh sách khen thưởng), no paper of its own."""
