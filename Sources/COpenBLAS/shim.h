#pragma once
#include <cblas.h>

/// Asks for a cache line before it is needed; Swift has no such instruction of its own.
static inline void assay_prefetch(const void *address) { __builtin_prefetch(address, 0, 2); }
