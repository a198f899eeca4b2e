/* The file is written next to its final name and moved there by link(2), which refuses to replace a
 * file that has appeared meanwhile. */
#include "scenario.h"


#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static int
write_all(int fd, const char *text, size_t size)
{
    while (size > 0) {
        const ssize_t n = write(fd, text, size);
        if (n < 0 && errno == EINTR)
            continue;
        if (n <= 0)
            return -1;
        text += n;
        size -= (size_t)n;
    }
    return fsync(fd);
}

static int
make_dir(const char *dir, bool *made, struct hr_err *err)
{
    struct stat status;
    *made = mkdir(dir, 0777) == 0;
    if (*made)
        return 0;
    const int why = errno;
    if (why == EEXIST && stat(dir, &status) == 0 && S_ISDIR(status.st_mode))
        return 0;
    if (why == EEXIST)
        return hr_fail(err, HR_EWRITE, "cannot make the folder '%s': a file of that name exists",
                       dir);
    return hr_fail(err, HR_EWRITE, "cannot make the folder '%s': %s", dir, strerror(why));
}

static int
place(const char *temporary, const char *path, struct hr_err *err)
{
    if (link(temporary, path) == 0)
        return 0;
    if (errno == EEXIST)
        return hr_fail(err, HR_EWRITE,
                       "'%s' exists already and is left as it is: choose another folder", path);
    return hr_fail(err, HR_EWRITE, "cannot write '%s': %s", path, strerror(errno));
}

int
starter_write(const char *dir, struct hr_err *err)
{
    char path[PATH_MAX], temporary[PATH_MAX];
    struct stat status;

    const int n = snprintf(path, sizeof path, "%s/scenario.cfg", dir);
    const int m =
        snprintf(temporary, sizeof temporary, "%s/.scenario.cfg.%ld", dir, (long)getpid());
    if (dir[0] == '\0' || n < 0 || m < 0 || (size_t)n >= sizeof path ||
        (size_t)m >= sizeof temporary)
        return hr_fail(err, HR_EWRITE, "'%.60s' cannot be the name of a folder", dir);
    bool made;
    int ret = make_dir(dir, &made, err);
    if (ret != 0)
        return ret;
    if (lstat(path, &status) == 0)
        return hr_fail(err, HR_EWRITE,
                       "'%s' exists already and is left as it is: choose another folder", path);

    const int fd = open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
    const int written = fd < 0 ? -1 : write_all(fd, starter_cfg_text, starter_cfg_size);
    const int why = errno;
    if (fd < 0)
        ret = hr_fail(err, HR_EWRITE, "cannot write in '%s': %s", dir, strerror(why));
    else if (close(fd) != 0 || written != 0)
        ret = hr_fail(err, HR_EWRITE, "cannot write '%s': %s", path,
                      strerror(written != 0 ? why : errno));
    else
        ret = place(temporary, path, err);
    if (fd >= 0)
        (void)unlink(temporary);
    if (ret != 0 && made)
        (void)rmdir(dir);
    return ret;
}
