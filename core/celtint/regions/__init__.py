"""The drawing as regions that no line crosses: found, joined across gaps, split where hints say so."""
