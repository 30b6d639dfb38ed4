"""One module a version, written by hand; a version that was released is never changed."""
