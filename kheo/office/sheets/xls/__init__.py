"""Old workbooks (.xls, Excel 2 to 2003): their records examined, then parsed cell by cell."""
