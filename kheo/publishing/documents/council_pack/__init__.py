"""The pack for a council (hồ sơ họp hội đồng): each proposal on a row, with room for votes."""
