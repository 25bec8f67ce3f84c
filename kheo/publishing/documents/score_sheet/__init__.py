"""The score sheet (phiếu chấm điểm), by the scale the office gives."""
