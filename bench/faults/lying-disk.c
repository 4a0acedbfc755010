/* Preloaded into a node it says "forced to the disk" at once, and forces nothing: TINTYPE_LIES=all, or only of files or
   of directories. Proves that power-cuts.sh finds what such a node loses. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

static int is_lied_about(int fd) {
    const char *lies = getenv("TINTYPE_LIES");
    struct stat what;
    if (lies == NULL || fstat(fd, &what) != 0) {
        return 0;
    }
    return strcmp(lies, "all") == 0 || strcmp(lies, S_ISDIR(what.st_mode) ? "directories" : "files") == 0;
}

int fsync(int fd) {
    int (*honest)(int) = dlsym(RTLD_NEXT, "fsync");
    return is_lied_about(fd) ? 0 : honest(fd);
}

int fdatasync(int fd) {
    int (*honest)(int) = dlsym(RTLD_NEXT, "fdatasync");
    return is_lied_about(fd) ? 0 : honest(fd);
}
