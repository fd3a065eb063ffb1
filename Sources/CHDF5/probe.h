#pragma once
#include <errno.h>
#include <hdf5.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

// The library can crash or loop for ever on damaged files. assay_probe() lets a child process read
// everything once; what it survives, the parent can read. Errors that the library reports are left to
// the parent, which meets them again and can say where.

// Reads a dataset or an attribute as the reader does: whole numbers as 64 bits, floating-point
// numbers as doubles, texts as texts. Other types, and more than `limit` bytes, are left out.
static inline void assay_probe_values(hid_t id, int is_dataset, unsigned long long limit) {
  hid_t type = is_dataset ? H5Dget_type(id) : H5Aget_type(id);
  hid_t space = is_dataset ? H5Dget_space(id) : H5Aget_space(id);
  hssize_t points = space < 0 ? 0 : H5Sget_simple_extent_npoints(space);
  H5T_class_t kind = type < 0 ? H5T_NO_CLASS : H5Tget_class(type);
  hid_t memory = -1;
  size_t width = 8;
  int is_variable = 0;
  if (kind == H5T_INTEGER) {
    memory = H5Tcopy(H5T_NATIVE_INT64);
  } else if (kind == H5T_FLOAT) {
    memory = H5Tcopy(H5T_NATIVE_DOUBLE);
  } else if (kind == H5T_STRING) {
    memory = H5Tcopy(H5T_C_S1);
    H5Tset_cset(memory, H5Tget_cset(type));
    is_variable = H5Tis_variable_str(type) > 0;
    width = is_variable ? sizeof(char *) : H5Tget_size(type) + 1;
    H5Tset_size(memory, is_variable ? H5T_VARIABLE : width);
  }
  char *buffer = NULL;
  if (memory >= 0 && points > 0 && (unsigned long long)points <= limit / width)
    buffer = (char *)calloc((size_t)points, width);
  if (buffer != NULL) {
    int status = is_dataset ? H5Dread(id, memory, H5S_ALL, H5S_ALL, H5P_DEFAULT, buffer)
                            : H5Aread(id, memory, buffer);
    if (is_variable && status >= 0) {
      volatile size_t total = 0;
      for (hssize_t i = 0; i < points; i++)
        if (((char **)buffer)[i] != NULL) total += strlen(((char **)buffer)[i]);
      H5Dvlen_reclaim(memory, space, H5P_DEFAULT, buffer);
    }
    free(buffer);
  }
  if (memory >= 0) H5Tclose(memory);
  if (type >= 0) H5Tclose(type);
  if (space >= 0) H5Sclose(space);
}

static inline void assay_probe_object(hid_t object, int depth, unsigned long long limit) {
  char name[4096];
  int attributes = H5Aget_num_attrs(object);
  for (int i = 0; i < attributes; i++) {
    hid_t attribute = H5Aopen_by_idx(
      object, ".", H5_INDEX_NAME, H5_ITER_INC, (hsize_t)i, H5P_DEFAULT, H5P_DEFAULT);
    if (attribute < 0) continue;
    H5Aget_name(attribute, sizeof name, name);
    assay_probe_values(attribute, 0, limit);
    H5Aclose(attribute);
  }
  if (H5Iget_type(object) == H5I_DATASET) assay_probe_values(object, 1, limit);
  H5G_info_t info;
  if (H5Iget_type(object) != H5I_GROUP || depth > 32 || H5Gget_info(object, &info) < 0) return;
  for (hsize_t i = 0; i < info.nlinks; i++) {
    if (H5Lget_name_by_idx(
          object, ".", H5_INDEX_NAME, H5_ITER_INC, i, name, sizeof name, H5P_DEFAULT) < 0)
      continue;
    if (H5Oexists_by_name(object, name, H5P_DEFAULT) <= 0) continue;
    hid_t child = H5Oopen(object, name, H5P_DEFAULT);
    if (child < 0) continue;
    assay_probe_object(child, depth + 1, limit);
    H5Oclose(child);
  }
}

// Reads a whole file in a child process. 0: that went well or the library reported errors; 1: the
// child crashed, or computed longer than `seconds`; -1: there is no child.
static inline int assay_probe(
  const char *path, hid_t access, unsigned long seconds, unsigned long long limit) {
  pid_t child = fork();
  if (child < 0) return -1;
  if (child == 0) {
    int fatal[] = {SIGSEGV, SIGBUS, SIGFPE, SIGILL, SIGABRT, SIGXCPU};
    for (size_t i = 0; i < sizeof fatal / sizeof *fatal; i++) signal(fatal[i], SIG_DFL);
    // What the C library says when it finds its heap broken is of no use to anybody.
    close(STDERR_FILENO);
    struct rlimit none = {0, 0}, time = {seconds, seconds + 1};
    setrlimit(RLIMIT_CORE, &none);
    setrlimit(RLIMIT_CPU, &time);
    hid_t file = H5Fopen(path, H5F_ACC_RDONLY, access);
    hid_t root = file < 0 ? -1 : H5Gopen2(file, "/", H5P_DEFAULT);
    if (root >= 0) assay_probe_object(root, 0, limit);
    _exit(0);
  }
  int status = 0;
  while (waitpid(child, &status, 0) < 0)
    if (errno != EINTR) return -1;
  return WIFEXITED(status) ? 0 : 1;
}
