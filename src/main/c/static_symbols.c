/*
 * dlsym(3) and dlopen(3) of the executable, which is linked statically and runs without the host's C library: the linker
 * renames calls of them to these (ld(1), --wrap). The JDK looks up by name the functions that an old C library may lack;
 * the one that is linked in has them. Nothing is loaded at run time, so that no library of the host gets into the process.
 */
#define _GNU_SOURCE
#include <dirent.h>
#include <fcntl.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

void *__wrap_dlsym(void *library, const char *name);
void *__wrap_dlopen(const char *file, int flags);

static const struct {
  const char *name;
  void *function;
} symbols[] = {
    {"copy_file_range", (void *)copy_file_range},
    {"fdopendir", (void *)fdopendir},
    {"fstatat64", (void *)fstatat64},
    {"openat64", (void *)openat64},
    {"renameat", (void *)renameat},
    {"statx", (void *)statx},
    {"unlinkat", (void *)unlinkat},
};

/* NULL where the JDK is to do without the function. */
void *__wrap_dlsym(void *library, const char *name) {
  (void)library;
  for (size_t i = 0; i < sizeof symbols / sizeof *symbols; i++) {
    if (strcmp(symbols[i].name, name) == 0) return symbols[i].function;
  }
  return NULL;
}

/* No library can be loaded. */
void *__wrap_dlopen(const char *file, int flags) {
  (void)file;
  (void)flags;
  return NULL;
}
