#pragma once
#include "shim.h"
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <unistd.h>

// The library can crash, loop for ever or spoil its heap on damaged files. assay_serve() runs in a child
// process: it says what is in a file, then sends the values that it is asked for. The reader takes bytes from
// it whose lengths it checks, and never calls the library on a file itself.
//
// What is sent: numbers as int64, texts as their length and their bytes. First the tree, one record an object:
//   'X' path, why it cannot be read
//   'G' path, its attributes
//   'D' path, why its type or shape cannot be read (mostly ""), class, bytes, is unsigned, has no values,
//       rank, extents, its attributes
// where attributes are a count and for each a name and 'i' int64, 'd' double, 's' text, '-' (another type, or an
// array), or 'x' why it cannot be read; 'E' ends the tree. Then for each request (form, length, path) 'V', count
// and the values, or 'X' and why not. Forms: 'd' doubles, 'f' floats, 'i' int64, 'u' uint64, 's' texts.

typedef struct {
  const char *path;
  // The most bytes that a dataset may have, and seconds of computing, besides one for each 20 MB that are sent.
  uint64_t limit;
  uint64_t seconds;
} assay_served;

typedef struct {
  FILE *out;
  uint64_t limit;
  uint64_t sent;
  long objects;
} assay_server;

static inline void assay_send_number(assay_server *s, int64_t number) {
  fwrite(&number, sizeof number, 1, s->out);
}
static inline void assay_send_text(assay_server *s, const char *text, size_t length) {
  assay_send_number(s, (int64_t)length);
  fwrite(text, 1, length, s->out);
}
static inline void assay_send_error(assay_server *s, const char *first) {
  char reason[512];
  assay_last_error(reason, sizeof reason);
  const char *text = first != NULL ? first : reason[0] != 0 ? reason : "no reason given";
  assay_send_text(s, text, strlen(text));
}

// The type in memory of texts as the file has them; the width of one element.
static inline hid_t assay_text_type(hid_t type, int *is_variable, size_t *width) {
  hid_t memory = H5Tcopy(H5T_C_S1);
  H5Tset_cset(memory, H5Tget_cset(type));
  *is_variable = H5Tis_variable_str(type) > 0;
  // One byte more than in the file: the last one is the terminating zero.
  *width = *is_variable ? sizeof(char *) : H5Tget_size(type) + 1;
  H5Tset_size(memory, *is_variable ? H5T_VARIABLE : *width);
  return memory;
}

static inline int assay_read_into(hid_t id, int is_dataset, hid_t memory, void *buffer) {
  return is_dataset ? H5Dread(id, memory, H5S_ALL, H5S_ALL, H5P_DEFAULT, buffer) : H5Aread(id, memory, buffer);
}

// Sends `tag`, for datasets the count, and the values; or `refusal` and why not.
static inline void assay_send_values(
  assay_server *s, hid_t id, int is_dataset, hid_t type, hid_t space, char form, char tag, char refusal) {
  hid_t memory = -1;
  size_t width = form == 'f' ? 4 : 8;
  int is_variable = 0;
  switch (form) {
    case 'd': memory = H5Tcopy(H5T_NATIVE_DOUBLE); break;
    case 'f': memory = H5Tcopy(H5T_NATIVE_FLOAT); break;
    case 'i': memory = H5Tcopy(H5T_NATIVE_INT64); break;
    case 'u': memory = H5Tcopy(H5T_NATIVE_UINT64); break;
    default: memory = assay_text_type(type, &is_variable, &width);
  }
  hssize_t points = H5Sget_simple_extent_npoints(space);
  const char *problem = NULL;
  char *buffer = NULL;
  uint64_t total = 0;
  if (points < 0 || (uint64_t)points > s->limit / width)
    problem = "it claims to be larger than a file of this size can hold";
  else if (points > 0 && (buffer = (char *)calloc((size_t)points, width)) == NULL)
    problem = "there is not enough memory";
  int failed = problem != NULL || (points > 0 && assay_read_into(id, is_dataset, memory, buffer) < 0);
  if (!failed && form == 's') {
    for (hssize_t i = 0; i < points; i++) {
      char *text = is_variable ? ((char **)buffer)[i] : buffer + (size_t)i * width;
      if (text != NULL) total += is_variable ? strlen(text) : strnlen(text, width - 1);
    }
    if (total > s->limit) problem = "its texts are longer than a file of this size can hold";
    failed = problem != NULL;
  }
  if (failed) {
    fputc(refusal, s->out);
    assay_send_error(s, problem);
  } else {
    fputc(tag, s->out);
    if (is_dataset) assay_send_number(s, points);
    s->sent += form == 's' ? total + 8 * (uint64_t)points : width * (uint64_t)points;
    if (form != 's') {
      fwrite(buffer, width, (size_t)points, s->out);
    } else {
      for (hssize_t i = 0; i < points; i++) {
        char *text = is_variable ? ((char **)buffer)[i] : buffer + (size_t)i * width;
        assay_send_text(s, text == NULL ? "" : text,
                        text == NULL ? 0 : is_variable ? strlen(text) : strnlen(text, width - 1));
      }
    }
  }
  if (is_variable && buffer != NULL) H5Dvlen_reclaim(memory, space, H5P_DEFAULT, buffer);
  free(buffer);
  if (memory >= 0) H5Tclose(memory);
}

