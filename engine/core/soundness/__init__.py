"""Does a policy make sense: can every stage be reached and left?"""
