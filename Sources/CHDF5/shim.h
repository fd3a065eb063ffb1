#pragma once
#include <hdf5.h>

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
