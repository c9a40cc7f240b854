"""Colour as numbers: Lab and its gamut, chroma along edges, palettes. (`celtint.colour` is the verb.)"""
