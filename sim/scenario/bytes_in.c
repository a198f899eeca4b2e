#include "bytes_in.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

static int
read_all(FILE *file, const char *path, char **bytes, size_t *size, struct hr_err *err)
{
    struct stat status;
    if (fstat(fileno(file), &status) != 0)
        return hr_fail(err, HR_EIO, "cannot read '%s': %s", path, strerror(errno));
    if (!S_ISREG(status.st_mode))
        return hr_fail(err, HR_EIO, "cannot read '%s': it is %s, not a file", path,
                       S_ISDIR(status.st_mode) ? "a folder" : "a device or pipe");
    const size_t wanted = (size_t)status.st_size;
    char *text = malloc(wanted + 1);
    if (text == NULL)
        return hr_fail(err, HR_ENOMEM, "no memory for the %zu bytes of '%s'", wanted, path);
    if (fread(text, 1, wanted, file) != wanted) {
        free(text);
        return hr_fail(err, HR_EIO, "cannot read '%s': it ended early", path);
    }
    text[wanted] = '\0';
    *bytes = text;
    *size = wanted;
    return 0;
}

int
bytes_in_read(const char *path, char **bytes, size_t *size, struct hr_err *err)
{
    *bytes = NULL;
    *size = 0;
    FILE *file = fopen(path, "rb");
    if (file == NULL)
        return hr_fail(err, HR_EIO, "cannot read '%s': %s", path,
                       errno == ENOENT ? "there is no such file" : strerror(errno));
    const int ret = read_all(file, path, bytes, size, err);
    (void)fclose(file);
    return ret;
}
