#pragma once
#include "shim.h"

// Dimension scales after "HDF5 Dimension Scale Specification", written with the core library: H5DSattach_scale of the
// high-level one leaves the padding of REFERENCE_LIST as it is in memory, so that the same calls would not make the
// same bytes, and it writes that list anew for every dataset.

// An attribute of one value or one axis; `count` 0 is one value.
static inline herr_t assay_scale_attribute(
  hid_t object, const char *name, hid_t type, hsize_t count, const void *values) {
  hid_t space = count == 0 ? H5Screate(H5S_SCALAR) : H5Screate_simple(1, &count, NULL);
  hid_t attribute = space < 0 ? -1 : H5Acreate2(object, name, type, space, H5P_DEFAULT, H5P_DEFAULT);
  herr_t status = attribute < 0 ? -1 : H5Awrite(attribute, type, values);
  if (attribute >= 0) H5Aclose(attribute);
  if (space >= 0) H5Sclose(space);
  return status;
}

// Texts of fixed length: readers compare the bytes of CLASS.
static inline herr_t assay_scale_text(hid_t object, const char *name, const char *text) {
  hid_t type = H5Tcopy(H5T_C_S1);
  herr_t status = H5Tset_size(type, strlen(text) + 1);
  if (status >= 0) status = assay_scale_attribute(object, name, type, 0, text);
  H5Tclose(type);
  return status;
}

static inline herr_t assay_set_scale(hid_t dataset, const char *name) {
  herr_t status = assay_scale_text(dataset, "CLASS", "DIMENSION_SCALE");
  return status < 0 ? status : assay_scale_text(dataset, "NAME", name);
}

// The names of all axes; `names` are `rank` texts as HDF5.withCStrings makes them.
static inline herr_t assay_set_labels(hid_t dataset, const void *names, hsize_t rank) {
  hid_t type = H5Tcopy(H5T_C_S1);
  herr_t status = H5Tset_size(type, H5T_VARIABLE);
  if (status >= 0) status = assay_scale_attribute(dataset, "DIMENSION_LABELS", type, rank, names);
  H5Tclose(type);
  return status;
}

static inline herr_t assay_reference(hid_t file, const char *path, hobj_ref_t *reference) {
  return H5Rcreate(reference, file, path, H5R_OBJECT, -1);
}

// One scale for each axis.
static inline herr_t assay_attach_scales(hid_t dataset, hobj_ref_t *scales, hsize_t rank) {
  hvl_t lists[H5S_MAX_RANK];
  for (hsize_t i = 0; i < rank; i++) lists[i] = (hvl_t){1, scales + i};
  hid_t type = H5Tvlen_create(H5T_STD_REF_OBJ);
  herr_t status = type < 0 ? -1 : assay_scale_attribute(dataset, "DIMENSION_LIST", type, rank, lists);
  if (type >= 0) H5Tclose(type);
  return status;
}

// Where a scale is attached.
typedef struct {
  hobj_ref_t dataset;
  int32_t dimension;
  int32_t padding;
} assay_use;

static inline herr_t assay_set_uses(hid_t scale, const assay_use *uses, hsize_t count) {
  hid_t type = H5Tcreate(H5T_COMPOUND, sizeof(assay_use));
  herr_t status = H5Tinsert(type, "dataset", HOFFSET(assay_use, dataset), H5T_STD_REF_OBJ);
  if (status >= 0) status = H5Tinsert(type, "dimension", HOFFSET(assay_use, dimension), H5T_NATIVE_INT32);
  if (status >= 0) status = assay_scale_attribute(scale, "REFERENCE_LIST", type, count, uses);
  H5Tclose(type);
  return status;
}
