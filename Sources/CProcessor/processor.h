#pragma once

/// Asks for a cache line before it is needed; Swift has no such instruction of its own.
static inline void assay_prefetch(const void *address) { __builtin_prefetch(address, 0, 2); }

/// The same address, of which the compiler forgets where it came from: it would otherwise compute neighbouring rows'
/// addresses one from the other, which takes longer than what is done with them.
static inline const float *assay_opaque(const float *address) {
  __asm__("" : "+r"(address));
  return address;
}

// `dladdr`, which Swift's C library on Linux does not show.
#if defined(__APPLE__)
extern int assay_dladdr(const void *address, const void **info) __asm__("_dladdr");
#else
extern int assay_dladdr(const void *address, const void **info) __asm__("dladdr");
#endif

/// The file of the library that a function belongs to; null where it is not known.
static inline const char *assay_library_of(const void *function) {
  const void *info[4] = {0};
  return assay_dladdr(function, info) ? (const char *)info[0] : 0;
}

#if defined(__x86_64__)
#include <cpuid.h>
#include <string.h>

/// The x86-64 microarchitecture level that this processor has and whose registers the system saves:
/// 4 (AVX-512), 3 (AVX2 and FMA), or 2 for less.
static inline int assay_x86_level(void) {
  unsigned a, b, c, d;
  if (!__get_cpuid(1, &a, &b, &c, &d)) return 2;
  // FMA, MOVBE, OSXSAVE, AVX, F16C
  const unsigned first = 1u << 12 | 1u << 22 | 1u << 27 | 1u << 28 | 1u << 29;
  if ((c & first) != first) return 2;
  unsigned low, high;
  __asm__ volatile("xgetbv" : "=a"(low), "=d"(high) : "c"(0));
  if ((low & 0x6) != 0x6) return 2;
  if (!__get_cpuid_count(7, 0, &a, &b, &c, &d)) return 2;
  // BMI1, AVX2, BMI2
  const unsigned second = 1u << 3 | 1u << 5 | 1u << 8;
  if ((b & second) != second) return 2;
  unsigned seventh = b;
  if (!__get_cpuid(0x80000001, &a, &b, &c, &d) || !(c & 1u << 5)) return 2;  // LZCNT
  // AVX-512 F, DQ, CD, BW, VL
  const unsigned third = 1u << 16 | 1u << 17 | 1u << 28 | 1u << 30 | 1u << 31;
  return (seventh & third) == third && (low & 0xe6) == 0xe6 ? 4 : 3;
}

/// The name that the processor gives itself; empty where it gives none. `name` has room for 49 bytes.
static inline void assay_processor_name(char *name) {
  unsigned words[12];
  memset(name, 0, 49);
  for (unsigned i = 0; i < 3; i++) {
    unsigned *w = words + 4 * i;
    if (!__get_cpuid(0x80000002 + i, w, w + 1, w + 2, w + 3)) return;
  }
  memcpy(name, words, 48);
}

/// Whether the maker is AMD.
static inline int assay_is_amd(void) {
  unsigned a, b, c, d;
  if (!__get_cpuid(0, &a, &b, &c, &d)) return 0;
  return b == 0x68747541 && d == 0x69746e65 && c == 0x444d4163;  // AuthenticAMD
}
#endif