static inline void assay_send_attribute(assay_server *s, hid_t attribute) {
  hid_t type = H5Aget_type(attribute);
  hid_t space = H5Aget_space(attribute);
  H5T_class_t kind = type < 0 ? H5T_NO_CLASS : H5Tget_class(type);
  if (type < 0 || space < 0) {
    fputc('x', s->out);
    assay_send_error(s, NULL);
  } else if (H5Sget_simple_extent_npoints(space) != 1) {
    fputc('-', s->out);
  } else if (kind == H5T_INTEGER) {
    assay_send_values(s, attribute, 0, type, space, 'i', 'i', 'x');
  } else if (kind == H5T_FLOAT) {
    assay_send_values(s, attribute, 0, type, space, 'd', 'd', 'x');
  } else if (kind == H5T_STRING) {
    assay_send_values(s, attribute, 0, type, space, 's', 's', 'x');
  } else {
    fputc('-', s->out);
  }
  if (type >= 0) H5Tclose(type);
  if (space >= 0) H5Sclose(space);
}

static inline void assay_send_attributes(assay_server *s, hid_t object) {
  int count = H5Aget_num_attrs(object);
  if (count < 0) count = 0;
  assay_send_number(s, count);
  for (int i = 0; i < count; i++) {
    hid_t attribute = H5Aopen_by_idx(object, ".", H5_INDEX_NAME, H5_ITER_INC, (hsize_t)i, H5P_DEFAULT, H5P_DEFAULT);
    ssize_t length = attribute < 0 ? -1 : H5Aget_name(attribute, 0, NULL);
    char *name = length < 0 ? NULL : (char *)calloc((size_t)length + 1, 1);
    if (name == NULL || H5Aget_name(attribute, (size_t)length + 1, name) < 0) {
      assay_send_text(s, "", 0);
      fputc('x', s->out);
      assay_send_error(s, NULL);
    } else {
      assay_send_text(s, name, strlen(name));
      assay_send_attribute(s, attribute);
    }
    free(name);
    if (attribute >= 0) H5Aclose(attribute);
  }
}

static inline void assay_send_dataset(assay_server *s, hid_t object) {
  hid_t type = H5Dget_type(object);
  hid_t space = H5Dget_space(object);
  int rank = space < 0 ? -1 : H5Sget_simple_extent_ndims(space);
  hsize_t extents[H5S_MAX_RANK] = {0};
  if (type < 0 || rank < 0 || H5Sget_simple_extent_dims(space, extents, NULL) < 0) {
    assay_send_error(s, NULL);
    rank = 0;
  } else {
    assay_send_text(s, "", 0);
  }
  assay_send_number(s, type < 0 ? H5T_NO_CLASS : H5Tget_class(type));
  assay_send_number(s, type < 0 ? 0 : (int64_t)H5Tget_size(type));
  assay_send_number(s, type >= 0 && H5Tget_class(type) == H5T_INTEGER && H5Tget_sign(type) == H5T_SGN_NONE);
  assay_send_number(s, space >= 0 && H5Sget_simple_extent_type(space) == H5S_NULL);
  assay_send_number(s, rank);
  for (int i = 0; i < rank; i++) assay_send_number(s, extents[i] > INT64_MAX ? -1 : (int64_t)extents[i]);
  if (type >= 0) H5Tclose(type);
  if (space >= 0) H5Sclose(space);
}

static inline void assay_send_unreadable(assay_server *s, const char *path, const char *reason) {
  fputc('X', s->out);
  assay_send_text(s, path, strlen(path));
  assay_send_error(s, reason);
}

// Whether a link only shows the labels of an axis in the groups that use them: /eval/id/arm, which leads to /axes/arm.
static inline int assay_is_label_link(hid_t group, const char *name) {
  H5L_info_t link;
  char target[1024];
  if (H5Lget_info(group, name, &link, H5P_DEFAULT) < 0 || link.type != H5L_TYPE_SOFT) return 0;
  if (link.u.val_size > sizeof target || H5Lget_val(group, name, target, sizeof target, H5P_DEFAULT) < 0) return 0;
  target[sizeof target - 1] = 0;
  const char *last = strrchr(target, '/');
  return last != NULL && strcmp(last + 1, name) == 0
    && (strncmp(target, "/axes/", 6) == 0 || strncmp(target, "/problems/", 10) == 0);
}

