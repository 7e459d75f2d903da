"""The garments of the sample catalogue, each drawn by one short function, in centimetres."""
