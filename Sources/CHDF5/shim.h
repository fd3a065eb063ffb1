#pragma once
#include <hdf5.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

// The H5T_… and H5P_… names are macros that call H5open(); Swift needs functions.
static inline hid_t assay_native_double(void) { return H5T_NATIVE_DOUBLE; }
static inline hid_t assay_native_float(void) { return H5T_NATIVE_FLOAT; }
static inline hid_t assay_native_int8(void) { return H5T_NATIVE_INT8; }
static inline hid_t assay_native_int32(void) { return H5T_NATIVE_INT32; }
static inline hid_t assay_native_int64(void) { return H5T_NATIVE_INT64; }
static inline hid_t assay_native_uint64(void) { return H5T_NATIVE_UINT64; }
static inline hid_t assay_c_string(void) { return H5T_C_S1; }
static inline hid_t assay_file_create(void) { return H5P_FILE_CREATE; }
static inline hid_t assay_file_access(void) { return H5P_FILE_ACCESS; }
static inline hid_t assay_dataset_create(void) { return H5P_DATASET_CREATE; }
static inline hid_t assay_group_create(void) { return H5P_GROUP_CREATE; }
static inline hid_t assay_link_create(void) { return H5P_LINK_CREATE; }
static inline size_t assay_variable(void) { return H5T_VARIABLE; }
static inline hid_t assay_default(void) { return H5P_DEFAULT; }
static inline hid_t assay_all(void) { return H5S_ALL; }
// Errors are reported by status; the library's own stack printing is switched off.
static inline herr_t assay_quiet(void) { return H5Eset_auto2(H5E_DEFAULT, NULL, NULL); }

// Flags of H5Fcreate and H5Fopen are macros that check the library's version first.
static inline hid_t assay_create(const char *name, hid_t creation, hid_t access) {
  return H5Fcreate(name, H5F_ACC_TRUNC, creation, access);
}

// The oldest format that can hold each object, so that old readers can open the file.
static inline herr_t assay_oldest_format(hid_t access) {
  return H5Pset_libver_bounds(access, H5F_LIBVER_EARLIEST, H5F_LIBVER_LATEST);
}

// Finished files are renamed into place and never edited, so a reader needs no lock;
// some network file systems have none.
static inline herr_t assay_no_lock(hid_t access) {
#if H5_VERSION_GE(1, 14, 0) || (H5_VERSION_GE(1, 10, 7) && !H5_VERSION_GE(1, 11, 0)) \
    || (H5_VERSION_GE(1, 12, 1) && !H5_VERSION_GE(1, 13, 0))
  return H5Pset_file_locking(access, 0, 1);
#else
  (void)access;
  return 0;
#endif
}

// Copies the innermost message of the library's error stack and clears the stack.
typedef struct { char *buffer; size_t size; } assay_message;
static inline herr_t assay_keep(unsigned n, const H5E_error2_t *error, void *data) {
  (void)n;
  assay_message *message = (assay_message *)data;
  if (error->desc != NULL && error->desc[0] != 0)
    snprintf(message->buffer, message->size, "%s", error->desc);
  return 0;
}
static inline void assay_last_error(char *buffer, size_t size) {
  assay_message message = {buffer, size};
  buffer[0] = 0;
  H5Ewalk2(H5E_DEFAULT, H5E_WALK_DOWNWARD, assay_keep, &message);
  H5Eclear2(H5E_DEFAULT);
}

// The library's Boolean type differs between versions.
static inline herr_t assay_no_times(hid_t creation) { return H5Pset_obj_track_times(creation, 0); }
static inline herr_t assay_in_memory(hid_t access) {
  return H5Pset_fapl_core(access, (size_t)4 << 20, 0);
}
