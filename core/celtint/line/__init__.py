"""Line art's way of colouring: flats, one decision a region."""
