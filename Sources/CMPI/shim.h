#pragma once
// MPI's handles and constants are macros and types of each library's own; Swift gets functions with plain arguments.
// Every call that could wait begins only, and is asked after with assay_mpi_test: whoever waits can look at signals meanwhile.
#include <mpi.h>
#include <stdlib.h>

// The processes that were started together.
typedef struct {
  // For what is computed, and for saying goodbye, so that neither meets the other's messages.
  MPI_Comm work;
  MPI_Comm parting;
  MPI_Request request;
  int rank;
  int size;
} assay_ranks;

// Errors come back as codes, not as the end of the program.
static inline int assay_mpi_start(assay_ranks *ranks) {
  int provided;
  int code = MPI_Init_thread(NULL, NULL, MPI_THREAD_FUNNELED, &provided);
  if (code == MPI_SUCCESS) code = MPI_Comm_dup(MPI_COMM_WORLD, &ranks->work);
  if (code == MPI_SUCCESS) code = MPI_Comm_dup(MPI_COMM_WORLD, &ranks->parting);
  if (code != MPI_SUCCESS) return code;
  MPI_Comm_set_errhandler(MPI_COMM_WORLD, MPI_ERRORS_RETURN);
  MPI_Comm_set_errhandler(ranks->work, MPI_ERRORS_RETURN);
  MPI_Comm_set_errhandler(ranks->parting, MPI_ERRORS_RETURN);
  ranks->request = MPI_REQUEST_NULL;
  MPI_Comm_rank(MPI_COMM_WORLD, &ranks->rank);
  return MPI_Comm_size(MPI_COMM_WORLD, &ranks->size);
}

static inline int assay_mpi_test(assay_ranks *ranks, int *is_done) {
  return MPI_Test(&ranks->request, is_done, MPI_STATUS_IGNORE);
}

// As many bytes of every rank.
static inline int assay_mpi_gather_equal(assay_ranks *ranks, const void *bytes, int count, void *all) {
  return MPI_Iallgather(bytes, count, MPI_BYTE, all, count, MPI_BYTE, ranks->work, &ranks->request);
}
// One number of every rank.
static inline int assay_mpi_part(assay_ranks *ranks, const int *number, int *numbers) {
  return MPI_Iallgather(number, 1, MPI_INT, numbers, 1, MPI_INT, ranks->parting, &ranks->request);
}
// Bytes of every rank, as many as counts says, from places on.
static inline int assay_mpi_gather(
  assay_ranks *ranks, const void *bytes, int count, void *all, const int *counts, const int *places) {
  return MPI_Iallgatherv(bytes, count, MPI_BYTE, all, counts, places, MPI_BYTE, ranks->work, &ranks->request);
}
static inline int assay_mpi_send(assay_ranks *ranks, const void *bytes, int count, int rank) {
  return MPI_Isend(bytes, count, MPI_BYTE, rank, 0, ranks->work, &ranks->request);
}
static inline int assay_mpi_receive(assay_ranks *ranks, void *bytes, int count, int rank) {
  return MPI_Irecv(bytes, count, MPI_BYTE, rank, 0, ranks->work, &ranks->request);
}
static inline int assay_mpi_broadcast(assay_ranks *ranks, void *bytes, int count, int rank) {
  return MPI_Ibcast(bytes, count, MPI_BYTE, rank, ranks->work, &ranks->request);
}

// The text of an error code; at least MPI_MAX_ERROR_STRING bytes.
static inline void assay_mpi_text(int code, char *text, size_t size) {
  char whole[MPI_MAX_ERROR_STRING + 1] = {0};
  int length = 0;
  MPI_Error_string(code, whole, &length);
  size_t i = 0;
  for (; i + 1 < size && whole[i] != 0; i++) text[i] = whole[i];
  text[i] = 0;
}

static inline int assay_mpi_finish(void) { return MPI_Finalize(); }
static inline int assay_mpi_abort(int code) { return MPI_Abort(MPI_COMM_WORLD, code); }
