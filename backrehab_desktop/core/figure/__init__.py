"""The exercise figure: skeleton, solving, checks, and the shapes that are painted."""
