#pragma once
#include <string.h>
#include <zlib.h>
#include <zstd.h>

// inflateInit2() is a macro. Window bits: −15 for plain deflate, 31 for gzip.
static inline int assay_inflate_start(z_stream *stream, int window) {
  memset(stream, 0, sizeof *stream);
  return inflateInit2(stream, window);
}
