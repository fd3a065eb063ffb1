// Starts other programs: what happens between fork and exec has to be C, for no Swift may run there.
#ifndef ASSAY_PROCESS_H
#define ASSAY_PROCESS_H

#include <errno.h>
#include <fcntl.h>
#include <grp.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/types.h>
#include <sys/wait.h>
#include <unistd.h>
#ifdef __linux__
#include <sys/prctl.h>
#include <sys/syscall.h>
#endif

/// A program to start.
typedef struct {
  /// Its path.
  const char *program;
  /// Its arguments, the program's name first, NULL last.
  char *const *arguments;
  /// Its environment, NULL last.
  char *const *environment;
  /// Where it runs; NULL for here.
  const char *folder;
  /// The descriptors that it gets as 0, 1, 2, ...; those below 3 may be -1 for nothing.
  const int *descriptors;
  /// How many.
  int count;
  /// The user and group that it becomes, without other groups; 0 for the caller's own.
  unsigned user;
} assay_child;

static inline void assay_close_from(int first) {
#if defined(__linux__) && defined(SYS_close_range)
  if (syscall(SYS_close_range, (unsigned)first, ~0U, 0U) == 0) return;
#endif
  struct rlimit limit;
  long last = getrlimit(RLIMIT_NOFILE, &limit) == 0 && limit.rlim_cur < 65536
    ? (long)limit.rlim_cur : 65536;
  for (long descriptor = first; descriptor < last; descriptor += 1) close((int)descriptor);
}

/// What is done in the child; returns only if it failed, with `report` where that has been moved.
static inline void assay_become(const assay_child *child, int *report) {
  enum { most = 16, above = 64 };
  int moved[most];
  if (child->count > most) { errno = EINVAL; return; }
  // Away from where they are to go, so that none overwrites another.
  for (int i = 0; i < child->count; i += 1) {
    int source = child->descriptors[i];
    if (source < 0) source = open("/dev/null", i == 0 ? O_RDONLY : O_WRONLY);
    moved[i] = fcntl(source, F_DUPFD, above);
    if (moved[i] < 0) return;
  }
  int kept = fcntl(*report, F_DUPFD_CLOEXEC, above);
  if (kept < 0) return;
  *report = kept;
  for (int i = 0; i < child->count; i += 1) {
    if (dup2(moved[i], i) < 0) return;
  }
  if (dup2(kept, child->count) < 0) return;
  *report = child->count;
  fcntl(child->count, F_SETFD, FD_CLOEXEC);
  assay_close_from(child->count + 1);

  struct sigaction standard;
  standard.sa_handler = SIG_DFL;
  standard.sa_flags = 0;
  sigemptyset(&standard.sa_mask);
  for (int number = 1; number < 32; number += 1) sigaction(number, &standard, NULL);
  sigprocmask(SIG_SETMASK, &standard.sa_mask, NULL);
  // A group of its own: it is killed whole, and Ctrl-C is for the caller alone.
  setpgid(0, 0);
  if (child->user != 0) {
    gid_t group = child->user;
    if (setgroups(0, &group) != 0 || setgid(child->user) != 0 || setuid(child->user) != 0) return;
  }
#ifdef __linux__
  prctl(PR_SET_PDEATHSIG, SIGKILL);
#endif
  if (child->folder != NULL && chdir(child->folder) != 0) return;
  execve(child->program, child->arguments, child->environment);
}

/// Starts a program in a process group of its own, which dies with the calling thread (Linux).
///
/// Returns its process, or -1 with errno where it could not be started.
static inline pid_t assay_spawn(const assay_child *child) {
  int report[2];
  if (pipe(report) != 0) return -1;
  fcntl(report[0], F_SETFD, FD_CLOEXEC);
  fcntl(report[1], F_SETFD, FD_CLOEXEC);
  pid_t process = fork();
  if (process == 0) {
    assay_become(child, &report[1]);
    int reason = errno;
    (void)!write(report[1], &reason, sizeof reason);
    _exit(127);
  }
  int reason = errno;
  close(report[1]);
  if (process > 0) {
    ssize_t got;
    do { got = read(report[0], &reason, sizeof reason); } while (got < 0 && errno == EINTR);
    if (got != 0) {
      int status;
      while (waitpid(process, &status, 0) < 0 && errno == EINTR) {}
      process = -1;
    }
  }
  close(report[0]);
  errno = reason;
  return process;
}

