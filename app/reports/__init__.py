"""How it goes out: lists as workbooks, CSV and PDF; records, orders, pick lists and packing slips on paper."""
