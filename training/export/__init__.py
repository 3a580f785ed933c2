"""The trained encoder as an ONNX graph written by hand: fused attention, int8 products with a scale for every row."""
