"""What stands before every route: whose address this is, which site asks, how often, and what a browser may do with the reply."""
