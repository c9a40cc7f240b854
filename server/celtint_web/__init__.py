"""The canvas: a page that the server brings along, and the JavaScript client of the wire, its first user."""
