/*
 * The functions of the virtual machine that the JDK's static libraries (libjava.a, libnet.a, libnio.a, libzip.a) are
 * linked with, as far as a native image reaches them. The list is the linker's of undefined symbols; the contracts are
 * those of the Java methods that they implement (java.lang.System, java.lang.Runtime) and of POSIX.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <pthread.h>
#include <sched.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

/* Called once when the image starts; there is nothing to prepare. */
void initialize(void) {}

/* Processors that this process may use. A mask that is too small for the machine means more than CPU_SETSIZE. */
int JVM_ActiveProcessorCount(void) {
  cpu_set_t allowed;
  return sched_getaffinity(0, sizeof allowed, &allowed) == 0 ? CPU_COUNT(&allowed) : (int)sysconf(_SC_NPROCESSORS_ONLN);
}

/* System.nanoTime */
int64_t JVM_NanoTime(void *env, void *class) {
  (void)env;
  (void)class;
  struct timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  return now.tv_sec * INT64_C(1000000000) + now.tv_nsec;
}

/* System.currentTimeMillis */
int64_t JVM_CurrentTimeMillis(void *env, void *class) {
  (void)env;
  (void)class;
  struct timespec now;
  clock_gettime(CLOCK_REALTIME, &now);
  return now.tv_sec * INT64_C(1000) + now.tv_nsec / 1000000;
}

/* jdk.internal.misc.VM.getNanoTimeAdjustment: nanoseconds since a given second, -1 if they are more than 2^32 seconds. */
int64_t JVM_GetNanoTimeAdjustment(void *env, void *class, int64_t second) {
  (void)env;
  (void)class;
  static const int64_t most = INT64_C(1) << 32;
  struct timespec now;
  clock_gettime(CLOCK_REALTIME, &now);
  int64_t elapsed = now.tv_sec - second;
  return elapsed >= most || elapsed <= -most ? -1 : elapsed * INT64_C(1000000000) + now.tv_nsec;
}

/* Linux has no other form of a path. */
char *JVM_NativePath(char *path) { return path; }

/* JNI versions are 0x00010001 (1.1) and higher. */
unsigned char JVM_IsSupportedJNIVersion(int version) { return version >= 0x00010001; }

/* Memory and processors are those of the machine: limits of the program's cgroup are ignored. */
unsigned char JVM_IsUseContainerSupport(void) { return 0; }

void JVM_BeforeHalt(void) {}

/* Runtime.halt: no handlers of atexit(3), no flushing. */
void JVM_Halt(int status) { _exit(status); }

void *JVM_FindLibraryEntry(void *library, const char *symbol) { return dlsym(library, symbol); }

/* Mutexes of native code: zip files are locked by them. */
void *JVM_RawMonitorCreate(void) {
  pthread_mutex_t *mutex = malloc(sizeof *mutex);
  if (mutex != NULL && pthread_mutex_init(mutex, NULL) != 0) {
    free(mutex);
    mutex = NULL;
  }
  return mutex;
}

int JVM_RawMonitorEnter(void *mutex) { return pthread_mutex_lock(mutex); }

void JVM_RawMonitorExit(void *mutex) { pthread_mutex_unlock(mutex); }

void JVM_RawMonitorDestroy(void *mutex) {
  pthread_mutex_destroy(mutex);
  free(mutex);
}

/* snprintf and fprintf by other names; a text that was cut off is an error (-1). */
int jio_vsnprintf(char *text, size_t size, const char *format, va_list arguments) {
  int length = vsnprintf(text, size, format, arguments);
  return length < 0 || (size_t)length >= size ? -1 : length;
}

int jio_snprintf(char *text, size_t size, const char *format, ...) {
  va_list arguments;
  va_start(arguments, format);
  int length = jio_vsnprintf(text, size, format, arguments);
  va_end(arguments);
  return length;
}

int jio_fprintf(FILE *stream, const char *format, ...) {
  va_list arguments;
  va_start(arguments, format);
  int length = vfprintf(stream, format, arguments);
  va_end(arguments);
  return length;
}

#if !__GLIBC_PREREQ(2, 38)
/*
 * Objects that were compiled for glibc 2.38 and newer call scanf and strtol by these names. Older C libraries have only the
 * functions without C23's binary numbers, which no caller here needs; the assembler names keep this file free of the redirection.
 */
int c17_vsscanf(const char *text, const char *format, va_list arguments) __asm__("vsscanf");
int c17_vfscanf(FILE *stream, const char *format, va_list arguments) __asm__("vfscanf");
long c17_strtol(const char *text, char **end, int base) __asm__("strtol");

int __isoc23_sscanf(const char *text, const char *format, ...) {
  va_list arguments;
  va_start(arguments, format);
  int count = c17_vsscanf(text, format, arguments);
  va_end(arguments);
  return count;
}

int __isoc23_fscanf(FILE *stream, const char *format, ...) {
  va_list arguments;
  va_start(arguments, format);
  int count = c17_vfscanf(stream, format, arguments);
  va_end(arguments);
  return count;
}

long __isoc23_strtol(const char *text, char **end, int base) { return c17_strtol(text, end, base); }
#endif

/*
 * java.io.Console.ttyStatus, which the JDK's static libraries of 25.0.2 do not have yet: which standard streams are terminals, by
 * the constants TTY_STDIN_MASK (1), TTY_STDOUT_MASK (2) and TTY_STDERR_MASK (4) of that class.
 */
int Java_java_io_Console_ttyStatus(void *env, void *class) {
  (void)env;
  (void)class;
  int status = 0;
  for (int fd = STDIN_FILENO; fd <= STDERR_FILENO; fd++) {
    if (isatty(fd)) status |= 1 << fd;
  }
  return status;
}