static inline void assay_send_tree(assay_server *s, hid_t object, const char *path, int depth) {
  if (++s->objects > 1000000) return;
  int is_dataset = H5Iget_type(object) == H5I_DATASET;
  fputc(is_dataset ? 'D' : 'G', s->out);
  assay_send_text(s, path, strlen(path));
  if (is_dataset) assay_send_dataset(s, object);
  assay_send_attributes(s, object);
  H5G_info_t info;
  if (H5Iget_type(object) != H5I_GROUP) return;
  if (H5Gget_info(object, &info) < 0) return assay_send_unreadable(s, path, NULL);
  for (hsize_t i = 0; i < info.nlinks && s->objects <= 1000000; i++) {
    ssize_t length =
      H5Lget_name_by_idx(object, ".", H5_INDEX_NAME, H5_ITER_INC, i, NULL, 0, H5P_DEFAULT);
    size_t base = strcmp(path, "/") == 0 ? 0 : strlen(path);
    char *full = length <= 0 ? NULL : (char *)calloc(base + (size_t)length + 2, 1);
    if (full == NULL) {
      assay_send_unreadable(s, path, NULL);
      continue;
    }
    memcpy(full, path, base);
    full[base] = '/';
    char *name = full + base + 1;
    if (H5Lget_name_by_idx(
          object, ".", H5_INDEX_NAME, H5_ITER_INC, i, name, (size_t)length + 1, H5P_DEFAULT) < 0) {
      assay_send_unreadable(s, path, NULL);
    } else if (!assay_is_label_link(object, name) && H5Oexists_by_name(object, name, H5P_DEFAULT) > 0) {
      // A link that leads nowhere is no object. Links can form a ring in files that others made.
      hid_t child = depth < 32 ? H5Oopen(object, name, H5P_DEFAULT) : -1;
      if (child >= 0) {
        assay_send_tree(s, child, full, depth + 1);
        H5Oclose(child);
      } else {
        assay_send_unreadable(s, full, depth < 32 ? NULL : "groups are nested too deeply");
      }
    }
    free(full);
  }
}

// Lets this process compute so many seconds in all.
static inline void assay_allow(uint64_t seconds) {
  struct rlimit time;
  getrlimit(RLIMIT_CPU, &time);
  time.rlim_cur = (rlim_t)seconds;
  if (time.rlim_max != RLIM_INFINITY && time.rlim_cur > time.rlim_max) time.rlim_cur = time.rlim_max;
  setrlimit(RLIMIT_CPU, &time);
}

// Serves a file until the socket is closed; see above.
static inline void assay_serve(int socket, const void *context) {
  const assay_served *served = (const assay_served *)context;
  assay_server server = {fdopen(socket, "w"), served->limit, 0, 0};
  FILE *in = fdopen(dup(socket), "r");
  if (server.out == NULL || in == NULL) return;
  int fatal[] = {SIGSEGV, SIGBUS, SIGFPE, SIGILL, SIGABRT, SIGXCPU};
  for (size_t i = 0; i < sizeof fatal / sizeof *fatal; i++) signal(fatal[i], SIG_DFL);
  struct rlimit none = {0, 0};
  setrlimit(RLIMIT_CORE, &none);
  assay_allow(served->seconds);
  assay_quiet();
  hid_t access = H5Pcreate(H5P_FILE_ACCESS);
  assay_no_lock(access);
  hid_t file = H5Fopen(served->path, H5F_ACC_RDONLY, access);
  hid_t root = file < 0 ? -1 : H5Gopen2(file, "/", H5P_DEFAULT);
  if (root < 0) {
    assay_send_unreadable(&server, "/", NULL);
  } else {
    assay_send_tree(&server, root, "/", 0);
    if (server.objects > 1000000) assay_send_unreadable(&server, "/", "there are more than a million objects in it");
  }
  fputc('E', server.out);
  int64_t length;
  while (fflush(server.out) == 0) {
    int form = fgetc(in);
    if (form == EOF || fread(&length, sizeof length, 1, in) != 1 || length < 0) return;
    char *path = (char *)calloc((size_t)length + 1, 1);
    if (path == NULL || fread(path, 1, (size_t)length, in) != (size_t)length) return;
    assay_allow(served->seconds + server.sent / 20000000);
    hid_t object = H5Dopen2(file, path, H5P_DEFAULT);
    hid_t type = object < 0 ? -1 : H5Dget_type(object);
    hid_t space = object < 0 ? -1 : H5Dget_space(object);
    if (type < 0 || space < 0) {
      fputc('X', server.out);
      assay_send_error(&server, NULL);
    } else {
      assay_send_values(&server, object, 1, type, space, (char)form, 'V', 'X');
    }
    if (type >= 0) H5Tclose(type);
    if (space >= 0) H5Sclose(space);
    if (object >= 0) H5Dclose(object);
    free(path);
  }
}
