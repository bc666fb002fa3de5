/*
 * The C functions that the code of a native image calls by name: environment, threads, processor, locale, time zone,
 * signals, and calls with variable arguments. GraalVM brings its own; this file is used where scripts/lib/image-builder
 * assembles the builder. The functions and their signatures follow from the classes with @CFunction in svm.jar (library
 * "libchelper"); the behavior is POSIX's.
 */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <semaphore.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "include/amd64cpufeatures.h"
#include "include/svm_locale.h"

extern char **environ;

char **getEnviron(void) { return environ; }

int getThreadId(void) { return (int)syscall(SYS_gettid); }

/* Nanoseconds that a thread has spent in user mode, -1 if unknown. proc_pid_stat(5): field 14, in clock ticks. */
long getThreadUserTimeSlow(int thread) {
  enum { FIELDS_BEFORE = 11 }; /* fields 3 to 13, after the closing parenthesis of field 2 */
  char path[64];
  char line[1024];
  snprintf(path, sizeof path, "/proc/self/task/%d/stat", thread);
  int file = open(path, O_RDONLY | O_CLOEXEC);
  if (file < 0) return -1;
  ssize_t length = read(file, line, sizeof line - 1);
  close(file);
  if (length <= 0) return -1;
  line[length] = '\0';
  char *field = strrchr(line, ')');
  if (field == NULL) return -1;
  for (int i = 0; i <= FIELDS_BEFORE; i++) {
    field = strchr(field + 1, ' ');
    if (field == NULL) return -1;
  }
  long ticks_per_second = sysconf(_SC_CLK_TCK);
  return ticks_per_second <= 0 ? -1 : (long)(strtoull(field, NULL, 10) * (1000000000ULL / (unsigned long)ticks_per_second));
}

/* The time zone's name, to be freed by the caller, or NULL. From TZ (tzset(3)), else from the link /etc/localtime (localtime(5)). */
char *SVM_FindJavaTZmd(const char *mappings, int length) {
  static const char directory[] = "/zoneinfo/";
  (void)mappings;
  (void)length;
  const char *variable = getenv("TZ");
  if (variable != NULL && variable[0] == ':') variable++;
  if (variable != NULL && variable[0] != '\0' && variable[0] != '/') return strdup(variable);
  char target[4096];
  ssize_t size = readlink("/etc/localtime", target, sizeof target - 1);
  if (size <= 0) return NULL;
  target[size] = '\0';
  char *name = strstr(target, directory);
  return name == NULL ? NULL : strdup(name + sizeof directory - 1);
}

/* Every x86-64 processor has these; more is not used, so that one executable does the same everywhere. */
void determineCPUFeatures(CPUFeatures *features) {
  features->fCX8 = 1;
  features->fCMOV = 1;
  features->fFXSR = 1;
  features->fMMX = 1;
  features->fSSE = 1;
  features->fSSE2 = 1;
}

/* 0: the processor has what the image needs, which is the baseline. */
int checkCPUFeatures(const char *needed) {
  (void)needed;
  return 0;
}

int checkCPUFeaturesOrExit(const char *needed, const char *message) {
  (void)needed;
  (void)message;
  return 0;
}

/* English, independent of the host's locale: the program's output is the same everywhere. */
int svm_initialize_locale(void) { return SVM_LOCALE_INITIALIZATION_SUCCEEDED; }

svm_locale_props_t *svm_get_locale(void) {
  static svm_locale_props_t english = {"en", "", "", "", "en", "", "", ""};
  return &english;
}

/*
 * Signals for Java: the handler counts a signal and posts a semaphore; a Java thread waits for the semaphore and takes
 * the signals one by one. Only async-signal-safe functions are called in the handler (signal-safety(7)).
 */
static atomic_flag in_use = ATOMIC_FLAG_INIT;
static sem_t arrivals;
static atomic_uint counts[_NSIG];

static void count_signal(int number) {
  int saved = errno;
  atomic_fetch_add(&counts[number], 1);
  sem_post(&arrivals);
  errno = saved;
}

/* 0: opened; 1: in use already; -1: failed, see errno. */
int cSunMiscSignal_open(void) {
  if (atomic_flag_test_and_set(&in_use)) return 1;
  for (int number = 0; number < _NSIG; number++) atomic_store(&counts[number], 0);
  if (sem_init(&arrivals, 0, 0) == 0) return 0;
  atomic_flag_clear(&in_use);
  return -1;
}

int cSunMiscSignal_close(void) {
  int result = sem_destroy(&arrivals);
  atomic_flag_clear(&in_use);
  return result;
}

int cSunMiscSignal_awaitSemaphore(void) {
  int result;
  do result = sem_wait(&arrivals);
  while (result != 0 && errno == EINTR);
  return result;
}

int cSunMiscSignal_signalSemaphore(void) { return sem_post(&arrivals); }

/* Takes one signal that has arrived and returns its number; -1 if no signal has arrived. */
int cSunMiscSignal_checkPendingSignal(void) {
  for (int number = 1; number < _NSIG; number++) {
    unsigned count = atomic_load(&counts[number]);
    while (count != 0) {
      if (atomic_compare_exchange_weak(&counts[number], &count, count - 1)) return number;
    }
  }
  return -1;
}

int cSunMiscSignal_signalRangeCheck(int number) { return number > 0 && number < _NSIG; }

void *cSunMiscSignal_signalHandlerFunctionPointer(void) { return (void *)count_signal; }

/* Functions with variable arguments; the letters are the types of the arguments in svm.jar. */
int openSII(const char *path, int flags, int mode) { return open(path, flags, mode); }

int openatISII(int directory, const char *path, int flags, int mode) { return openat(directory, path, flags, mode); }

int fprintfSD(FILE *stream, const char *format, const char *text, int number) {
  return fprintf(stream, format, text, number);
}

void *mremapP(void *address, size_t size, size_t new_size, int flags, void *new_address) {
  return mremap(address, size, new_size, flags, new_address);
}
