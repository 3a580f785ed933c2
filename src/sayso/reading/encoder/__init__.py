"""The encoder at run time: a report to word pieces, to windows, to states and logits, without PyTorch."""
