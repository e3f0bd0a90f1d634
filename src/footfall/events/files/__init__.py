"""Files of any kind, row by row, before anybody asks what their columns mean."""
