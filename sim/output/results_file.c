#define _GNU_SOURCE /* mkostemp */
#include "results_file.h"

#include "text.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/statvfs.h>
#include <unistd.h>

static struct results_file *
of(struct kept_file *file)
{
    return (struct results_file *)(void *)file;
}

/* Names no folder: it is hidden until the results appear. */
static int
failed(struct hr_err *err, const char *what)
{
    return hr_fail(err, HR_EWRITE, "cannot %s the file of simulated futures beside the results: %s",
                   what, strerror(errno));
}

static int
start(struct kept_file *file, uint64_t bytes, struct hr_err *err)
{
    static const double gb = 1e9;
    struct results_file *self = of(file);
    struct statvfs disk;
    if (statvfs(self->dir, &disk) == 0) {
        const double free_bytes = (double)disk.f_bavail * (double)disk.f_frsize;
        if (free_bytes < (double)bytes)
            return hr_fail(err, HR_EWRITE,
                           "the simulated futures need %.1f GB on the disk of the results until "
                           "the run ends, and %.1f GB are free; ask for fewer simulations, or "
                           "write to another disk",
                           (double)bytes / gb, free_bytes / gb);
    }
    char *path = text_of("%s/futures-XXXXXX", self->dir);
    if (path == NULL)
        return hr_fail(err, HR_ENOMEM, "no memory for the name of a file");
    self->fd = mkostemp(path, O_CLOEXEC);
    const int ret = self->fd < 0 || unlink(path) != 0 ? failed(err, "make") : 0;
    free(path);
    return ret;
}

static int
put(struct kept_file *file, const void *data, size_t size, struct hr_err *err)
{
    for (size_t done = 0; done < size;) {
        const ssize_t n = write(of(file)->fd, (const char *)data + done, size - done);
        if (n < 0 && errno != EINTR)
            return failed(err, "write");
        done += n > 0 ? (size_t)n : 0;
    }
    return 0;
}

static int
get(struct kept_file *file, uint64_t offset, void *out, size_t size, struct hr_err *err)
{
    for (size_t done = 0; done < size;) {
        const ssize_t n =
            pread(of(file)->fd, (char *)out + done, size - done, (off_t)(offset + done));
        if (n == 0)
            errno = EIO; /* shorter than what was written */
        if (n == 0 || (n < 0 && errno != EINTR))
            return failed(err, "read");
        done += n > 0 ? (size_t)n : 0;
    }
    return 0;
}

void
results_file_init(struct results_file *self, const char *dir)
{
    *self = (struct results_file){ .file = { start, put, get }, .dir = dir, .fd = -1 };
}

void
results_file_release(struct results_file *self)
{
    if (self->fd >= 0)
        (void)close(self->fd);
    self->fd = -1;
}
