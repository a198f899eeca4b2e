#include "zip_in.h"

#include <stdlib.h>
#include <string.h>
#include <zip.h>

#define MAX_BYTES ((zip_uint64_t)1 << 28)

int
zip_in_open(struct zip_in *self, const char *path, struct hr_err *err)
{
    int why = 0;
    *self = (struct zip_in){ .path = path };
    zip_t *zip = zip_open(path, ZIP_RDONLY, &why);
    if (zip == NULL) {
        zip_error_t error;
        zip_error_init_with_code(&error, why);
        const int ret =
            hr_fail(err, HR_EIO, "cannot read '%s' as a zip: %s", path, zip_error_strerror(&error));
        zip_error_fini(&error);
        return ret;
    }
    self->zip = zip;
    self->n = (size_t)zip_get_num_entries(zip, 0);
    return 0;
}

void
zip_in_close(struct zip_in *self)
{
    if (self->zip != NULL)
        zip_discard(self->zip);
    *self = (struct zip_in){ .path = "" };
}

const char *
zip_in_name(const struct zip_in *self, size_t i)
{
    const char *name = zip_get_name(self->zip, (zip_uint64_t)i, 0);
    return name == NULL || strncmp(name, "__MACOSX/", 9) == 0 ? NULL : name;
}

int
zip_in_bytes(const struct zip_in *self, size_t i, char **bytes, size_t *size, struct hr_err *err)
{
    zip_stat_t stat;
    *bytes = NULL;
    if (zip_stat_index(self->zip, (zip_uint64_t)i, 0, &stat) != 0 ||
        (stat.valid & ZIP_STAT_SIZE) == 0)
        return hr_fail(err, HR_EIO, "cannot read a file in '%s': %s", self->path,
                       zip_strerror(self->zip));
    if (stat.size > MAX_BYTES)
        return hr_fail(err, HR_ESCENARIO, "'%s' in '%s' is larger than 256 MB", stat.name,
                       self->path);
    *bytes = malloc((size_t)stat.size + 1);
    if (*bytes == NULL)
        return hr_fail(err, HR_ENOMEM, "no memory for '%s' in '%s'", stat.name, self->path);
    zip_file_t *file = zip_fopen_index(self->zip, stat.index, 0);
    int ret = 0;
    if (file == NULL || zip_fread(file, *bytes, stat.size) != (zip_int64_t)stat.size)
        ret = hr_fail(err, HR_EIO, "cannot read '%s' in '%s': %s", stat.name, self->path,
                      zip_strerror(self->zip));
    else
        (*bytes)[ *size = (size_t)stat.size] = '\0';
    if (file != NULL)
        (void)zip_fclose(file);
    if (ret != 0) {
        free(*bytes);
        *bytes = NULL;
    }
    return ret;
}
