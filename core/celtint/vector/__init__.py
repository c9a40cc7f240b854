"""Regions as outlines: polygons, fewer points, SVG."""
