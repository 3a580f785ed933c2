"""What training reads: annotated texts of all corpora as word pieces, cut into windows."""
