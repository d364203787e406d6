"""From the 4-bit weights inside a package to the ONNX file that ONNX Runtime runs."""