/// Runs a function in a child process that shares nothing with the caller but a socket, of which each has one end.
///
/// Only C that does not rely on other threads may run there. Ctrl-C is for the caller alone: the child ends when its
/// function does, which should be when the socket is closed. Returns the child and the caller's end, or -1.
static inline pid_t assay_branch(void (*body)(int, const void *), const void *context, int *socket) {
  int ends[2];
  if (socketpair(AF_UNIX, SOCK_STREAM, 0, ends) != 0) return -1;
  fcntl(ends[0], F_SETFD, FD_CLOEXEC);
  fcntl(ends[1], F_SETFD, FD_CLOEXEC);
#ifdef SO_NOSIGPIPE
  int yes = 1;
  setsockopt(ends[0], SOL_SOCKET, SO_NOSIGPIPE, &yes, sizeof yes);
#endif
  pid_t process = fork();
  if (process == 0) {
    int nothing = open("/dev/null", O_RDWR);
    if (ends[1] != 3 && dup2(ends[1], 3) < 0) _exit(1);
    for (int i = 0; i < 3; i += 1) if (nothing >= 0) dup2(nothing, i);
    assay_close_from(4);
    signal(SIGINT, SIG_IGN);
    signal(SIGTERM, SIG_IGN);
    signal(SIGHUP, SIG_IGN);
    signal(SIGPIPE, SIG_DFL);
    // Threads of a pool block most signals, and with them those of the limits that the child may set itself.
    sigset_t none;
    sigemptyset(&none);
    sigprocmask(SIG_SETMASK, &none, NULL);
    body(3, context);
    _exit(0);
  }
  int reason = errno;
  close(ends[1]);
  if (process < 0) close(ends[0]);
  *socket = ends[0];
  errno = reason;
  return process;
}

/// Writes to a socket, without a signal where nobody reads; 0 if all could be written.
static inline int assay_tell(int socket, const void *bytes, size_t count) {
#ifdef MSG_NOSIGNAL
  int flags = MSG_NOSIGNAL;
#else
  int flags = 0;
#endif
  while (count > 0) {
    ssize_t sent = send(socket, bytes, count, flags);
    if (sent < 0 && errno == EINTR) continue;
    if (sent <= 0) return -1;
    bytes = (const char *)bytes + sent;
    count -= (size_t)sent;
  }
  return 0;
}

/// Ends a child and waits until it has ended.
static inline void assay_end(pid_t process) {
  int status;
  kill(process, SIGKILL);
  while (waitpid(process, &status, 0) < 0 && errno == EINTR) {}
}

/// How a child ended: 0 if it runs, 1 with its exit code, 2 with its signal in `value`, -1 if there is no such child.
static inline int assay_ended(pid_t process, int *value) {
  int status;
  pid_t found = waitpid(process, &status, WNOHANG);
  if (found == 0 || (found < 0 && errno == EINTR)) return 0;
  if (found < 0) return -1;
  if (WIFSIGNALED(status)) { *value = WTERMSIG(status); return 2; }
  *value = WEXITSTATUS(status);
  return 1;
}

/// Writes to standard output; 0 if it could be.
static inline int assay_print(const void *bytes, size_t count) {
  errno = 0;
  return fwrite(bytes, 1, count, stdout) == count ? 0 : -1;
}

/// Writes what is left; 0 if everything that was ever printed could be written.
static inline int assay_flush(void) {
  errno = 0;
  return fflush(stdout) == 0 && ferror(stdout) == 0 ? 0 : -1;
}

#endif
